"""The daily look at where approvals lie (F82): yesterday's figures are kept, a group that turns red is told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from cards.card import Card, Field
from crm.approvals.approval import Stay
from crm.approvals.blocking import USUAL_DAYS, Blocking, judge, slowest
from crm.people import Role
from handlers.context import SHANGHAI, Work
from handlers.texts import approval_texts

BACK = 3  # days judged again: a stay counts on the day it began and may end later
LOOK_BACK = timedelta(days=USUAL_DAYS + 10)
ROLES = {"finance": "财务", "supervisor": "主管", "director": "总监", "admin": "管理员", "": "无人接手"}


async def blocking_sweep(work: Work) -> None:
    """Keep the figures of the last days and tell directors and administrators of every group that turned red."""
    today = work.now.astimezone(SHANGHAI).date()
    stays = await work.records.approvals.stays((today - LOOK_BACK).isoformat(), (today - timedelta(days=1)).isoformat())
    red: dict[str, bool] = {}
    for back in range(BACK, 0, -1):
        day = (today - timedelta(days=back)).isoformat()
        for row in judge([stay for stay in stays if stay.day <= day], day):
            known = await work.records.approvals.keep_blocking(row)
            if row.red and not known and not red.get(row.group):
                await _tell(work, row, stays)
            red[row.group] = row.red


async def _tell(work: Work, row: Blocking, stays: Sequence[Stay]) -> None:
    card = blocking_card(row, stays)
    card = replace(card, link=work.page(f"/cards/{card.id}"))
    heads = [*await work.records.people.with_role(Role.DIRECTOR), *await work.records.people.with_role(Role.ADMIN)]
    await work.keep(card, f"group:{row.group}", [head.id for head in heads], [])
    for head in heads:
        await work.push(head, card)
    await work.audit("timer", "approval.blocking", f"group:{row.group}", "timer")


def blocking_card(row: Blocking, stays: Sequence[Stay]) -> Card:
    """Return the red mark with what could be done about it."""
    place = slowest(stays, row.group, row.day)
    times = row.minutes / row.mean
    return Card(
        id=f"blocking-{row.day}-{row.group.encode().hex()[:40]}",
        rev=1,
        kind="blocking",
        title="审批阻塞预警",
        summary=approval_texts.blocking_advice(row.group, place.hour),
        fields=(
            Field("审批组", row.group, colour="red"),
            Field("平均停留", f"{_minutes(row.minutes)}，连续3天超过均值200%（{times:.1f}倍）", colour="red"),
            Field("均值", _minutes(row.mean)),
            Field("最慢岗位", f"{ROLES.get(place.role, place.role)}，{_minutes(place.minutes)}"),
            Field("最慢时段", f"{place.hour}点到{place.hour + 1}点"),
        ),
    )


def _minutes(minutes: float) -> str:
    whole = round(minutes)
    return f"{whole // 60}小时{whole % 60}分" if whole >= 60 else f"{whole}分钟"
