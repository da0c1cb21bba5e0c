"""`销售只能看自己的客户` (F98): a preview of who gains and who loses, a versioned rule after `确认`, and `撤销`."""

from __future__ import annotations

import re

from cards.card import Card
from crm.rights.privilege_scan import all_may_edit
from crm.rights.rule import (
    ACTIVE,
    DROPPED,
    PREVIEW_LIFE,
    PROPOSED,
    UNDONE,
    Effect,
    RightsRule,
    effects,
    grants_under,
    with_grants,
)
from crm.rights.sentence import Doubt, read_rule
from handlers.context import Talk, Tap
from handlers.rights.rule_card import active_card, preview_card
from handlers.rights.words import change_words
from handlers.texts import rights_rule_texts as texts
from handlers.texts.rights_texts import STEP_UP_EXPIRED

_LIST = re.compile(r"(?:规则|列表)?[。.]?")


async def rule_by_word(talk: Talk, words: str) -> None:
    """Show what the sentence would change; one that can be meant in two ways is asked about."""
    if _LIST.fullmatch(words):
        await _list(talk)
        return
    people = await talk.records.people.everyone()
    read = read_rule(words, people)
    if isinstance(read, Doubt):
        await talk.reply(_question(read))
        return
    rule = RightsRule(
        id=talk.around.new_id(),
        sentence=words,
        subject=read.subject,
        name=read.name,
        changes=dict(read.changes),
        base=await talk.records.rights_rules.latest(),
        person=talk.person.id,
        created_at=talk.now,
    )
    found, warning = await _preview(talk, rule)
    if not found:
        await talk.reply(texts.RULE_NO_EFFECT)
        return
    await talk.records.rights_rules.add(rule)
    await talk.show(preview_card(rule, found, 1, warning), f"rights:{rule.id}")


async def tap_confirm(tap: Tap) -> None:
    """`确认`: the rule is in force, unless the rights moved since the preview, which is then shown anew."""
    rules = tap.records.rights_rules
    await rules.one_at_a_time()
    rule = await rules.get(tap.subject.removeprefix("rights:"))
    if rule is None or rule.state != PROPOSED:
        await tap.reply(STEP_UP_EXPIRED if rule is None else tap.tapped.status or texts.RULE_MOVED)
        return
    if tap.now > rule.created_at + PREVIEW_LIFE:
        await tap.reply(texts.RULE_OLD)
        return
    found, warning = await _preview(tap, rule)
    latest = await rules.latest()
    if latest != rule.base:
        rule.base = latest
        await _redraw(tap, preview_card(rule, found, tap.tapped.rev + 1, warning))
        await tap.reply(texts.RULE_MOVED)
        return
    rule.version, rule.state, rule.decided_at = latest + 1, ACTIVE, tap.now
    changed = await rules.apply()
    await tap.audit(tap.person.id, "rights.change", f"rights_rule:{rule.id}", tap.here.platform)
    await _redraw(tap, active_card(rule, found, tap.clock(), tap.tapped.rev + 1))
    await tap.reply(texts.rule_set(rule.version, changed))


async def tap_drop(tap: Tap) -> None:
    """`取消`: nothing changes."""
    rule = await tap.records.rights_rules.get(tap.subject.removeprefix("rights:"))
    if rule is not None and rule.state == PROPOSED:
        rule.state, rule.decided_at = DROPPED, tap.now
        await _redraw(tap, tap.tapped.settled(f"已取消 {tap.clock()}"))


async def tap_undo(tap: Tap) -> None:
    """`撤销`: the rule is out of force and everybody's rights are as the other rules say."""
    rules = tap.records.rights_rules
    await rules.one_at_a_time()
    rule = await rules.get(tap.subject.removeprefix("rights:"))
    if rule is None or rule.state != ACTIVE or rule.version is None:
        await tap.reply(STEP_UP_EXPIRED)
        return
    rule.state, rule.decided_at = UNDONE, tap.now
    await rules.apply()
    await tap.audit(tap.person.id, "rights.undo", f"rights_rule:{rule.id}", tap.here.platform)
    await _redraw(tap, tap.tapped.settled(f"已撤销 {tap.clock()}"))
    await tap.reply(texts.rule_undone(rule.version))


async def _preview(talk: Talk, rule: RightsRule) -> tuple[list[Effect], str]:
    rules, people = talk.records.rights_rules, await talk.records.people.everyone()
    before = await rules.active()
    after = [*before, rule]
    then = [with_grants(person, grants_under(person, after)) for person in people]
    warning = texts.EVERYBODY_EDITS if all_may_edit(then) else ""
    return effects(people, before, after, await rules.customers()), warning


async def _redraw(tap: Tap, card: Card) -> None:
    await tap.keep(card, tap.subject, [tap.person.id])
    await tap.out.change(card)


async def _list(talk: Talk) -> None:
    rules = await talk.records.rights_rules.active()
    lines = [
        texts.rule_line(rule.version or 0, f"{rule.name} {change_words(rule.changes)}", talk.day_and_clock(at))
        for rule in rules
        if (at := rule.decided_at) is not None
    ]
    await talk.reply("\n".join(lines) if lines else texts.NO_RULES)


def _question(doubt: Doubt) -> str:
    match doubt.about:
        case "who":
            return texts.rule_who(doubt.names)
        case "scope":
            return texts.RULE_SCOPE
    return texts.RULE_FORM
