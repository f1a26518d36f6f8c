"""Word documents (.docx) into located cells."""
