"""`导出线索`: a CSV of what this person may take out, to their own chat; more than 500 rows need a code (F95)."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from crm.approvals.approval import Verdict
from crm.leads.lead import Lead
from crm.people import Role
from crm.rights.reach import MASK, Act, Reach, hidden_fields, reach
from crm.rights.step_up import FREE_WINDOW, code_needed, trickles
from handlers.context import SHANGHAI, Talk
from handlers.rights.step_up import own_chat, require
from handlers.texts import rights_texts

MOST = 50_000
ALLOWANCE, CODED, ALARM = "export", "export.coded", "export.alarm"
USED = "导出"
HEAD = ("客户公司", "联系人", "职务", "手机号", "邮箱", "阶段", "状态", "负责人", "来源", "下一步", "登记时间")
# A cell that begins so is run as a formula when a spreadsheet opens the file.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


async def export_by_word(talk: Talk, rest: str) -> None:
    """`导出线索`: at once up to 500 rows within 30 days, beyond that after a code."""
    if reach(talk.person, Act.EXPORT) == Reach.NONE:
        await talk.audit(talk.person.id, "export.refused", "leads", talk.here.platform)
        await talk.reply(rights_texts.NO_EXPORT)
        return
    rows = len(await talk.records.rights.exportable(talk.person, MOST))
    if not rows:
        await talk.reply(rights_texts.NOTHING_TO_EXPORT)
        return
    await hand_out(talk, rows)


async def hand_out(talk: Talk, rows: int, approval: str = "") -> None:
    """Send so many rows at once, or after a code; with the number of the approval that allows it, if one does."""
    args = {"rows": rows, "approval": approval} if approval else {"rows": rows}
    rights = talk.records.rights
    today = await rights.used(talk.person.id, ALLOWANCE, _day(talk.now))
    taken = await rights.used_since(talk.person.id, ALLOWANCE, _day(talk.now - FREE_WINDOW))
    if trickles(rows, today, taken):
        await _alarm(talk, taken + rows)
    if code_needed(rows, taken):
        await require(talk, "export", f"导出线索 {rows}条", {**args, "coded": True})
    else:
        await export_confirmed(talk, args)


async def export_confirmed(talk: Talk, args: Any) -> None:
    """Write the file and send it to the person's own chat, never to a room; at most the rows that were asked for."""
    number = str(args.get("approval", ""))
    act = await _granted(talk, number) if number else Act.EXPORT
    if act is None:
        await talk.reply(rights_texts.NO_EXPORT)
        return
    leads = await talk.records.rights.exportable(talk.person, min(int(args["rows"]), MOST), act)
    own = await own_chat(talk)
    if not leads or own is None:
        await talk.reply(rights_texts.NOTHING_TO_EXPORT if own is not None else rights_texts.NO_OWN_CHAT)
        return
    names = {user.id: user.name for user in await talk.records.people.everyone()}
    data = as_csv(leads, names, hidden_fields(talk.person))
    await talk.records.rights.use(talk.person.id, CODED if args.get("coded") else ALLOWANCE, _day(talk.now), len(leads))
    await talk.audit(talk.person.id, "export.leads", f"leads:{len(leads)}", talk.here.platform)
    await _use_up(talk, number, len(leads))
    name = f"线索-{talk.now.astimezone(SHANGHAI):%Y%m%d-%H%M}.csv"
    await talk.out.send_file(own, name, data, "text/csv", talk.now)
    await talk.out.say(own, rights_texts.exported(len(leads)))


async def _granted(talk: Talk, number: str) -> Act | None:
    """Return that this person may take out what they see, once, when that was approved for them."""
    approval = await talk.records.approvals.get(number)
    if approval is None or approval.kind != "export" or approval.requester != talk.person.id:
        return None
    used = any(entry["did"] == USED for entry in approval.steps)
    return Act.SEE if approval.state == Verdict.APPROVED and not used else None


async def _use_up(talk: Talk, number: str, rows: int) -> None:
    approval = await talk.records.approvals.get(number) if number else None
    if approval is not None:
        done = {"at": talk.now.isoformat(), "who": talk.person.id, "did": USED, "rows": str(rows)}
        approval.steps = [*approval.steps, done]
        await talk.audit(talk.person.id, "export.approved", f"approval:{number}", talk.here.platform)


def as_csv(leads: Sequence[Lead], names: dict[str, str], hidden: Collection[str] = ()) -> bytes:
    """Return the leads as UTF-8 CSV with a byte order mark, for Excel; no cell can run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(HEAD)
    for lead in leads:
        owner, source = names.get(lead.owner, lead.owner), MASK if "channel" in hidden else lead.channel
        made = MASK if "created_at" in hidden else _when(lead.created_at)
        cells = (
            lead.company, lead.contact, lead.title, lead.phone, lead.email, lead.stage, lead.status, owner,
            source, lead.next_action, made,
        )  # fmt: skip
        writer.writerow([harmless(cell) for cell in cells])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def harmless(cell: str) -> str:
    """Return the cell's text so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) or cell.startswith(FORMULA) else cell


def _when(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


async def _alarm(talk: Talk, rows: int) -> None:
    """Tell the administrators once a day of exports that are small one by one and large together."""
    await talk.audit(talk.person.id, "export.slow", f"leads:{rows}", talk.here.platform)
    if await talk.records.rights.use(talk.person.id, ALARM, _day(talk.now)) == 1:
        for admin in await talk.records.people.with_role(Role.ADMIN):
            await talk.tell(admin, rights_texts.slow_export(talk.person.name, rows))


def _day(now: datetime) -> str:
    return now.astimezone(SHANGHAI).date().isoformat()
