"""Whether a channel was closed by two people (F84)."""

from __future__ import annotations

from crm.intake.channel import Channel, plain
from handlers.context import Work


async def is_closed(work: Work, channel: Channel) -> bool:
    """Return whether two people agreed to close this channel (F84); what still comes is kept, not lost."""
    off = (await work.records.contracts.rule("webhook") or {}).get("off", [])
    names = {plain(name) for name in (channel.name, channel.title, channel.source, *channel.also) if name}
    return any(plain(name) in names for name in off)
