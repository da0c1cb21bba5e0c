"""From a stored payload to a lead: known customers get a follow-up, new ones a lead that waits to be assigned."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from crm.intake.channel import Channel
from crm.intake.judging import LINKED, MADE, QUARANTINED, RECEIVED, judge
from crm.merging.fusion import ip_key
from crm.people import Role
from handlers.context import Work
from handlers.leads.intake_lead import complete_lead, store_lead
from handlers.queue.channel_closing import is_closed
from handlers.queue.channel_silence import heard
from handlers.queue.distribution import distribute
from handlers.texts import intake_texts

CLOSED_CHANNEL = "渠道已停用"
NAMED_AT_MOST, KEPT_AT_MOST = 10, 200


async def take_payload(work: Work, row_id: str, channel: Channel, common: Mapping[str, str]) -> None:
    """Judge a stored payload and make what it is worth; a second run changes only what a new mapping adds."""
    row = await work.records.intake.get(row_id)
    if row is None:
        return
    verdict = judge(_read(row.body), channel, common)
    if row.state == RECEIVED:
        await heard(work, channel)
    if row.state not in (MADE, LINKED) and await is_closed(work, channel):
        verdict = replace(verdict, reason=CLOSED_CHANNEL)
    await alarm_unmapped(work, channel, verdict.unknown)
    found: dict[str, Any] = {
        "mapped": dict(verdict.values), "unknown": list(verdict.unknown[:KEPT_AT_MOST]), "source": verdict.source,
        "reason": verdict.reason,
    }  # fmt: skip
    if row.state in (MADE, LINKED):
        await complete_lead(work, row.lead_id, verdict)
        await work.records.intake.settle(row_id, work.now, **found)
    elif verdict.reason:
        await work.records.intake.settle(row_id, work.now, state=QUARANTINED, **found)
        if row.state == RECEIVED:
            await work.tell_role(Role.MARKETING, intake_texts.intake_quarantined(channel.title, verdict.reason, row_id))
    else:
        lead, state = await store_lead(work, channel, verdict)
        ip = ip_key(verdict.values.get("ip", ""))
        await work.records.intake.settle(row_id, work.now, state=state, lead_id=lead.id, ip=ip, **found)
        if state == MADE and not await distribute(work, lead):
            await work.tell_role(Role.MARKETING, intake_texts.intake_waiting(verdict.source, lead.id))


async def alarm_unmapped(work: Work, channel: Channel, unknown: Sequence[str]) -> None:
    """Tell administrators once of keys or headings that no mapping names (F22)."""
    fresh = await work.records.intake.new_keys(channel.name, unknown[:KEPT_AT_MOST], work.now)
    if fresh:
        await _alarm(work, channel, fresh)


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


async def _alarm(work: Work, channel: Channel, keys: Sequence[str]) -> None:
    named = "、".join(keys[:NAMED_AT_MOST]) + (f"等{len(keys)}个" if len(keys) > NAMED_AT_MOST else "")
    text = intake_texts.intake_unmapped(channel.title, named, work.day_and_clock(work.now), channel.name, keys[0])
    await work.tell_role(Role.ADMIN, text)
