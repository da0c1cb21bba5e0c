"""What each column of a table is, from its heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from nlp.fold import fold
from nlp.lexicon import lines


class Role(StrEnum):
    """What a column holds. Several columns may have the same role; `SKIP` columns are never read."""

    COMPANY = "company"
    CONTACT = "contact"
    PHONE = "phone"
    MAIL = "email"
    WECHAT = "wechat"
    CITY = "city"
    INDUSTRY = "industry"
    SITE = "website"
    ADDRESS = "address"
    OTHER = "other"
    SKIP = "skip"


def _read_headings() -> dict[str, Role]:
    table = {}
    for line in lines("headings"):
        role, *headings = line.split()
        table.update(dict.fromkeys(headings, Role(role)))
    return table


_BY_HEADING = _read_headings()


class UnknownColumn(ValueError):
    """`--map` or `--id` names a column that is not in the table, or a role that does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def role_of(heading: str) -> Role:
    """Return what the column with this heading holds; `OTHER` columns are searched for numbers and addresses only."""
    key = fold(heading).strip(" *:").replace(" ", "").replace("(", "").replace(")", "").replace("必填", "")
    return _BY_HEADING.get(key) or _BY_HEADING.get(key.rstrip("0123456789"), Role.OTHER)


def roles_of(headings: Sequence[str], mapped: Mapping[str, str] | None = None, id_column: str = "") -> list[Role]:
    """Return the role of every column; `mapped` gives heading → role and wins. Raises `UnknownColumn`."""
    roles = [role_of(heading) for heading in headings]
    for name, wanted in (mapped or {}).items():
        roles[column_index(headings, name)] = _role_named(wanted)
    if id_column:
        roles[column_index(headings, id_column)] = Role.SKIP
    return roles


def column_index(headings: Sequence[str], name: str) -> int:
    """Return the place of the column with this heading. Raises `UnknownColumn`."""
    folded = [fold(heading).strip() for heading in headings]
    try:
        return folded.index(fold(name).strip())
    except ValueError:
        raise UnknownColumn(name) from None


def _role_named(wanted: str) -> Role:
    key = fold(wanted).strip()
    if key in set(Role):
        return Role(key)
    role = _BY_HEADING.get(key)
    if role is None:
        raise UnknownColumn(wanted)
    return role
