"""`genjin move`: from the SQLite file of one machine to PostgreSQL, where several can serve."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from app.keys import secret_key
from app.upkeep.verify import kept_heads
from config.settings import Settings
from storage.audit.evidence import verify_evidence
from storage.audit.verify import verify
from storage.database import Database
from storage.mapping import map_records
from storage.migrate import upgrade
from storage.moving import NotEmpty, Tell, count_rows, move
from storage.shared.replicas import alive

MOVED, REFUSED, FAILED, UNLIKE = 0, 1, 2, 3
_ALIVE_SECONDS = 30.0
"""Since when a service must have been silent to be taken for stopped; it speaks every few seconds."""


def run_move(settings: Settings, file: Path, as_json: bool) -> int:
    """Copy everything of a SQLite file into the database of the settings, and hold the copy's chain against the key.

    Return 0 when all is there, 1 when it was refused and nothing was changed, 2 when it failed and nothing was kept,
    3 when the copy is there and does not hold.
    """
    map_records()
    if not file.is_file():
        return _refuse(f"没有找到 {file}")
    source = Database(f"sqlite:///{file}")
    try:
        target = Database(settings.database, settings.database_schema or None)
    except ArgumentError:
        return _refuse("GENJIN_DATABASE_URL 看不懂，请写成 postgresql://用户:密码@主机/库名")
    try:
        refusal = asyncio.run(_prepare(source, target))
        if refusal:
            return _refuse(refusal)
        with _bar(source) as tell:
            counts = move(source, target, tell)
    except NotEmpty as found:
        return _refuse(f"新库里已有数据（{found.table}），请换一个空库，或设 GENJIN_DATABASE_SCHEMA 另起一处")
    except SQLAlchemyError as problem:
        sys.stderr.write(f"搬迁没完成（{type(problem).__name__}），原库没有变动，目标库没有写入\n")
        return FAILED
    whole = _holds(target, settings, counts)
    _print(counts, whole, as_json)
    return MOVED if whole else UNLIKE


def _holds(target: Database, settings: Settings, counts: dict[str, int]) -> bool:
    """Tell whether every row went over and the audit chain holds in the copy."""
    try:
        report = verify(target, secret_key(settings), lambda _done: None, kept_heads(settings))
        verify_evidence(target, report)
        return not report.findings and counts == count_rows(target)
    except SQLAlchemyError as problem:
        sys.stderr.write(f"新库读不了：{type(problem).__name__}\n")
        return False


async def _prepare(source: Database, target: Database) -> str:
    """Bring both to the newest revision; return why moving must not begin, or nothing."""
    try:
        if target.dialect != "postgresql":
            return "请先把 GENJIN_DATABASE_URL 设为 PostgreSQL 的地址"
        # Asked before anything is touched: a service that runs may be of an older version than this one.
        async with source.read() as session:
            if await alive(session, _ALIVE_SECONDS):
                return "服务还在运行，或停了不到半分钟；请停止后等半分钟再搬，否则新写入的会留在旧库"
        await upgrade(source)
        await upgrade(target)
        return ""
    finally:
        await source.close()
        await target.close()


@contextmanager
def _bar(source: Database) -> Iterator[Tell]:
    console = Console(stderr=True)
    columns = (TextColumn("搬迁"), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, TimeRemainingColumn(), console=console, transient=True, disable=not console.is_terminal)
    with bar:
        task = bar.add_task("", total=sum(count_rows(source).values()))
        yield lambda table, rows: bar.update(task, advance=rows, description=table)


def _refuse(why: str) -> int:
    sys.stderr.write(f"没有搬迁：{why}\n")
    return REFUSED


def _print(counts: dict[str, int], whole: bool, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps({"ok": whole, "rows": sum(counts.values()), "tables": counts}) + "\n")
        return
    sys.stdout.write(f"已搬{sum(counts.values())}行，{sum(map(bool, counts.values()))}张表\n")
    if whole:
        sys.stdout.write("新库里审计链完整，现在可以启动服务。数据目录里的密钥还要用，请照旧保留\n")
    else:
        sys.stdout.write("新库与旧库对不上，请勿使用；旧库没有变动，运行 genjin verify 查看原因\n")
