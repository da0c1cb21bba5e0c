"""From a stored payload to a lead: known customers get a follow-up, new ones a lead that waits to be assigned."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from crm.intake.judging import (
    LINKED,
    MADE,
    QUARANTINED,
    RECEIVED,
    REPEATED,
    UNASSIGNED,
    UNKNOWN_SOURCE,
    Channel,
    Verdict,
    clean_mail,
    judge,
)
from crm.leads.lead import INCOMPLETE, Lead, next_due
from crm.merging.fusion import ip_key
from crm.merging.likeness import address_key
from crm.notes.follow_up import FollowUp
from crm.people import Role, User
from crm.trail import Happening
from handlers.context import SHANGHAI, Work
from handlers.leads.account_making import new_contact, settle_account
from handlers.merging.fusion import join_visits
from handlers.merging.likeness import ask_about_alikes
from handlers.queue.channel_closing import is_closed
from handlers.queue.channel_silence import heard
from handlers.queue.distribution import distribute
from handlers.queue.standstill import matched_again
from handlers.texts import intake_texts

MACHINE = "intake"
CLOSED_CHANNEL = "渠道已停用"
NAMED_AT_MOST, KEPT_AT_MOST = 10, 200
DAYS_OPEN = 7
UNSAID, AGREED, DIFFERENT = "未报发送数", "一致", "不一致"
NOTHING: Mapping[str, int] = {"received": 0, MADE: 0, LINKED: 0, QUARANTINED: 0, REPEATED: 0}


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
        await _complete(work, row.lead_id, verdict)
        await work.records.intake.settle(row_id, work.now, **found)
    elif verdict.reason:
        await work.records.intake.settle(row_id, work.now, state=QUARANTINED, **found)
        if row.state == RECEIVED:
            await _tell(work, Role.MARKETING, intake_texts.intake_quarantined(channel.title, verdict.reason, row_id))
    else:
        lead, state = await _store(work, channel, verdict)
        ip = ip_key(verdict.values.get("ip", ""))
        await work.records.intake.settle(row_id, work.now, state=state, lead_id=lead.id, ip=ip, **found)
        if state == MADE and not await distribute(work, lead):
            await _tell(work, Role.MARKETING, intake_texts.intake_waiting(verdict.source, lead.id))


async def alarm_unmapped(work: Work, channel: Channel, unknown: Sequence[str]) -> None:
    """Tell administrators once of keys or headings that no mapping names (F22)."""
    fresh = await work.records.intake.new_keys(channel.name, unknown[:KEPT_AT_MOST], work.now)
    if fresh:
        await _alarm(work, channel, fresh)


async def close_days(work: Work, titles: Mapping[str, str]) -> None:
    """Write the rows of the last week: what each channel says it sent, what came, and what became of it.

    A week, because a channel may say late what it sent and the service may have been down. A difference is told once.
    """
    today = work.now.astimezone(SHANGHAI).date()
    for back in range(DAYS_OPEN, 0, -1):
        await _close_day(work, today - timedelta(days=back), titles)


async def _close_day(work: Work, day: date, titles: Mapping[str, str]) -> None:
    counted = await work.records.intake.counts(_midnight(day), _midnight(day + timedelta(days=1)))
    standing = await work.records.intake.day(day.isoformat())
    for name in sorted({*counted, *standing}):
        counts = counted.get(name, NOTHING)
        said, before = standing.get(name, (None, ""))
        verdict = UNSAID if said is None else AGREED if said == counts["received"] else DIFFERENT
        await work.records.intake.put_day(name, day.isoformat(), counts, verdict, work.now)
        if verdict == DIFFERENT != before:
            text = intake_texts.intake_differs(titles.get(name, name), day.isoformat(), said or 0, counts["received"])
            await _tell(work, Role.ADMIN, text)


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


async def _store(work: Work, channel: Channel, verdict: Verdict) -> tuple[Lead, str]:
    values = verdict.values
    known = await work.records.door.known(
        User(MACHINE, "渠道接入", Role.ADMIN.value), values["phone"], values.get("email", "")
    )
    if known is not None and known.lead_id is not None:
        lead = await work.records.leads.get(known.lead_id)
        if lead is not None:
            await _met_again(work, lead, verdict)
            return lead, LINKED
    lead = _new_lead(work, verdict)
    if known is not None:
        lead.account_id = known.account_id
    else:
        await settle_account(work, lead)
    await _put_address(work, lead, values.get("address", ""))
    lead.due_at, _ = next_due(lead)
    await work.records.leads.add(lead)
    await work.audit(MACHINE, "lead.create", f"lead:{lead.id}", "intake")
    if await join_visits(work, lead, values.get("ip", "")):
        top = await work.records.leads.standing(lead)
        await _note(work, top, intake_texts.intake_again(verdict.source, values.get("note", "")))
        return lead, LINKED
    await work.records.trail.happened(
        Happening(
            id=f"assign-{lead.id}", kind="assignment", platform="intake", external_id=lead.id, at=work.now, staff="",
            detail={"state": UNASSIGNED, "channel": channel.name, "source": verdict.source},
        )
    )  # fmt: skip
    if values.get("note"):
        await _note(work, lead, values["note"])
    await ask_about_alikes(work, lead)
    return lead, MADE


async def _put_address(work: Work, lead: Lead, address: str) -> None:
    """Keep where the company is: another firm at the same place is worth a look (F18)."""
    ids = [lead.account_id] if lead.account_id is not None and address else []
    for account in await work.records.merge_moves.accounts(ids):
        if not account.address:
            account.address, account.address_key = address[:255], address_key(address)


def _new_lead(work: Work, verdict: Verdict) -> Lead:
    values = verdict.values
    return Lead(
        id=work.around.new_id(),
        company=values.get("company", ""),
        contact=values.get("contact", ""),
        phone=values["phone"],
        owner="",
        created_at=work.now,
        updated_at=work.now,
        title=values.get("title", ""),
        email=clean_mail(values.get("email", "")),
        wechat=values.get("wechat", ""),
        status=UNASSIGNED,
        channel=verdict.source,
        tags=[INCOMPLETE] if verdict.incomplete else [],
    )


async def _met_again(work: Work, lead: Lead, verdict: Verdict) -> None:
    """A customer we have left their details once more: their words go to their lead, its owner is told."""
    values = verdict.values
    await _note(work, lead, intake_texts.intake_again(verdict.source, values.get("note", "")))
    if lead.account_id is not None and values.get("contact") and values["contact"] != lead.contact:
        person = _new_lead(work, verdict)
        await work.records.leads.add_contact(new_contact(work, lead.account_id, lead.owner, person))
    for key in ("company", "contact", "email", "wechat", "title"):
        if not getattr(lead, key) and values.get(key):
            setattr(lead, key, values[key])
    lead.updated_at = work.now
    await work.audit(MACHINE, "lead.link", f"lead:{lead.id}", "intake")
    owner = await work.records.people.get(lead.owner) if lead.owner else None
    if owner is not None and owner.active:
        await work.tell(owner, intake_texts.intake_met_again(lead.company or lead.contact, verdict.source))


async def _complete(work: Work, lead_id: str | None, verdict: Verdict) -> None:
    """Fill what was not known before the mapping: only what is empty, and a source that was 未知."""
    lead = await work.records.leads.get(lead_id) if lead_id else None
    if lead is None:
        return
    if lead.channel == UNKNOWN_SOURCE != verdict.source:
        lead.channel, lead.updated_at = verdict.source, work.now
        await matched_again(work, UNKNOWN_SOURCE)
    for key in ("company", "contact", "email", "wechat", "title"):
        if not getattr(lead, key) and verdict.values.get(key):
            setattr(lead, key, verdict.values[key])
            lead.updated_at = work.now
    if not lead.owner and lead.status == UNASSIGNED:
        await distribute(work, lead)


async def _note(work: Work, lead: Lead, text: str) -> None:
    await work.records.drafts.add(
        FollowUp(id=work.around.new_id(), owner=lead.owner, text=text, at=work.now, lead_id=lead.id, source="intake")
    )


async def _alarm(work: Work, channel: Channel, keys: Sequence[str]) -> None:
    named = "、".join(keys[:NAMED_AT_MOST]) + (f"等{len(keys)}个" if len(keys) > NAMED_AT_MOST else "")
    text = intake_texts.intake_unmapped(channel.title, named, work.day_and_clock(work.now), channel.name, keys[0])
    await _tell(work, Role.ADMIN, text)


async def _tell(work: Work, role: Role, text: str) -> None:
    for user in await work.records.people.with_role(role.value):
        if user.active:
            await work.tell(user, text)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
