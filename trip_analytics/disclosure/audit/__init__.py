"""What readers could work out from everything published: the gate that releases pass."""

from __future__ import annotations

from trip_analytics.disclosure.audit.leaks import audit
from trip_analytics.disclosure.audit.slots import Publication

__all__ = ["Publication", "audit"]
