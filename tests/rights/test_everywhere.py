"""F94 over everything that can be said, pressed or come due: made from the registries, not picked.

For each role and each customer that is not its to see every intent, word command and button is really tried, and every
tick and timer really run. Nothing of the customer may be in what is sent, and nothing of it may have been touched. A
new entry in a registry without a line in the tables below fails the build.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import product
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.service.jobs import TICKS, TIMERS
from cards.token import ButtonToken
from crm.people import Role, User
from handlers.commands import COMMANDS
from handlers.conversation import hear, press
from handlers.inbound import Actor, CardAction, Conversation, InboundMessage
from handlers.router import BUTTONS, INTENTS
from storage.audit.log import TOUCHED
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords
from tests.rights import world
from tests.rights.world import DELETED, LETTERS, NOW, POOL, Mouth, fill, name, secrets, sees, shelve, talk_in, work_in

SAID: dict[str, str] = {
    "intent:capture_lead": "新线索 {} 周红 13600001111 想采购服务器",
    "intent:followup_note": "记录跟进 {} 今天聊了价格，下周三寄样",
    "intent:query": "查 {}",
    "intent:approve": "同意",
    "intent:reject": "拒绝",
    "intent:claim": "认领 {}",
    "intent:mute": "静音 {}",
    "intent:unmute": "恢复提醒 {}",
    "intent:remind": "明天下午三点提醒我给{}打电话",
    "intent:merge": "把{}合并到{}",
    "intent:update_stage": "{}已经进入报价阶段",
    "intent:report": "本月业绩报表",
    "intent:help": "帮助",
    "intent:undo": "撤销",
    "intent:drop": "丢弃",
    "intent:chitchat": "你好，{}怎么样了",
    "contract_by_word": "登记合同 {} 12万 签约2026-11-20 到期2027-11-19",
    "repair_by_word": "补填到期日",
    "withdraw_by_word": "撤回 20261117-001",
    "transfer_by_word": "转交 20261117-001 给 外人",
    "cosign_by_word": "加签 20261117-001 外人",
    "approve_by_number": "同意 20261117-001",
    "leave_by_word": "我请假到周五",
    "back_by_word": "我回来了",
    "undo_handover_by_word": "撤销交接",
    "merge_by_word": "合并 {} 和 自家",
    "split_by_word": "拆分 {}",
    "reviews_by_word": "疑似重复客户",
    "name_by_word": "标准名 {} = 光电",
    "handover_by_word": "交接 {owner} 给 {me}",
    "assign_by_word": "分配 {} 给 {me}",
    "pause_by_word": "暂停自动分配",
    "resume_by_word": "恢复自动分配",
    "routing_by_word": "分配规则",
    "fallback_by_word": "兜底负责人 {me}",
    "list_by_word": "我的线索",
    "call_by_word": "外呼 {}",
    "imports_by_word": "导入记录",
    "rerun_by_word": "重跑续费提醒",
    "amount_by_word": "改合同金额 {} 15万",
    "delete_by_word": "删除 {}",
    "export_by_word": "导出线索",
    "rule_by_word": "权限规则 {me}可以管理全部客户",
    "stage_rule_by_word": "阶段规则 按意思",
    "tag_rule_by_word": "标签规则 按意思",
    "login_by_word": "网页登录",
}
"""One sentence for each intent and each word command."""

SUBJECTS: dict[str, str] = {
    "approval": "approval:a-{}", "collision": "lead:l-{}", "contract": "contract:c-{}", "deletion": "deletion:x-{}",
    "door": "draft:d-{}", "draft": "draft:d-{}", "first": "note:n-{}", "fuse": "fuse:{owner}",
    "handover": "handover:h-{}", "home": "home:l-{0},l-{0},l-{0}", "import": "import:i-{}", "lead": "lead:l-{}",
    "merge": "merge:m-{}", "minutes": "lead:l-{}", "note": "note:n-{}", "pool": "lead:l-{}", "queue": "queue",
    "reminder": "todo:t-{}", "renewal": "contract:c-{}", "renewal_run": "renewal", "rights_rule": "rights:r-{}",
    "stall": "queue", "step_up": "challenge:ch-{}", "watch": "lead:l-{}",
}  # fmt: skip
"""What a card of each kind is about."""

DUE: dict[str, str] = {
    "approval_handover": "a-{}", "approval_mark": "a-{}", "first_contact": "l-{}", "reminder": "t-{}",
    "renewal": "c-{}", "silence": "l-{}", "stall": "queue", "silent_channel": "website", "probe": "website",
    "hand_queue": "queue", "release": "l-{}",
}  # fmt: skip
"""What a timer of each kind is about."""

VALUES = {"to": ("u-other",), "reason": ("因为",), "way": ("w0",), "summary": ("今天电话沟通了交付时间和付款方式",),
          "stage": ("报价中",), "lead": ("l-l-other",), "tags": ("t0",), "master": ("lead:l-admin",)}  # fmt: skip


LEGITIMATE = {
    (Role.SUPERVISOR, "assign_by_word", POOL): "nobody's customer may be given to the team, and is the team's then",
    (Role.ADMIN, "deletion.undo", DELETED): "administrators restore what anybody deleted",
}
HERE = Conversation("wecom", "c", "c", "dm")


def names(key: str) -> tuple[str, ...]:
    """Return by what a customer may be named where it is not the one that was asked for."""
    return (*secrets(key), name(key)[:4])


def told_too_much(mouth: Mouth, asked: str | None, where: str) -> list[str]:
    """Return what was sent to somebody who may not read it."""
    found = []
    for receiver, text in mouth.sent:
        for key in LETTERS:
            known = room_sees(receiver, key) if receiver.startswith("room:") else sees(receiver, key)
            wanted = () if known else secrets(key) if key == asked else names(key)
            found += [f"{where}: {receiver} reads {one} of {key} in {text}" for one in wanted if one in text]
    return found


def room_sees(room: str, key: str) -> bool:
    return key in {"room:华东组": (world.MATE, world.GONE), "room:华南组": (world.OTHER,)}[room]


async def tried(session: AsyncSession, act: Callable[[], Any]) -> set[str]:
    """Do it, return which records it changed, and take everything back."""
    touched: dict[str, Any] = {}
    session.sync_session.info[TOUCHED] = touched
    async with session.begin_nested() as point:
        await act()
        await session.flush()
        changed = {subject for subject, change in touched.items() if change.before}
        await point.rollback()
    session.sync_session.info.pop(TOUCHED, None)
    session.expunge_all()
    return changed


def forbidden(role: Role) -> list[str]:
    return [key for key in LETTERS if not sees(role, key)]


def of(key: str, changed: set[str]) -> set[str]:
    """Return which changed records belong to that customer."""
    return {subject for subject in changed if subject.endswith(f"-{key}")}


def person_of(role: Role) -> User:
    return next(user for user in world.people() if user.id == role)


async def test_whatever_is_said(database: Database) -> None:
    map_records()
    entries = {*(f"intent:{one}" for one in INTENTS), *(command.__name__ for _, command in COMMANDS)}
    assert entries <= set(SAID)
    wrong: list[str] = []
    async with database.sessions() as session:
        await fill(session)
        for role in Role:
            for key, entry in product(forbidden(role), sorted(entries)):
                if (role, entry, key) in LEGITIMATE:
                    continue
                text = SAID[entry].format(name(key), "自家", owner=world.OWNERS[key] or "谁", me=f"问{role}")
                talk, mouth = talk_in(session, person_of(role))
                message = InboundMessage("k", HERE, Actor("wecom", "c", role), NOW, text)
                changed = await tried(session, partial(hear, talk, message))
                where = f"{role} {entry} `{text}`"
                assert mouth.sent, f"{where}: no answer"
                wrong += told_too_much(mouth, key, where) + [f"{where} changed {one}" for one in of(key, changed)]
        await session.rollback()
    assert wrong == []


async def test_whatever_is_pressed_on_a_card_in_hand(database: Database) -> None:
    map_records()
    assert {kind for kind, _ in BUTTONS} <= set(SUBJECTS)
    wrong: list[str] = []
    async with database.sessions() as session:
        await fill(session)
        records, everybody = SessionRecords(session), [str(role) for role in Role]
        cards = {
            (kind, key): await shelve(records, kind, SUBJECTS[kind].format(key, owner=world.OWNERS[key]), everybody)
            for kind in sorted({kind for kind, _ in BUTTONS})
            for key in LETTERS
        }
        for role in Role:
            event = CardAction("k", "sealed", Actor("wecom", "c", role), HERE, NOW, VALUES)
            for key, (kind, action) in product(forbidden(role), BUTTONS):
                if (role, f"{kind}.{action}", key) in LEGITIMATE:
                    continue
                talk, mouth = talk_in(session, person_of(role))
                token = ButtonToken(action, cards[kind, key].id, 1)
                changed = await tried(session, partial(press, talk, event, {"sealed": token}.__getitem__))
                where = f"{role} {kind}.{action} of {key}"
                wrong += told_too_much(mouth, None, where) + [f"{where} changed {one}" for one in of(key, changed)]
        await session.rollback()
    assert wrong == []


async def test_whatever_comes_due(database: Database) -> None:
    map_records()
    assert set(TIMERS) <= set(DUE)
    late = NOW + timedelta(days=4, hours=8)
    wrong: list[str] = []
    async with database.sessions() as session:
        await fill(session)
        jobs: list[tuple[Any, ...]] = [(TIMERS[kind], DUE[kind].format(key)) for kind in TIMERS for key in LETTERS]
        jobs += [(TICKS[tick],) for tick in TICKS]
        told = 0
        for job, *subject in jobs:
            for now in (NOW, late):
                work, mouth = work_in(session, now)
                await tried(session, partial(job, work, *subject))
                in_pool = (
                    subject[0].removeprefix("l-") if job is TIMERS.get("release") else None
                )  # F31: the team may know
                wrong += told_too_much(mouth, in_pool, f"{job.__name__} {subject}")
                told += len(mouth.sent)
        assert told
        await session.rollback()
    assert wrong == []
