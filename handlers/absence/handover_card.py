"""How a hand-over looks: as proposed with its counts, when somebody left, and when it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cards.card import Action, Card, Choice, Field, Option
from crm.handover import LABELS, Handover
from crm.people import User

MOST = 10


def proposal_card(record: Handover, giver: User, receiver: User | None, counts: Mapping[str, int], rev: int) -> Card:
    """Return the preview: what would move, and that nothing has moved yet."""
    to = receiver.name if receiver is not None else "（待选）"
    return Card(
        id=f"handover-{record.id}",
        rev=rev,
        kind="handover",
        title=f"交接 {giver.name} → {to}",
        summary="确认后一次移交，阶段不变，7天内可撤销。",
        fields=_fields(counts),
        actions=(Action("confirm", "确认", "primary"), Action("drop", "取消")),
    )


def departure_card(record: Handover, giver: User, others: Sequence[User], counts: Mapping[str, int]) -> Card:
    """Return the proposal to the manager of somebody who left: to whom the work should go."""
    options = tuple(Option(f"u-{user.id}", user.name) for user in others[:MOST])
    return Card(
        id=f"handover-{record.id}",
        rev=1,
        kind="handover",
        title=f"离职交接 {giver.name}",
        summary="选好接手的同事再确认；确认后一次移交，阶段不变，7天内可撤销。",
        fields=_fields(counts),
        choices=(Choice("to", "交接给", options),) if options else (),
        actions=(Action("confirm", "确认", "primary"), Action("drop", "取消")),
    )


def done_card(record: Handover, giver: User, receiver: User, at: str, rev: int) -> Card:
    """Return the card of a hand-over that is done and can still be undone."""
    return Card(
        id=f"handover-{record.id}",
        rev=rev,
        kind="handover",
        title=f"交接 {giver.name} → {receiver.name}",
        status=f"已交接 {at}",
        fields=_fields({kind: len(ids) for kind, ids in record.moved.items()}),
        actions=(Action("undo", "撤销"),),
    )


def _fields(counts: Mapping[str, int]) -> tuple[Field, ...]:
    return tuple(Field(label, str(counts[kind])) for kind, label in LABELS.items() if counts.get(kind))
