"""ISO 8601 durations as scripts write them: `PT80H`, `P1DT2H30M`, `P2W`."""

from __future__ import annotations

import re
from datetime import timedelta

_FORM = re.compile(
    r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)


def read_duration(text: str) -> timedelta:
    """Return the duration. Raises ValueError for anything else, months and years among them (not a fixed length)."""
    found = _FORM.fullmatch(text)
    if found is None or not any(found.groups()):
        raise ValueError(f"not a duration: {text!r}")
    return timedelta(**{unit: int(value) for unit, value in found.groupdict().items() if value})
