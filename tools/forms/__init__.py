"""What forms are made of: the words, marks and tables of people who fill them in, and files."""
