"""What was measured, beside what it should be, as a table for people or JSON for programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

COLUMNS = ("what", "measured", "target", "")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. Without a target it is shown for comparison only."""

    name: str
    value: float
    unit: str
    target: float | None = None
    better: Literal["more", "less"] = "less"

    @property
    def held(self) -> bool | None:
        """Whether the target was met; None when there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.better == "more" else self.value < self.target

    def as_json(self) -> dict[str, Any]:
        """Return the figure as plain JSON."""
        return {**asdict(self), "held": self.held}

    def row(self) -> tuple[str, str, str, str]:
        """Return the figure's cells."""
        if self.target is None:
            return self.name, _number(self.value, self.unit), "", ""
        sign = "≥" if self.better == "more" else "<"
        return (
            self.name,
            _number(self.value, self.unit),
            f"{sign} {_number(self.target, self.unit)}",
            "ok" if self.held else "MISSED",
        )


def as_table(figures: list[Figure]) -> str:
    """Return the figures as lines of aligned columns."""
    rows = [COLUMNS, *(figure.row() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [f"{r[0]:<{widths[0]}}  {r[1]:>{widths[1]}}  {r[2]:>{widths[2]}}  {r[3]}".rstrip() for r in rows]
    return "\n".join([lines[0], "-" * (sum(widths) + 4), *lines[1:]])


def _number(value: float, unit: str) -> str:
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f} {unit}".strip()
