"""`genjin verify`: reads the whole chain and names every row that was changed, removed or put elsewhere.

Looks only, on one blocking connection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from storage.audit.chain import START, TIP, Mark, genuine, link_hash
from storage.audit.links import Linked, Progress, links_after
from storage.audit.purge import KEEP, marker_parts
from storage.database import Database
from storage.tables.audit import audit_head, audit_link, audit_pending, audit_purge, audit_tip
from storage.tables.trail import audit

NAMED_AT_MOST = 1_000
BESIDE = "库外备份"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: changed, removed, missing, extra, head, tip, marker or evidence; and where."""

    kind: str
    position: int
    row: int | None
    what: str


@dataclass(slots=True)
class Report:
    """What was read and what is wrong with it. `waiting` rows are committed but not sealed yet."""

    rows: int = 0
    waiting: int = 0
    purged: int = 0
    evidence: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: str, position: int, row: int | None, what: str) -> None:
        """Note a finding; beyond a thousand they are only counted by their first thousand."""
        if len(self.findings) < NAMED_AT_MOST:
            self.findings.append(Finding(kind, position, row, what))


def examine(links: Iterable[Linked], start: Mark, report: Report) -> Mark:
    """Check links in order and return the last one as it stands in the database.

    A changed hash breaks only its own link: the next may rest on the hash that should stand there.
    """
    stored = expected = start.hash
    at = start.position
    for link in links:
        position, given, *row = link
        gap = position != at + 1
        if gap:
            report.add("missing", at + 1, None, f"第{at + 1}环到第{position - 1}环缺失")
        hashed = link_hash(stored, position, row)
        if hashed != given and stored != expected:
            hashed = link_hash(expected, position, row)
        if gap:  # what this link rests on is gone, so its own hash cannot be judged
            hashed = given
        if hashed != given:
            _name(report, position, row)
        at, stored, expected = position, given, hashed
        report.rows += 1
    return Mark(at, stored)


def _name(report: Report, position: int, row: Sequence[Any]) -> None:
    if row[0] is None:
        report.add("removed", position, None, f"第{position}环的记录被删除")
    else:
        report.add("changed", position, row[0], f"第{position}环被改动：{row[1]} {row[2]} {row[3]} {row[4]}")


def verify(
    database: Database, secret: bytes, progress: Progress = lambda done: None, beside: Mapping[int, str] | None = None
) -> Report:
    """Return what is wrong with the audit chain. `beside`: position → hash of heads kept outside the database."""
    engine = database.sync_engine(1)
    report = Report()
    try:
        with engine.connect() as connection:
            start = _start(connection, secret, report)
            heads = _heads(connection, secret, start, report)
            for position, kept in (beside or {}).items():
                if position > start.position:
                    heads.setdefault(position, []).append((BESIDE, kept))
            last = examine(_marked(links_after(connection, start.position, progress), heads, report), start, report)
            _check_tip(connection, secret, last, report)
            _check_extra(connection, report)
    finally:
        engine.dispose()
    return report


def _start(connection: Connection, secret: bytes, report: Report) -> Mark:
    """Return from where the chain must be whole: its beginning, or the last purge marker of ours."""
    start = Mark(0, START)
    for marker in connection.execute(select(audit_purge).order_by(audit_purge.c.position)):
        mark = Mark(marker.position, marker.hash)
        cutoff, at = _aware(marker.cutoff), _aware(marker.at)
        if not genuine(secret, marker.signature, *marker_parts(mark, marker.rows, cutoff, at)):
            report.add("marker", marker.position, None, f"清除标记不是本系统签发：至第{marker.position}环")
        elif cutoff > at - KEEP:
            report.add("marker", marker.position, None, f"清除了不满180天的记录：至第{marker.position}环")
        else:
            start = mark
            report.purged += marker.rows
    return start


def _heads(connection: Connection, secret: bytes, start: Mark, report: Report) -> dict[int, list[tuple[str, str]]]:
    """Return position → days and hashes that were signed for it."""
    heads: dict[int, list[tuple[str, str]]] = {}
    for head in connection.execute(select(audit_head)):
        if not genuine(secret, head.signature, "head", head.day, head.position, head.hash):
            report.add("head", head.position, None, f"{head.day} 的链头不是本系统签发")
        elif head.position > start.position:
            heads.setdefault(head.position, []).append((head.day, head.hash))
    return heads


def _marked(links: Iterable[Linked], heads: dict[int, list[tuple[str, str]]], report: Report) -> Iterator[Linked]:
    """Pass links on and hold the signed heads against them."""
    if not heads:
        yield from links
        return
    for link in links:
        for day, signed in heads.pop(link[0], ()):
            if signed != link[1]:
                report.add("head", link[0], link[2], f"{day} 的链头与第{link[0]}环不符")
        yield link
    for position, days in heads.items():
        report.add("head", position, None, f"{days[0][0]} 的链头所指第{position}环不存在")


def _check_tip(connection: Connection, secret: bytes, last: Mark, report: Report) -> None:
    signed = connection.execute(select(audit_tip).where(audit_tip.c.name == TIP)).one_or_none()
    if signed is None:
        if last.position:
            report.add("tip", last.position, None, "链尾签名缺失")
    elif not genuine(secret, signed.signature, TIP, signed.position, signed.hash):
        report.add("tip", signed.position, None, "链尾签名不是本系统签发")
    elif (signed.position, signed.hash) != (last.position, last.hash):
        report.add("tip", signed.position, None, f"链应到第{signed.position}环，实际到第{last.position}环")


def _check_extra(connection: Connection, report: Report) -> None:
    """Name rows that stand in the log but neither in the chain nor before it."""
    report.waiting = connection.execute(select(func.count()).select_from(audit_pending)).scalar_one()
    linked = select(audit_link.c.audit_id).where(audit_link.c.audit_id == audit.c.id).exists()
    waiting = select(audit_pending.c.audit_id).where(audit_pending.c.audit_id == audit.c.id).exists()
    query = select(audit.c.id, audit.c.actor, audit.c.action, audit.c.subject).where(~linked, ~waiting)
    for row in connection.execute(query.limit(NAMED_AT_MOST)):
        report.add("extra", 0, row.id, f"链外的记录：{row.actor} {row.action} {row.subject}")


def _aware(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value
