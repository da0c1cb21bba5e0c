"""Clocks for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class SetClock:
    """Stands still at a Friday morning until it is moved."""

    def __init__(self, at: datetime = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def move(self, by: timedelta) -> None:
        """Go forward."""
        self.at += by


class RealClock:
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)
