"""The documentation as web pages: ``python -m tools.site FOLDER``."""
