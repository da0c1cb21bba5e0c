"""What a channel's payload becomes (F20-F22): names found by alias, what nobody has mapped named, the rest decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from crm.phone import is_masked, mail_key, phone_key, tidy_phone

UNKNOWN_SOURCE, UNASSIGNED = "未知", "待分配"
RECEIVED, MADE, LINKED, QUARANTINED, REPEATED = "received", "made", "linked", "quarantined", "repeated"
NO_PHONE, BAD_PHONE, NOT_AN_OBJECT = "缺少手机号", "手机号无法识别", "内容不是JSON对象"
TARGETS: Mapping[str, str] = {
    "phone": "手机号",
    "contact": "联系人",
    "given_name": "名",
    "family_name": "姓",
    "title": "职务",
    "company": "客户公司",
    "email": "邮箱",
    "wechat": "微信",
    "region": "地区",
    "address": "地址",
    "industry": "行业",
    "budget": "预算",
    "note": "留言",
    "channel": "线索来源渠道",
    "external_id": "外部编号",
    "ip": "IP",
    "submitted_at": "提交时间",
}
LONGEST = {"phone": 32, "contact": 64, "title": 64, "company": 255, "email": 255, "wechat": 128, "channel": 64}
_NAMES = ("column_id", "fieldName", "field_name", "field", "name", "key", "label", "question", "title", "type")
_VALUES = ("string_value", "value", "values", "field_value", "answer", "text")
_COMMON = 1000
"""Rank of an alias common to all channels: behind every key that the channel itself names."""
_SOURCE_LIKE = re.compile(r"source|channel|来源|渠道", re.IGNORECASE)
_DEPTH, _LEAVES = 12, 2000


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel's mapping: key or path of its payload → our field, the better key of two first.

    `known` keys are understood and not needed.
    """

    name: str
    title: str
    source: str = ""
    also: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a payload becomes. `reason` is empty when it becomes a lead; else it waits in quarantine for this reason.

    `used` tells which key each value came from; `unknown` are keys that no mapping names.
    """

    values: Mapping[str, str]
    used: Mapping[str, str]
    unknown: tuple[str, ...]
    source: str
    reason: str

    @property
    def incomplete(self) -> bool:
        """Tell whether the lead has to be completed: the number is masked, or nobody is named."""
        return is_masked(self.values["phone"]) or not (self.values.get("company") and self.values.get("contact"))


def judge(payload: Any, channel: Channel, common: Mapping[str, str]) -> Verdict:
    """Return what a payload becomes under a channel's mapping and the aliases common to all. Never raises."""
    if not isinstance(payload, Mapping):
        return Verdict({}, {}, (), channel.source or UNKNOWN_SOURCE, NOT_AN_OBJECT)
    values: dict[str, str] = {}
    used: dict[str, str] = {}
    ranks: dict[str, int] = {}
    unknown: list[str] = []
    for path, value in flatten(payload):
        target, rank = _target(path, channel, common)
        if target is None:
            unknown.append(path)
        elif target and value and rank < ranks.get(target, _COMMON + 1):
            values[target], used[target], ranks[target] = value, path, rank
    name = f"{values.pop('family_name', '')}{values.pop('given_name', '')}"
    if name and "contact" not in values:
        values["contact"] = name
    if "phone" in values:
        values["phone"] = tidy_phone(values["phone"])
    values = {key: value[: LONGEST.get(key, 2000)] for key, value in values.items()}
    return Verdict(values, used, tuple(unknown), _source(values, unknown, channel), _reason(values))


def flatten(payload: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every leaf as path and text, at most 2,000; a list of name-and-value pairs counts as an object."""
    for count, leaf in enumerate(_leaves(payload, path, 0)):
        if count >= _LEAVES:
            return
        yield leaf


def external_id(payload: Any, channel: Channel, common: Mapping[str, str]) -> str:
    """Return the sender's own id of a payload, or an empty text."""
    if not isinstance(payload, Mapping):
        return ""
    found = [(_target(path, channel, common), value) for path, value in flatten(payload) if value]
    ranked = [(rank, value) for (target, rank), value in found if target == "external_id"]
    return min(ranked, key=lambda one: one[0])[1][:128] if ranked else ""


def target_named(text: str) -> str | None:
    """Return the field of this name, ours or the Chinese one."""
    if text in TARGETS:
        return text
    return next((key for key, label in TARGETS.items() if label == text), None)


def plain(key: str) -> str:
    """Return a key as aliases are compared: small letters, no separators."""
    return re.sub(r"[\s_\-]", "", key).lower()


def _leaves(value: Any, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > _DEPTH:
        yield path, ""
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(value, list) and any(isinstance(item, (Mapping, list)) for item in value):
        for place, item in enumerate(value):
            pair = _pair(item)
            yield from _leaves(pair[1] if pair else item, f"{path}.{pair[0] if pair else place}", depth + 1)
    elif isinstance(value, list):
        yield path, "、".join(_text(item) for item in value)
    else:
        yield path, _text(value)


def _pair(item: Any) -> tuple[str, Any] | None:
    if not isinstance(item, Mapping):
        return None
    name = next((key for key in _NAMES if isinstance(item.get(key), str)), None)
    value = next((key for key in _VALUES if key in item), None)
    return (str(item[name]), item[value]) if name is not None and value is not None and name != value else None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _target(path: str, channel: Channel, common: Mapping[str, str]) -> tuple[str | None, int]:
    """Return the field of a path and how far down its key stands in the mapping.

    The field is empty for a path that is known and not needed, None for an unknown one.
    """
    last = re.sub(r"\.\d+$", "", path).rpartition(".")[2]
    for key in (path, last):
        if key in channel.fields:
            return channel.fields[key], list(channel.fields).index(key)
    steps = path.split(".")
    if any(".".join(steps[: count + 1]) in channel.known for count in range(len(steps))) or last in channel.known:
        return "", _COMMON
    return common.get(plain(last)), _COMMON


def _source(values: Mapping[str, str], unknown: list[str], channel: Channel) -> str:
    """A source that was sent counts; one sent under a key nobody mapped is not known, whatever the channel's name."""
    if values.get("channel"):
        return values["channel"]
    if any(_SOURCE_LIKE.search(key) for key in unknown):
        return UNKNOWN_SOURCE
    return channel.source or UNKNOWN_SOURCE


def _reason(values: Mapping[str, str]) -> str:
    phone = values.get("phone", "")
    if not phone:
        return NO_PHONE
    return "" if phone_key(phone) or is_masked(phone) else BAD_PHONE


def clean_mail(text: str) -> str:
    """Return the address in lower case when it is one, else the text as it came."""
    return mail_key(text) or text
