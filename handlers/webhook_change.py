"""What two people's consent to a change of a webhook does (F84): close and open a channel, or read one of its keys.

Whatever else is asked for is set where the channel's owner keeps it; the handbook holds it, and that is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crm.intake.channel import target_named
from handlers.context import Talk

JUDGE = "intake"
"""The job that judges a payload again."""
_SWITCH = re.compile(r"(?P<off>停用|关闭|删除|下线)|(?P<on>重新启用|启用|恢复|开启)")
_CHANNEL = re.compile(r"^(?:渠道|通道|[Ww]ebhook|的|回调地址|：|:|\s)*(?P<name>[^\s，,。；;：:]{1,64})")
_MAP = re.compile(
    r"映射\s*(?P<channel>[^\s，,。；;：:]{1,64})\s*(?:的)?\s+(?:字段)?\s*(?P<key>[\w.\[\]-]{1,255})\s*"
    r"(?:映射)?(?:为|成|到|→|->|=|＝)\s*(?P<field>[^\s，,。；;]{1,32})"
)


@dataclass(frozen=True, slots=True)
class Switch:
    """Close (`off`) or open a channel."""

    channel: str
    off: bool


@dataclass(frozen=True, slots=True)
class KeyRead:
    """Read a key of a channel as a field; `target` is None when there is no such field."""

    channel: str
    key: str
    field: str
    target: str | None


def read_change(words: str) -> Switch | KeyRead | None:
    """Return what `停用 抖音` or `映射 抖音 mobile_no 为 手机号` asks for; None for what we cannot do ourselves."""
    mapped = _MAP.search(words)
    if mapped is not None:
        return KeyRead(mapped["channel"], mapped["key"], mapped["field"], target_named(mapped["field"]))
    found = _SWITCH.search(words)
    rest = words[: found.start()] + words[found.end() :] if found is not None else ""
    named = _CHANNEL.match(rest.strip())
    return Switch(named["name"], bool(found["off"])) if found is not None and named is not None else None


def switched(off: list[str], change: Switch | KeyRead | None) -> list[str]:
    """Return the channels that are closed after the change."""
    if not isinstance(change, Switch):
        return off
    others = [name for name in off if name != change.channel]
    return [*others, change.channel] if change.off else others


async def map_key(talk: Talk, change: KeyRead) -> None:
    """Read the key as that field from now on, and judge again what waits for it."""
    if change.target is None:
        return
    channel, intake = talk.around.channel(change.channel).name, talk.records.intake
    await intake.map_keys(channel, {change.key: change.target}, talk.now)
    for row_id, attempts in await intake.to_replay(channel):
        key = f"{JUDGE}:{row_id}:{attempts}:{talk.now.timestamp():.0f}"
        await talk.out.order(JUDGE, key, (row_id,), f"{JUDGE}:{channel}")
    await talk.audit(talk.person.id, "intake.map", f"channel:{channel}", "approval")
