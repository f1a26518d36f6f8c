"""The sections of the annual report."""
