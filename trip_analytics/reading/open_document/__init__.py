"""OpenDocument workbooks into located cells."""
