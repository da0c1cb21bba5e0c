"""`保存纪要`: one tap turns the words of a call into a note and the customer's tags (F10); tags in one tap (F54)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cards.card import Action, Card, Choice, Field, Option
from crm.leads.draft import MADE, WAITING, Draft
from crm.leads.lead import Lead
from crm.notes.behaviour import TAGS, TRIAL_TAG
from crm.notes.follow_up import MINUTES, FollowUp
from crm.notes.keyword_rule import counts
from crm.notes.undo import picture_of
from crm.rights.reach import Act
from handlers import texts
from handlers.context import Talk, Tap, Work
from handlers.customers.customer_meant import look_at, meant, name_of
from handlers.leads.draft_card import EMPTY, draft_card
from handlers.notes.follow_up_undo import remember
from handlers.notes.talk_analysis import LABEL
from handlers.rights.check import may_change
from handlers.rights.keyword_rule import keyword_rules
from handlers.texts import lead_texts, note_texts
from handlers.watching.lead_watch import contacted
from nlp.reading import Asked
from nlp.signals import literal_trial

TRIAL = "试用意向"
SAVE, TAG = Action("minutes", "保存纪要", "primary"), Action("tag", "打标")


async def focus_tags(work: Work, text: str) -> list[str]:
    """Return what the customer cares about in these words, in the order of the preset tags."""
    read = work.around.understanding.read(Asked(text, work.now, "customer"))
    told = [signal for signal in read.signals if signal != TRIAL]
    if counts((await keyword_rules(work)).tags, literal_trial(text), TRIAL in read.signals):
        told.append(TRIAL_TAG)
    return [tag for tag in TAGS if tag in told]


def tag_sources(work: Work, text: str, tags: Sequence[str]) -> dict[str, str]:
    """Return for each tag the words that gave it."""
    read = work.around.understanding.read(Asked(text, work.now, "customer"))
    said = {seen.rule: seen.text for seen in read.evidence.get("signals", ())}
    return {tag: said.get(TRIAL if tag == TRIAL_TAG else tag, "") or text[:40] for tag in tags}


def minutes_card(
    lead: Lead | None, text: str, tags: Mapping[str, str], figures: str, card_id: str, link: str, name: str = ""
) -> Card:
    """Return the card after a call: what was said, the tags with their source words, the nineteen tags to tick."""
    options = tuple(Option(f"t{place}", tag) for place, tag in enumerate(TAGS))
    chosen = tuple(option.id for option in options if option.text in tags)
    return Card(
        id=card_id,
        rev=1,
        kind="minutes",
        title="通话纪要",
        quote=text,
        summary=lead_texts.sources_line(tags),
        fields=(
            Field("客户", name_of(lead) or name or EMPTY),
            Field("关注点", "、".join(tags) or EMPTY),
            Field(LABEL, figures),
        ),
        choices=(Choice("tags", "客户标签", options, True, chosen),),
        actions=(SAVE, TAG) if text else (TAG,),
        link=link,
    )


async def tap_minutes(tap: Tap) -> None:
    """`保存纪要` after a call: note and tags, nothing typed."""
    lead = await _lead_of(tap)
    if await _is_foreign(tap, lead):
        return
    tags = list(dict.fromkeys([*await focus_tags(tap, tap.tapped.quote), *_ticked(tap)]))
    await keep_minutes(tap, tap.tapped.quote, tags, lead)
    await _settle(tap, note_texts.minutes_saved(tags, tap.clock()))


async def tap_tag(tap: Tap) -> None:
    """`打标` after a call: the ticked tags go to the customer."""
    tags, lead = _ticked(tap), await _lead_of(tap)
    if await _is_foreign(tap, lead):
        return
    if not tags:
        await tap.reply(note_texts.PICK_TAG)
        return
    if lead is None:
        await tap.reply(note_texts.NO_CUSTOMER)
        return
    await add_tags(tap, lead, tags)
    await tap.audit(tap.person.id, "lead.tag", f"lead:{lead.id}", tap.here.platform)
    await _settle(tap, note_texts.tagged(tags, tap.clock()))


async def tap_draft_minutes(tap: Tap) -> None:
    """`保存纪要` on a voice draft: the same for the customer its words mean."""
    draft = await tap.records.drafts.get(tap.subject.removeprefix("draft:"))
    if draft is None or draft.owner != tap.person.id:
        await tap.reply(texts.CARD_FOREIGN)
        return
    if draft.state != WAITING:
        await tap.reply(note_texts.NOTE_DONE)
        return
    lead, _ = await meant(tap, draft.text)
    if lead is not None and not await may_change(tap, lead.id):
        return
    tags = await focus_tags(tap, draft.text)
    await keep_minutes(tap, draft.text, tags, lead, draft)
    draft.state, draft.updated_at = MADE, tap.now
    draft.lead_id = lead.id if lead is not None else None
    shown = draft_card(draft, tap.tapped.rev, tap.page(f"/cards/{tap.tapped.id}"))
    shown = shown.settled(note_texts.minutes_saved(tags, tap.clock()))
    await tap.keep(shown, f"draft:{draft.id}", [draft.owner])
    await tap.out.change(shown)


async def keep_minutes(
    talk: Talk, text: str, tags: Sequence[str], lead: Lead | None, draft: Draft | None = None
) -> FollowUp:
    """Store the words as a note of the customer and add the tags; next step and time come from the draft."""
    next_step, when = (draft.todo, draft.next_time) if draft is not None else ("", "")
    note = FollowUp(
        id=talk.around.new_id(),
        owner=talk.person.id,
        text=text,
        at=talk.now,
        lead_id=lead.id if lead is not None else None,
        next_step=next_step,
        promised_time="" if next_step == "" else when[:32],
        source=MINUTES,
        tags=list(tags),
    )
    await talk.records.drafts.add(note)
    await remember(talk, note, picture_of(lead), **({"draft": draft.id} if draft is not None else {}))
    if lead is not None:
        lead.last_contact_at = talk.now
        await contacted(talk, lead)
        await add_tags(talk, lead, tags)
        await look_at(talk, lead)
    await talk.audit(talk.person.id, "follow_up.minutes", f"follow_up:{note.id}", talk.here.platform)
    return note


async def add_tags(work: Work, lead: Lead, tags: Sequence[str]) -> None:
    """Add tags to a lead and to the account it belongs to."""
    lead.tags = list(dict.fromkeys([*lead.tags, *tags]))
    lead.updated_at = work.now
    account = await work.records.leads.account_named(lead.company, lead.owner) if lead.company else None
    if account is not None:
        account.tags = list(dict.fromkeys([*account.tags, *tags]))
        account.updated_at = work.now


def _ticked(tap: Tap) -> list[str]:
    chosen = set(tap.values.get("tags", ()))
    return [tag for place, tag in enumerate(TAGS) if f"t{place}" in chosen]


async def _lead_of(tap: Tap) -> Lead | None:
    """Return the customer of the card, if there is one and this person may still change it."""
    lead_id = tap.subject.removeprefix("lead:")
    return await tap.records.rights.one(tap.person, lead_id, Act.EDIT) if lead_id else None


async def _is_foreign(tap: Tap, lead: Lead | None) -> bool:
    """The card is about a customer that is somebody else's by now: nothing is kept."""
    if lead is not None or tap.subject == "lead:":
        return False
    await tap.reply(texts.CARD_FOREIGN)
    return True


async def _settle(tap: Tap, status: str) -> None:
    shown = tap.tapped.settled(status)
    await tap.keep(shown, tap.subject, [tap.person.id])
    await tap.out.change(shown)
