"""A time that was said: its days, its hour, and whether it is a moment, a limit or past."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")


class When(NamedTuple):
    """A time in the text: `[start, end)` of the plain text, first and last day, and what was said of it.

    `kind` is point, limit (to be done by `last`) or past; `minute` is set when an hour is known. The `grain` of a
    limit is close when it is the end of the working day, which is a day's limit and says no hour.
    """

    start: int
    end: int
    first: date
    last: date
    kind: str = "point"
    clock: time | None = None
    exact: datetime | None = None
    grain: str = "day"

    def due(self) -> str:
        """Return ISO 8601: with minutes and offset when an hour is known, else the date."""
        if self.exact is not None:
            return self.exact.isoformat(timespec="seconds")
        day = self.last if self.kind == "limit" else self.first
        if self.clock is not None and self.grain != "close":
            return datetime.combine(day, self.clock, SHANGHAI).isoformat(timespec="seconds")
        return day.isoformat()

    def moment(self) -> datetime:
        """Return the due moment for comparison; a day counts until its end."""
        if self.exact is not None:
            return self.exact
        day = self.last if self.kind == "limit" else self.first
        return datetime.combine(day, self.clock or time(23, 59), SHANGHAI)
