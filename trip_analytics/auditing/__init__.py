"""What finished files give away: they are read back, and looked at as a reader would."""

from trip_analytics.auditing.audit import audit_files

__all__ = ["audit_files"]
