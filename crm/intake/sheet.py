"""Tables people send (F17): which column is what, and what each row becomes. A row never stops the others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crm.intake.channel import TARGETS, Channel, plain
from crm.intake.judging import BAD_PHONE, LONGEST, NO_PHONE
from crm.intake.sheet_cells import LOST_DIGITS, moment_text, number_text
from crm.phone import is_masked, mail_key, phone_key, tidy_phone

MAKE, LINK, REPEAT, REFUSE, KEPT = "新建", "关联", "文件内重复", "退回", "保留"
NO_PHONE_COLUMN, NO_HEADINGS = "没有找到手机号列", "没有找到表头"
CUT_OFF, BAD_QUOTES = "行不完整，文件可能没有传完", "引号没有配对，这一行读不出来"
ID_NUMBER, OWNER = "id_number", "owner"
MORE: Mapping[str, str] = {ID_NUMBER: "身份证号", OWNER: "负责人"}
_OF_SHEETS: Mapping[str, str] = {
    **dict.fromkeys(
        ("身份证", "身份证号", "身份证号码", "证件号", "证件号码", "idcard", "idnumber", "idno"), ID_NUMBER
    ),
    **dict.fromkeys(("负责人", "负责销售", "销售", "跟进人", "归属销售", "owner", "sales"), OWNER),
}
_TAIL = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]\s*$")
_NUMBERED = re.compile(r"(?<=\D)\s*[0-9一二三]$")
LOOK_FOR_HEADINGS = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """What each column is: our field, or an empty text for what is kept only as it came."""

    headings: tuple[str, ...]
    targets: tuple[str, ...]
    unknown: tuple[str, ...]
    twice: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Tell whether leads can be made at all."""
        return "phone" in self.targets


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What one row becomes. `reason` is empty unless it is sent back; `remarks` tell what was put right or left out."""

    values: Mapping[str, str]
    reason: str
    remarks: tuple[str, ...] = ()
    phone_key: str = ""
    mail_key: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as it was read: its number in the file from 1, its cells, and what the reader found wrong with it."""

    number: int
    cells: Sequence[str]
    fault: str = ""
    remarks: tuple[str, ...] = field(default=())


def read_headings(
    headings: Sequence[str], channel: Channel, common: Mapping[str, str], mapped: Mapping[str, str] | None = None
) -> Plan:
    """Return the plan of a heading row. `mapped` is what the sender said of single columns, and it wins."""
    said = {plain(clean_heading(key)): target for key, target in (mapped or {}).items()}
    targets, unknown, seen, twice = [], [], set(), []
    for heading in headings:
        name = clean_heading(heading)
        target = said.get(plain(name)) or _target(name, channel, common)
        if target is None and name:
            unknown.append(heading.strip()[:255])
        if name and name in seen:
            twice.append(heading.strip()[:64])
        seen.add(name)
        targets.append(target or "")
    return Plan(tuple(h.strip() for h in headings), tuple(targets), tuple(unknown), tuple(twice))


def heading_place(rows: Sequence[Sequence[str]], channel: Channel, common: Mapping[str, str]) -> int | None:
    """Return which of the first rows holds the headings: the one that names most fields, a phone among them.

    Titles above the table (`2026年展会名单`) are passed over. None: no row names a phone.
    """
    best: tuple[int, int] | None = None
    for place, cells in enumerate(rows[:LOOK_FOR_HEADINGS]):
        plan = read_headings(cells, channel, common)
        named = len({target for target in plan.targets if target})
        if plan.usable and not any(phone_key(cell) for cell in cells) and (best is None or named > best[0]):
            best = (named, place)
    return best[1] if best is not None else None


def judge_row(row: SheetRow, plan: Plan) -> RowVerdict:
    """Return what a row becomes. The first filled column of a field counts; a second value is told in a remark."""
    if row.fault:
        return RowVerdict({}, row.fault, row.remarks)
    values: dict[str, str] = {}
    remarks, lost = list(row.remarks), ""
    for target, heading, cell in zip(plan.targets, plan.headings, row.cells, strict=False):
        text = cell.strip()
        if not target or not text:
            continue
        if target == "phone":
            text, remark = number_text(text)
            text, lost = tidy_phone(text), remark if remark == LOST_DIGITS else lost
            remarks += [remark] if remark and remark != LOST_DIGITS else []
        elif target == "submitted_at":
            text, remark = moment_text(text)
            remarks += [remark] if remark else []
        if target not in values or (target == "phone" and not phone_key(values[target]) and phone_key(text)):
            values[target] = text
        elif values[target] != text:
            remarks.append(f"另有{heading[:20]}：{text[:60]}")
    if len(row.cells) > len(plan.headings) and any(cell.strip() for cell in row.cells[len(plan.headings) :]):
        remarks.append(f"多出{len(row.cells) - len(plan.headings)}列")
    return _settled(values, remarks, lost)


def field_named(text: str) -> str | None:
    """Return the field of this name, ours or the Chinese one, as tables may have it."""
    for names in (TARGETS, MORE):
        for key, label in names.items():
            if text in (key, label):
                return key
    return None


def clean_heading(heading: str) -> str:
    """Return a heading without marks around it: `*手机号（必填）` is `手机号`."""
    text = unicodedata.normalize("NFKC", heading).strip().strip("*:\ufeff'\" \t\r\n")
    return _TAIL.sub("", text).strip().strip("*:").strip()


def _settled(values: dict[str, str], remarks: list[str], lost: str) -> RowVerdict:
    name = f"{values.pop('family_name', '')}{values.pop('given_name', '')}"
    if name:
        values.setdefault("contact", name)
    values = {key: value[: LONGEST.get(key, 2000)] for key, value in values.items()}
    phone, mail = values.get("phone", ""), mail_key(values.get("email", ""))
    key = phone_key(phone)
    reason = "" if key or is_masked(phone) else lost or (BAD_PHONE if phone else NO_PHONE)
    return RowVerdict(values, reason, tuple(dict.fromkeys(remarks)), key, mail)


def _target(name: str, channel: Channel, common: Mapping[str, str]) -> str | None:
    for text in (name, _NUMBERED.sub("", name)):
        if text in channel.fields:
            return channel.fields[text]
        if plain(text) in _OF_SHEETS:
            return _OF_SHEETS[plain(text)]
        if text in channel.known:
            return ""
        if plain(text) in common:
            return common[plain(text)]
    return None
