"""The labelled fields of a form: whose it is, when it was filled in, by whom."""
