"""`需要验证`: a sensitive act waits for a six-digit code, by SMS where the phone is known, else in chat (F95)."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from cards.card import Action, Card, Field
from crm.people import Role
from crm.rights.step_up import (
    CODE_HERE,
    LIFE,
    LOCKED_FOR,
    REPLACED,
    TRIES,
    WAITING,
    Answer,
    Challenge,
    answer,
    canonical,
)
from handlers import texts
from handlers.context import Talk, Tap
from handlers.ports import Address
from handlers.texts import rights_texts

Confirmed = Callable[[Talk, Any], Awaitable[None]]
"""Does the act, with the arguments it was asked with. Rights are asked again there."""

TITLE = "需要验证"
CANCEL = Action("cancel", "取消")
_CODE = re.compile(r"\s*(?:验证码)?[\s:：是为]*(\d{6})[\s。.]*")


async def require(talk: Talk, act: str, operation: str, args: Mapping[str, object]) -> None:
    """Keep the act until its code comes back. `operation` is what the person reads and is bound to."""
    challenge = await begin(talk, act, operation, args)
    if challenge is None:
        return
    by_phone = bool(talk.person.phone) and "sms" in talk.around.one_way
    card = _card(challenge, rights_texts.step_up_by_phone(talk.person.phone) if by_phone else rights_texts.STEP_UP_HINT)
    await talk.keep(card, f"challenge:{challenge.id}", [talk.person.id])
    own = await own_chat(talk)
    if own is None:
        await talk.reply(rights_texts.NO_OWN_CHAT)
        return
    await talk.out.show(own, card)
    to = Address("sms", "user", talk.person.phone, talk.person.id) if by_phone else own
    await talk.out.say_code(to, rights_texts.step_up_code(CODE_HERE, challenge.operation), challenge.bound_to)
    if own != talk.here:
        await talk.reply(rights_texts.STEP_UP_ELSEWHERE)


async def begin(talk: Talk, act: str, operation: str, args: Mapping[str, object]) -> Challenge | None:
    """Store the act that waits for its code; an earlier one of this person is void. None: locked, and said so."""
    if await talk.records.challenges.locked_since(talk.person.id, talk.now - LOCKED_FOR):
        await talk.audit(talk.person.id, "step_up.refused", f"act:{act}", talk.here.platform)
        await talk.reply(rights_texts.STEP_UP_LOCKED)
        return None
    challenge = Challenge(
        id=talk.around.new_id(),
        person=talk.person.id,
        act=act,
        operation=operation[:255],
        args=canonical(args),
        issued_at=talk.now,
        expires_at=talk.now + LIFE,
    )
    await talk.records.challenges.add(challenge)
    await talk.audit(talk.person.id, "step_up.asked", f"challenge:{challenge.id}", talk.here.platform)
    return challenge


async def take_code(talk: Talk, text: str, acts: Mapping[str, Confirmed]) -> bool:
    """Use six digits as the code of the act that waits. False: they are none, or nothing waits."""
    found = _CODE.fullmatch(text)
    challenge = await talk.records.challenges.waiting(talk.person.id) if found is not None else None
    if found is None or challenge is None or talk.now > challenge.expires_at + LOCKED_FOR:
        return False
    if challenge.act not in acts:
        await talk.reply(rights_texts.CODE_ON_PAGE)
        return True
    right = hmac.compare_digest(found[1].encode(), talk.around.code_for(challenge.bound_to).encode())
    verdict = answer(challenge, right, talk.now)
    await talk.audit(talk.person.id, f"step_up.{verdict}", f"challenge:{challenge.id}", talk.here.platform)
    match verdict:
        case Answer.RIGHT:
            await _settle(talk, challenge, rights_texts.step_up_passed(talk.clock()))
            await acts[challenge.act](talk, json.loads(challenge.args))
        case Answer.WRONG:
            await talk.reply(rights_texts.step_up_wrong(TRIES - challenge.tries))
        case Answer.LOCKED:
            await _settle(talk, challenge, rights_texts.STEP_UP_LOCKED)
            await talk.reply(rights_texts.STEP_UP_LOCKED)
            if challenge.tries == TRIES and not right:
                await _tell_admins(talk, challenge)
        case Answer.EXPIRED:
            await talk.reply(rights_texts.STEP_UP_EXPIRED)
    return True


async def tap_cancel(tap: Tap) -> None:
    """`取消`: the act is given up and its code is void."""
    challenge = await tap.records.challenges.waiting(tap.person.id)
    if challenge is None or tap.subject != f"challenge:{challenge.id}" or challenge.state != WAITING:
        await tap.reply(rights_texts.STEP_UP_EXPIRED)
        return
    challenge.state = REPLACED
    await tap.audit(tap.person.id, "step_up.cancelled", f"challenge:{challenge.id}", tap.here.platform)
    await _settle(tap, challenge, texts.dropped_at(tap.clock()))


async def own_chat(talk: Talk) -> Address | None:
    """Return this person's own chat: here if it is one, else the platform they speak on, else where they were last."""
    if talk.here.kind == "user" and talk.here.platform in talk.around.platforms:
        return talk.here
    wanted = [talk.here.platform, talk.person.home, *talk.around.platforms]
    found = await talk.addresses(talk.person, [p for p in dict.fromkeys(wanted) if p in talk.around.platforms])
    return found[0] if found else None


async def _settle(talk: Talk, challenge: Challenge, status: str) -> None:
    standing = await talk.card(f"stepup-{challenge.id}")
    if standing is not None and not standing.done:
        shown = standing.settled(status)
        await talk.keep(shown, f"challenge:{challenge.id}", [talk.person.id])
        await talk.out.change(shown)


async def _tell_admins(talk: Talk, challenge: Challenge) -> None:
    for admin in await talk.records.people.with_role(Role.ADMIN):
        await talk.tell(admin, rights_texts.step_up_alarm(talk.person.name, challenge.operation))


def _card(challenge: Challenge, hint: str) -> Card:
    minutes = int(LIFE.total_seconds() // 60)
    return Card(
        id=f"stepup-{challenge.id}",
        rev=1,
        kind="step_up",
        title=TITLE,
        summary=hint,
        actions=(CANCEL,),
        fields=(Field("操作", challenge.operation), Field("有效期", f"{minutes}分钟，可试{TRIES}次")),
    )
