"""A channel that usually sends has gone silent, or its address is gone (F99): told once, with the address to paste."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote

from crm.intake.channel import Channel
from crm.intake.channel_silence import LOOK_BACK, MOST, silent_at, usual_gap
from crm.people import Role, User
from handlers.context import Work
from handlers.queue.card import minutes
from handlers.queue.channel_closing import is_closed
from handlers.texts import queue_texts as said

SILENT, GONE, PROBE = "silent_channel", "gone", "probe"
PROBE_EVERY = timedelta(minutes=15)
FORGET = timedelta(days=30)


async def heard(work: Work, channel: Channel) -> None:
    """A channel sent something: an alarm about it is over, and the moment of its silence is set anew."""
    name = channel.name
    found = await work.records.conditions.holding(SILENT, name)
    if found is not None and await work.records.conditions.end(found.id, work.now):
        last = datetime.fromisoformat(found.detail["last"])
        away = said.span(minutes(work.now - last))
        await _tell(work, said.channel_back(channel.title, work.day_and_clock(last), away))
    arrivals = await _arrivals(work, name)
    due = silent_at(arrivals, await work.records.conditions.began(SILENT, name, work.now - LOOK_BACK))
    if due is not None:
        await work.records.timers.set(f"silent:{name}", SILENT, name, due)
    if work.around.probing:
        await work.records.timers.set(f"probe:{name}", PROBE, name, work.now + PROBE_EVERY)


async def channel_silent_due(work: Work, name: str) -> None:
    """Fire the timer of a silence. A channel that two people closed is silent rightly (F84)."""
    channel = work.around.channel(name)
    arrivals = await _arrivals(work, name)
    due = silent_at(arrivals, await work.records.conditions.began(SILENT, name, work.now - LOOK_BACK))
    if due is None or await is_closed(work, channel):
        return
    if due > work.now:
        await work.records.timers.set(f"silent:{name}", SILENT, name, due)
        return
    last = max(arrivals)
    row_id = work.around.new_id()
    if await work.records.conditions.begin(row_id, SILENT, name, work.now, {"last": last.isoformat()}):
        usual = said.span(minutes(usual_gap(arrivals)))
        await _tell(work, said.channel_silent(channel.title, work.day_and_clock(last), usual, address_of(work, name)))
        await work.audit("rule", "channel.silent", f"channel:{name}", "rule")


async def probe_due(work: Work, name: str) -> None:
    """Fire the timer of a probe: the look itself is a job of its own, outside any transaction."""
    stamp = work.now.isoformat(timespec="seconds")
    await work.out.order(PROBE, f"{PROBE}:{name}:{stamp}", (name, address_of(work, name)), f"{PROBE}:{name}")


async def probed(work: Work, name: str, status: int) -> None:
    """Judge the answer of a channel's public address; 0: none at all. It is looked at again in 15 minutes."""
    channel, there = work.around.channel(name), is_there(status)
    found = await work.records.conditions.holding(GONE, name)
    if not there and not await is_closed(work, channel):
        if await work.records.conditions.begin(work.around.new_id(), GONE, name, work.now, {"status": status}):
            await _tell(work, said.channel_missing(channel.title, status, address_of(work, name)))
            await work.audit("rule", "channel.gone", f"channel:{name}", "rule")
    elif found is not None and await work.records.conditions.end(found.id, work.now):
        away = said.span(minutes(work.now - found.since))
        await _tell(work, said.channel_back(channel.title, work.day_and_clock(found.since), away))
    if await work.records.queue.arrivals(name, work.now - FORGET, 1):
        await work.records.timers.set(f"probe:{name}", PROBE, name, work.now + PROBE_EVERY)


def is_there(status: int) -> bool:
    """Decide whether an address answers as our door does: a GET is refused there, but it is not unknown."""
    return 200 <= status < 300 or status in (401, 403, 405, 429)


def address_of(work: Work, name: str) -> str:
    """Return the address to paste at the other side."""
    return work.page(f"/intake/{quote(name, safe='')}")


async def _arrivals(work: Work, name: str) -> list[datetime]:
    return await work.records.queue.arrivals(name, work.now - LOOK_BACK, MOST)


async def _tell(work: Work, text: str) -> None:
    """Tell whoever answers for channels."""
    people: dict[str, User] = {}
    for role in (Role.ADMIN, Role.MARKETING):
        people |= {user.id: user for user in await work.records.people.with_role(role.value) if user.active}
    for user in people.values():
        await work.tell(user, text)
