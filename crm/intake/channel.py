"""A channel: how it names what a lead consists of, and what of ours a name stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

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


def target_named(text: str) -> str | None:
    """Return the field of this name, ours or the Chinese one."""
    if text in TARGETS:
        return text
    return next((key for key, label in TARGETS.items() if label == text), None)


def plain(key: str) -> str:
    """Return a key as aliases are compared: small letters, no separators."""
    return re.sub(r"[\s_\-]", "", key).lower()
