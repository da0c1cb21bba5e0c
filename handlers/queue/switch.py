"""`暂停自动分配` and the way back (F34), by word and on the recovery card; rules and fallback owner (F22, F32)."""

from __future__ import annotations

import re

from crm.leads.assignment import OWNERS
from crm.leads.routing import Rules, stored, with_branch
from crm.people import Role, User
from handlers.context import Talk, Tap
from handlers.queue.by_hand import show_queue, show_to
from handlers.queue.card import clock
from handlers.queue.distribution import give_all, rerun
from handlers.queue.standstill import PAUSE, QUEUE, RULE, arm, redraw, routing_rules
from handlers.texts import queue_texts as said
from handlers.texts import rights_texts

_BRANCH = re.compile(r"^(?P<sources>.+?)\s*(?:(?:分?给|→|->|归)\s*(?P<people>.+?)|(?P<none>取消|不分配))[。.!！]*$")
_COMMA = re.compile(r"\s*[、,，;；]\s*")


async def pause_by_word(talk: Talk, words: str) -> None:
    """`暂停自动分配`: new leads go to the managers' card; nothing else stops."""
    await talk.reply(await _pause(talk))


async def resume_by_word(talk: Talk, words: str) -> None:
    """`恢复自动分配`: what still waits is offered."""
    await talk.reply(await _resume(talk))


async def routing_by_word(talk: Talk, words: str) -> None:
    """`分配规则` tells the rules; `分配规则 官网表单 给 张伟、李娜` sets one, administrators only (F29)."""
    rules = await routing_rules(talk)
    if not words:
        await _tell_rules(talk, rules)
        return
    if not await _may_set(talk):
        return
    found = _BRANCH.match(words)
    if found is None:
        await talk.reply(said.ROUTING_FORM)
        return
    sources = [source for source in _COMMA.split(found["sources"].removeprefix("来源").strip()) if source]
    people = [await _named(talk, name) for name in _COMMA.split(found["people"].strip())] if found["people"] else []
    if None in people or not sources:
        return
    users = [user for user in people if user is not None]
    await _keep(talk, with_branch(rules, sources, [user.id for user in users]))
    await talk.reply(said.rule_kept(sources, [user.name for user in users]))


async def fallback_by_word(talk: Talk, words: str) -> None:
    """`兜底负责人 王芳`: who gets what no branch takes."""
    if not await _may_set(talk):
        return
    name = words.strip(" 是为设：:。")
    if not name:
        await talk.reply(said.FALLBACK_FORM)
        return
    user = await _named(talk, name)
    if user is not None:
        await _keep(talk, Rules((await routing_rules(talk)).branches, user.id))
        await talk.reply(said.fallback_kept(user.name))


async def tap_pause(tap: Tap) -> None:
    """`暂停自动分配` on the recovery card."""
    await redraw(tap, tap.subject, await _pause(tap))


async def tap_resume(tap: Tap) -> None:
    """`恢复自动分配` on the recovery card or on a manager's queue."""
    status = await _resume(tap)
    if tap.tapped.kind == "stall":
        await redraw(tap, tap.subject, status)
    else:
        await tap.reply(status)


async def tap_rerun(tap: Tap) -> None:
    """`重跑分配`: the rules once more for everything that waits."""
    given, left = await rerun(tap)
    await tap.audit(tap.person.id, "queue.rerun", QUEUE, tap.here.platform)
    await tap.reply(said.rerun_done(given, left))
    await redraw(tap, tap.subject, said.rerun_done(given, left))


async def tap_fallback(tap: Tap) -> None:
    """`转给兜底负责人`: the chosen one (else the one set) gets the queue, and what no branch takes from now on."""
    if not await _may_set(tap):
        return
    rules = await routing_rules(tap)
    owner = await tap.records.people.get(tap.value("to").removeprefix("u-") or rules.fallback)
    if owner is None or not owner.active or owner.role not in OWNERS:
        await tap.reply(said.NO_FALLBACK)
        return
    if owner.id != rules.fallback:
        await _keep(tap, Rules(rules.branches, owner.id))
    given = await give_all(tap, owner, tap.person, tap.here.platform)
    await redraw(tap, tap.subject, said.given_to_fallback(owner.name, given))
    await show_queue(tap)


async def _pause(talk: Talk) -> str:
    began = await talk.records.conditions.begin(talk.around.new_id(), PAUSE, QUEUE, talk.now, {"by": talk.person.name})
    if not began:
        found = await talk.records.conditions.holding(PAUSE, QUEUE)
        return said.already_paused(found.detail["by"], clock(found.since)) if found is not None else said.NOT_PAUSED
    await talk.audit(talk.person.id, "queue.pause", QUEUE, talk.here.platform)
    await show_queue(talk)
    await arm(talk)
    return said.paused(talk.person.name, talk.clock())


async def _resume(talk: Talk) -> str:
    found = await talk.records.conditions.holding(PAUSE, QUEUE, lock=True)
    if found is None or not await talk.records.conditions.end(found.id, talk.now):
        return said.NOT_PAUSED
    await talk.records.timers.cancel("queue:hand")
    await talk.audit(talk.person.id, "queue.resume", QUEUE, talk.here.platform)
    waiting, _ = await talk.records.queue.size()
    if waiting:
        await show_to(talk, talk.person, by_hand=False)
        await arm(talk)
    return said.resumed(talk.person.name, talk.clock(), waiting)


async def _tell_rules(talk: Talk, rules: Rules) -> None:
    names = {user.id: user.name for user in await talk.records.people.everyone()}
    lines = [said.rule_line(b.sources, [names.get(person, person) for person in b.to]) for b in rules.branches]
    found = await talk.records.conditions.holding(PAUSE, QUEUE)
    paused = f"{found.detail['by']} {clock(found.since)}" if found is not None else ""
    await talk.reply(said.rules_told(lines, names.get(rules.fallback, ""), paused))


async def _may_set(talk: Talk) -> bool:
    """Only administrators change the rules; who tries leaves a trace (F29)."""
    if talk.person.role == Role.ADMIN:
        return True
    await talk.audit(talk.person.id, "routing.refused", f"rule:{RULE}", talk.here.platform)
    await talk.reply(rights_texts.NO_RIGHT)
    return False


async def _named(talk: Talk, name: str) -> User | None:
    """Return who is named, if they can have leads; otherwise say so."""
    found = [user for user in await talk.records.people.everyone() if name in (user.name, user.id)]
    able = [user for user in found if user.active and user.role in OWNERS]
    if not able:
        await talk.reply(said.cannot_take(name))
    return able[0] if able else None


async def _keep(talk: Talk, rules: Rules) -> None:
    await talk.records.contracts.set_rule(RULE, stored(rules), talk.person.id, talk.now)
    await talk.audit(talk.person.id, "routing.set", f"rule:{RULE}", talk.here.platform)
