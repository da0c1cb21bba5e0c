"""`删除 安克` and `恢复`: customers go after a code, and one act brings all of them back (F95, X13)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from cards.card import Action, Card, Field
from crm.people import User
from crm.rights.deletion import Deletion
from crm.rights.reach import Act, Reach, reach
from handlers import texts
from handlers.context import Talk, Tap, Work
from handlers.rights.step_up import require
from handlers.texts import rights_texts

MOST = 2000
NAMED = 3
UNDO = Action("undo", "撤销", "danger")
_ALL = re.compile(r"^(?:全部|所有)(?:的)?\s*")
_RESTORE = re.compile(
    r"\s*(?:恢复|还原)(?!.*(?:提醒|通知|推送|分配|派发|静音|上一步|刚才))(?:已?删除的?)?(?:客户|线索)?"
    r"[\s:：]*(?P<words>.{0,40}?)\s*"
)


async def delete_by_word(talk: Talk, rest: str) -> None:
    """`删除 安克`, or `删除全部 测试` for every customer whose name holds the word."""
    every, words = _ALL.match(rest) is not None, _ALL.sub("", rest).strip(" 。.")
    if reach(talk.person, Act.DELETE) == Reach.NONE:
        await talk.audit(talk.person.id, "delete.refused", f"customer:{words}", talk.here.platform)
        await talk.reply(rights_texts.NO_RIGHT)
        return
    if not words:
        await talk.reply(rights_texts.DELETE_FORM)
        return
    deletions = talk.records.deletions
    keys = await deletions.customers(talk.person, words, not every, MOST)
    keys = keys or await deletions.customers(talk.person, words, False, MOST)
    names = list(dict.fromkeys(name for _, name in keys))
    if not keys:
        await talk.audit(talk.person.id, "delete.refused", f"customer:{words}", talk.here.platform)
        await talk.reply(texts.nothing_found(words))
    elif len(names) > 1 and not every:
        await talk.reply(texts.which_customer(names[:10]))
    else:
        await require(talk, "delete", _operation(names, len(keys)), {"customers": keys})


async def delete_confirmed(talk: Talk, args: Any) -> None:
    """The code was right: take them away, as far as this person may still do that."""
    keys: Sequence[tuple[str, str]] = [(owner, name) for owner, name in args["customers"]]
    card = await delete_customers(talk, talk.person, keys, talk.here.platform)
    if card is None:
        await talk.reply(texts.nothing_found(keys[0][1]))
        return
    await talk.out.show(talk.here, card)


async def delete_customers(work: Work, person: User, keys: Sequence[tuple[str, str]], surface: str) -> Card | None:
    """Take customers away as far as `person` may, and keep the card that brings them back; None: nothing was left."""
    owners, names = {owner for owner, _ in keys}, list(dict.fromkeys(name for _, name in keys))
    deletion = Deletion(
        id=work.around.new_id(),
        person=person.id,
        owner=owners.pop() if len(owners) == 1 else "",
        name="、".join(names)[:255],
        customers=len(keys),
        rows=0,
        at=work.now,
    )
    rows = await work.records.deletions.delete(deletion, person, keys)
    if not rows:
        return None
    await work.audit(person.id, "customer.delete", f"deletion:{deletion.id}", surface)
    card = Card(
        id=f"deletion-{deletion.id}",
        rev=1,
        kind="deletion",
        title="已删除客户",
        fields=(Field("客户", _operation(names, len(keys)).removeprefix("删除")), Field("记录", f"{rows}条")),
        summary=rights_texts.DELETED_HINT,
        actions=(UNDO,),
    )
    await work.keep(card, f"deletion:{deletion.id}", [person.id])
    return card


async def tap_undo(tap: Tap) -> None:
    """`撤销` on the card of a deletion."""
    deletion = await tap.records.deletions.one(tap.person, tap.subject.removeprefix("deletion:"))
    if deletion is None:
        await tap.reply(texts.CARD_FOREIGN)
        return
    await _restore(tap, deletion)


async def restore_said(talk: Talk, text: str) -> bool:
    """`恢复`, `恢复 安克`: bring the last deletion back. False: the words say something else, or nothing is deleted."""
    found = _RESTORE.fullmatch(text)
    if found is None:
        return False
    deletion = await talk.records.deletions.newest(talk.person, found["words"])
    if deletion is None and found["words"]:
        return False
    if deletion is None:
        await talk.reply(rights_texts.NOTHING_DELETED)
        return True
    await _restore(talk, deletion)
    return True


async def _restore(talk: Talk, deletion: Deletion) -> None:
    rows = await talk.records.deletions.restore(deletion, talk.person.id, talk.now)
    if not rows:
        await talk.reply(rights_texts.NOTHING_DELETED)
        return
    await talk.audit(talk.person.id, "customer.restore", f"deletion:{deletion.id}", talk.here.platform)
    done = rights_texts.restored(deletion.customers, rows)
    standing = await talk.card(f"deletion-{deletion.id}")
    if standing is not None and not standing.done:
        shown = standing.settled(done)
        await talk.keep(shown, f"deletion:{deletion.id}", [deletion.person])
        await talk.out.change(shown)
    await talk.reply(done)


def _operation(names: Sequence[str], count: int) -> str:
    if count == 1:
        return f"删除客户 {names[0]}"
    return f"删除{count}个客户：{'、'.join(names[:NAMED])}{'等' if len(names) > NAMED else ''}"
