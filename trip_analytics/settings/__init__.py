"""A trust's own settings, its logo and its colour: read, and checked before they are used."""

from trip_analytics.settings.load_settings import (
    NAMEABLE,
    NO_SETTINGS,
    SETTINGS_NAME,
    Settings,
    load_settings,
    nearest,
    settings_given,
    settings_in,
)

__all__ = [
    "NAMEABLE",
    "NO_SETTINGS",
    "SETTINGS_NAME",
    "Settings",
    "load_settings",
    "nearest",
    "settings_given",
    "settings_in",
]
