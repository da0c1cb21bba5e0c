"""China's working days with 节假日 and 调休, from a kept library; what it does not know falls back to weekdays."""

from __future__ import annotations

from datetime import date
from functools import cache

from crm.working_time import Calendar, weekdays_only


@cache
def china_calendar() -> Calendar:
    """Return the calendar. For a year beyond its data Monday to Friday count, and the doctor warns before that."""
    import chinese_calendar
    from chinese_calendar import constants

    last = max(day.year for day in (*constants.holidays, *constants.workdays))
    first = min(day.year for day in constants.holidays)

    def is_workday(day: date) -> bool:
        if not first <= day.year <= last:
            return weekdays_only(day)
        return bool(chinese_calendar.is_workday(day))

    return Calendar(is_workday, known_until=last)
