"""The card of an import: what became of the rows, the first that were sent back, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from cards.card import Action, Card, Field
from crm.intake.importing import APPLIED, APPLYING, ENDED, READ, SAID, UNDOING, Import, ImportRow
from crm.intake.sheet import KEPT, LINK, MAKE, REFUSE, REPEAT
from crm.people import User
from handlers.context import Work
from handlers.ports import Address

SHOWN = 5
PREVIEW, DONE = "导入预览", "导入结果"
START = (Action("start", "导入", "primary"), Action("drop", "放弃"))
UNDO = (Action("undo", "撤销", "danger", confirm="撤销后，这次导入的新线索会全部撤回，确定吗？"),)


def import_card(batch: Import, refused: Sequence[ImportRow], status: str = "") -> Card:
    """Return the card for the import's present state."""
    counts = batch.counts
    fields = [Field("名单", batch.name[:60]), Field("行数", str(sum(counts.values())))]
    fields += [Field(label, str(counts[label])) for label in (MAKE, LINK, REPEAT, REFUSE, KEPT) if counts.get(label)]
    if batch.unknown:
        fields.append(Field("认不出的列", "、".join(batch.unknown)[:100]))
    lines = [f"第{row.number}行：{row.reason}" for row in refused[:SHOWN]]
    more = counts.get(REFUSE, 0) - len(lines)
    return Card(
        id=batch.card,
        rev=batch.rev,
        kind="import",
        title=PREVIEW if batch.state == READ else DONE,
        status=status or SAID[batch.state],
        summary="\n".join([*lines, *([f"还有{more}行被退回"] if lines and more > 0 else [])]),
        fields=tuple(fields),
        actions=START if batch.state == READ else UNDO if batch.state == APPLIED else (),
        done=batch.state in ENDED or batch.state in (APPLYING, UNDOING),
    )


async def show_import(work: Work, batch: Import, status: str = "") -> None:
    """Send or renew the card of an import for those who may decide on it. `batch.rev` has been raised before."""
    people = await importers(work, batch)
    card = import_card(batch, await work.records.imports.refused(batch.id, REFUSE, SHOWN), status)
    known = await work.records.cards.get(card.id)
    await work.keep(card, f"import:{batch.id}", [user.id for user in people])
    if known is not None:
        await work.out.change(card)
        return
    for user in people:
        for address in (await _homes(work, user))[:1]:
            await work.out.show(address, card)


async def importers(work: Work, batch: Import) -> list[User]:
    """Return who is told of an import: whoever ordered it, else everybody who answers for channels."""
    orderer = await work.records.people.get(batch.person) if batch.person else None
    if orderer is not None and orderer.active:
        return [orderer]
    found = [*await work.records.people.with_role("marketing"), *await work.records.people.with_role("admin")]
    return [user for user in found if user.active]


async def _homes(work: Work, user: User) -> list[Address]:
    homes = [user.home, *(p for p in work.around.platforms if p != user.home)]
    return await work.addresses(user, [home for home in homes if home in work.around.platforms])
