"""``python -m trip_analytics`` is the same as ``trip-analytics``."""

from trip_analytics.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
