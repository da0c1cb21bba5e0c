"""What a channel's payload becomes (F20-F22): names found by alias, what nobody has mapped named, the rest decided."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crm.intake.channel import Channel, plain
from crm.intake.leaves import flatten
from crm.phone import is_masked, mail_key, phone_key, tidy_phone

UNKNOWN_SOURCE, UNASSIGNED = "未知", "待分配"
RECEIVED, MADE, LINKED, QUARANTINED, REPEATED = "received", "made", "linked", "quarantined", "repeated"
NO_PHONE, BAD_PHONE, NOT_AN_OBJECT = "缺少手机号", "手机号无法识别", "内容不是JSON对象"
LONGEST = {"phone": 32, "contact": 64, "title": 64, "company": 255, "email": 255, "wechat": 128, "channel": 64}
_COMMON = 1000
"""Rank of an alias common to all channels: behind every key that the channel itself names."""
_SOURCE_LIKE = re.compile(r"source|channel|来源|渠道", re.IGNORECASE)


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


def external_id(payload: Any, channel: Channel, common: Mapping[str, str]) -> str:
    """Return the sender's own id of a payload, or an empty text."""
    if not isinstance(payload, Mapping):
        return ""
    found = [(_target(path, channel, common), value) for path, value in flatten(payload) if value]
    ranked = [(rank, value) for (target, rank), value in found if target == "external_id"]
    return min(ranked, key=lambda one: one[0])[1][:128] if ranked else ""


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
