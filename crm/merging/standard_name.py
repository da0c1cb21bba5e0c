"""Standard names of companies (F16): which columns of a table hold them, and what each row is worth."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

STANDARD = (
    "标准名",
    "标准名称",
    "标准",
    "简称",
    "公司简称",
    "证券简称",
    "股票简称",
    "中文名",
    "中文译名",
    "译名",
    "standard",
)
ALIAS = (
    "别名", "全称", "公司全称", "公司名称", "英文名", "英文名称", "英文全称", "英文简称", "英文品牌", "品牌", "品牌名",
    "外文名", "曾用名", "原名", "alias", "name", "brand",
)  # fmt: skip
LONGEST = 255
EMPTY, SAME, TOO_LONG, TWICE = "别名或标准名为空", "别名和标准名相同", "名称过长", "同一别名对应两个标准名"
_SEVERAL = re.compile(r"\s*[、;；|]\s*")


def columns(headings: Sequence[str]) -> tuple[int, list[int]] | None:
    """Return the place of the standard name and of the aliases; None when a table has not both."""
    plain = [heading.strip().lower().replace(" ", "") for heading in headings]
    standard = next((plain.index(name) for name in STANDARD if name in plain), None)
    aliases = [at for at, name in enumerate(plain) if name in ALIAS and at != standard]
    return (standard, aliases) if standard is not None and aliases else None


def pairs_of(row: Sequence[str], standard: int, aliases: Sequence[int]) -> list[tuple[str, str]]:
    """Return alias and standard name of a row, one pair for each alias in it."""
    name = row[standard].strip() if standard < len(row) else ""
    cells = [row[at].strip() for at in aliases if at < len(row)]
    said = [alias for cell in cells for alias in _SEVERAL.split(cell) if alias]
    return [(alias, name) for alias in said] or [("", name)]


def refusal(alias: str, standard: str, key: str, known: Mapping[str, str]) -> str:
    """Return why a pair cannot be kept, or an empty text. `known`: what earlier rows made of each key."""
    if not alias or not standard or not key:
        return EMPTY
    if len(alias) > LONGEST or len(standard) > LONGEST:
        return TOO_LONG
    if alias == standard:
        return SAME
    return TWICE if known.get(key, standard) != standard else ""
