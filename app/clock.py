"""The real clock."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """Fits `handlers.ports.Clock`."""

    def now(self) -> datetime:
        """Return the present moment, aware, UTC."""
        return datetime.now(UTC)
