"""Looks at the machine, the settings and the holiday library for what `crm.time_faults` calls wrong (F74)."""

from __future__ import annotations

from datetime import UTC, datetime

from app.calendar import china_calendar
from config.settings import Settings
from crm.time_faults import TimeFault, holiday_faults, zone_faults
from handlers.context import SHANGHAI


def host_hours() -> float:
    """Return how many hours the machine is ahead of UTC."""
    offset = datetime.now(UTC).astimezone().utcoffset()
    return offset.total_seconds() / 3600 if offset else 0.0


def time_faults(settings: Settings, now: datetime) -> tuple[TimeFault, ...]:
    """Return everything that is wrong at this moment."""
    zones = zone_faults(host_hours(), settings.timezone, settings.report_timezone)
    return (*zones, *holiday_faults(china_calendar().known_until, now.astimezone(SHANGHAI).date()))
