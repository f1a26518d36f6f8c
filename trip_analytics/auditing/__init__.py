"""The audit of finished files, which are read back as a reader has them."""

from trip_analytics.auditing.audit import audit_files

__all__ = ["audit_files"]
