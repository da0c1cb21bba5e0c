"""How a merge looks: the preview with every field's origin, the doubtful group, what is done, and the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cards.card import Action, Card, Choice, Field, Option
from crm.merging.merge import DONE, LABELS, REVIEW, Merge, Side, filled_fields

COUNTED = {
    "lead": "线索",
    "contact": "联系人",
    "follow_up": "跟进记录",
    "todo": "待办",
    "note": "未提交跟进",
    "contract": "合同",
    "approval": "审批",
}
CONFIRM, DROP = Action("confirm", "确认合并", "primary"), Action("drop", "取消")
REJECT = Action("reject", "不是重复")
SPLIT = Action("split", "拆分")
MASTER = "主客户"
SHOWN = 6


def card_id(merge: Merge) -> str:
    """Return the id of a merge's card."""
    return f"merge-{merge.id}"


def preview_card(
    merge: Merge, sides: Sequence[Side], people: Mapping[str, str], counts: Mapping[str, int], rev: int, link: str
) -> Card:
    """Return what would become one customer; `people` are names by id. Nothing has moved yet."""
    review = merge.rule == REVIEW
    master = next((side for side in sides if side.key == merge.master), sides[0])
    others = [side for side in sides if side is not master]
    options = tuple(Option(side.key, titled(side, people)) for side in sides)
    fields = [Field(MASTER, titled(master, people))]
    fields += [Field(f"并入{place}", titled(side, people)) for place, side in enumerate(others[:SHOWN], 1)]
    if len(others) > SHOWN:
        fields.append(Field("另有", f"{len(others) - SHOWN}个"))
    if review:
        fields.append(Field("相似度", f"{(merge.score or 0):.0%}"))
        fields.append(Field("依据", "、".join(merge.reasons) or "—"))
    fields += counted(counts)
    taken = taken_line(master, others)
    if taken:
        fields.append(Field("补充资料", taken))
    return Card(
        id=card_id(merge),
        rev=rev,
        kind="merge",
        title="疑似重复" if review else "合并客户",
        summary="请判断是不是同一个客户。" if review else "确认后资料并入主客户，随时可以拆分。",
        fields=tuple(fields),
        choices=(Choice("master", MASTER, options, False, (master.key,)),),
        actions=(CONFIRM, REJECT if review else DROP),
        link=link,
    )


def done_card(merge: Merge, names: Sequence[str], status: str, rev: int, link: str) -> Card:
    """Return the card of a merge that is done, with `拆分`, or that was taken back, with nothing."""
    standing = merge.state == DONE
    return Card(
        id=card_id(merge),
        rev=rev,
        kind="merge",
        title="疑似重复" if merge.rule == REVIEW else "合并客户",
        status=status,
        fields=(Field(MASTER, merge.name), Field("并入", "、".join(names)), *counted(moved_counts(merge))),
        actions=(SPLIT,) if standing else (),
        link=link,
        done=not standing,
    )


def report_card(merge: Merge, card: str, names: Sequence[str], who: str, at: str, link: str) -> Card:
    """Return the report to an owner: what was merged, by whom, and the ids that are archived (F18)."""
    why = "、".join(merge.reasons)
    return Card(
        id=card,
        rev=1,
        kind="mergereport",
        title="合并报告",
        fields=(
            Field(MASTER, merge.name),
            Field("并入", "、".join(names)),
            Field("归档编号", "、".join(side.partition(":")[2] for side in merge.sides if side != merge.master)),
            *counted(moved_counts(merge)),
            *((Field("依据", why),) if why else ()),
            Field("操作人", f"{who} {at}"),
        ),
        summary="跟进、待办、联系人都已转到主客户，原线索仍可查看。",
        link=link,
    )


def titled(side: Side, people: Mapping[str, str]) -> str:
    """Return a customer with its owner: `安克创新（张伟）`."""
    return f"{side.name}（{people.get(side.owner) or '待分配'}）"


def taken_line(master: Side, others: Sequence[Side]) -> str:
    """Return field by field what the master takes over and from whom."""
    origin = {side.key: side.name for side in others}
    origin |= {f"lead:{lead.id}": lead.company or lead.contact for side in others for lead in side.leads}
    filled = [one for one in filled_fields(master, others) if one.field in LABELS]
    return "、".join(f"{LABELS[one.field]}←{origin.get(one.origin, '')}" for one in filled)


def counted(counts: Mapping[str, int]) -> list[Field]:
    """Return one field per kind of record there is."""
    return [Field(label, str(counts[kind])) for kind, label in COUNTED.items() if counts.get(kind)]


def moved_counts(merge: Merge) -> dict[str, int]:
    """Return how many records of each kind a merge moved."""
    return {kind: len(places) for kind, places in merge.body.get("moved", {}).items()}
