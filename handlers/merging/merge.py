"""`合并 A 和 B`: a preview, one confirmation, all of everyone under one customer; `拆分` undoes it (F14)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.merging.merge import BY_WORD, MOST_SIDES, Merge, Side, fingerprint, united
from handlers import texts
from handlers.context import Talk
from handlers.merging.card import card_id, preview_card
from handlers.merging.names import Named, read_names
from handlers.merging.tap import names_of_owners, split
from handlers.texts import merge_texts
from nlp.reading import Reading

_END = re.compile(r"[。.!！\s]+$")


async def merge_by_word(talk: Talk, words: str) -> None:
    """`合并 安克创新 和 Anker Inc.`: the first is the master; `甲 合并到 乙` makes 乙 the master."""
    await _propose_named(talk, await read_names(talk, _END.sub("", words)))


async def merge_by_reading(talk: Talk, reading: Reading, text: str) -> None:
    """`把安克和Anker Inc.合并`, in free words."""
    said = re.sub(r"^\s*(?:请|帮我|麻烦)?(?:你)?把|(?:合并|归并)(?:成一个|一下|起来|掉)?[吧了。.!！\s]*$", "", text)
    found = await read_names(talk, said.strip())
    one, into = reading.slots.get("customer", ""), reading.slots.get("into", "")
    if found.missing and one and into:
        found = await read_names(talk, f"{one} 合并到 {into}" if "到" in text else f"{one}、{into}")
    await _propose_named(talk, found)


async def split_by_word(talk: Talk, words: str) -> None:
    """`拆分 安克创新`: the last merge into that customer; without a name the last one of this person."""
    name = _END.sub("", words)
    keys = await talk.records.merges.named(talk.person, name, True, MOST_SIDES) if name else []
    keys = keys or (await talk.records.merges.named(talk.person, name, False, MOST_SIDES) if name else [])
    merges = talk.records.merges
    merge = await merges.newest_done(keys) if name else await merges.newest_of(talk.person.id)
    if merge is None:
        await talk.reply(texts.nothing_found(name) if name and not keys else merge_texts.SPLIT_FORM)
        return
    await split(talk, merge)


async def _propose_named(talk: Talk, found: Named) -> None:
    if found.several:
        await talk.reply(texts.which_customer(found.several))
    elif found.missing:
        await talk.audit(talk.person.id, "merge.refused", "customer", talk.here.platform)
        await talk.reply(texts.nothing_found(found.missing))
    elif not found.said:
        await talk.reply(merge_texts.MERGE_FORM)
    elif len(found.keys) < 2:
        await talk.reply(merge_texts.MERGE_ONE)
    elif len(found.keys) > MOST_SIDES:
        await talk.reply(merge_texts.too_many_sides(MOST_SIDES))
    else:
        sides = await talk.records.merges.sides(found.keys)
        await _preview(talk, sides, found.master or sides[0].key)


async def _preview(talk: Talk, sides: Sequence[Side], master: str) -> None:
    merge = Merge(
        talk.around.new_id(), talk.person.id, BY_WORD, talk.now, [side.key for side in sides], master,
        name=next(side.name for side in sides if side.key == master), seen=fingerprint(sides),
        owners=united([], [[side.owner for side in sides]]),
    )  # fmt: skip
    await talk.records.merges.add(merge)
    await talk.audit(talk.person.id, "merge.propose", f"merge:{merge.id}", talk.here.platform)
    card = preview_card(
        merge, sides, await names_of_owners(talk, sides), await talk.records.merges.counts(sides), 1,
        talk.page(f"/cards/{card_id(merge)}"),
    )  # fmt: skip
    await talk.show(card, f"merge:{merge.id}")
