"""What a record of another system says, under the names that system uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.systems.port import SystemRow

SHANGHAI = ZoneInfo("Asia/Shanghai")
OURS = ("id", "name", "phone", "id_number", "updated_at")


@dataclass(frozen=True, slots=True)
class Names:
    """Our names → the system's own; what is not named keeps ours."""

    names: Mapping[str, str] = field(default_factory=dict)

    def of(self, ours: str) -> str:
        """Return the system's name of a field."""
        return self.names.get(ours, ours)


def read_row(item: Any, names: Names) -> SystemRow | None:
    """Return the record, or None for one without an id or a readable time of change."""
    if not isinstance(item, Mapping):
        return None
    found = {ours: item.get(names.of(ours)) for ours in OURS}
    key, moment = _text(found["id"]), read_moment(_text(found["updated_at"]))
    if not key or moment is None:
        return None
    name, phone = _text(found["name"])[:64], _text(found["phone"])[:32]
    return SystemRow(key[:128], name, phone, moment, _text(found["id_number"])[:64])


def read_moment(text: str) -> datetime | None:
    """Return an aware moment; one without an offset is Shanghai time, a number seconds or milliseconds since 1970."""
    try:
        if text.isdigit() and len(text) in (10, 13):
            return datetime.fromtimestamp(int(text[:10]), UTC)
        moment = datetime.fromisoformat(text.replace("/", "-").strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _text(value: Any) -> str:
    if value is None or isinstance(value, (dict, list, bool)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\0", "").strip()
