"""Teams: the register of them, and the names by which people call them."""
