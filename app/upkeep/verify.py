"""`genjin verify`: the audit chain read from end to end, and every place named where it was touched."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy.exc import SQLAlchemyError

from app.keys import secret_key
from app.upkeep.audit import HEADS
from config.settings import Settings
from storage.audit.evidence import verify_evidence
from storage.audit.links import Progress as Tell
from storage.audit.links import chain_length
from storage.audit.verify import Report, verify
from storage.database import Database
from storage.mapping import map_records

WHOLE, TOUCHED, UNREADABLE = 0, 1, 2


def run_verify(settings: Settings, as_json: bool) -> int:
    """Print what was found; return 0 when all is whole, 1 when something was touched, 2 when it cannot be read."""
    map_records()
    database = Database(settings.database, settings.database_schema or None)
    began = time.perf_counter()
    try:
        with _bar(database) as tell:
            report = verify(database, secret_key(settings), tell, kept_heads(settings))
            verify_evidence(database, report)
    except SQLAlchemyError as problem:
        sys.stderr.write(f"数据库读不了：{type(problem).__name__}\n")
        return UNREADABLE
    _print(report, time.perf_counter() - began, as_json)
    return TOUCHED if report.findings else WHOLE


@contextmanager
def _bar(database: Database) -> Iterator[Tell]:
    console = Console(stderr=True)
    columns = (TextColumn("核对审计链"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=chain_length(database))
        yield lambda done: progress.update(task, completed=done)


def kept_heads(settings: Settings) -> dict[int, str]:
    """Return position → hash of the heads that stand beside the database."""
    path = settings.data_dir / HEADS
    if not path.exists():
        return {}
    heads = (json.loads(line) for line in path.read_text(encoding="ascii").splitlines() if line)
    return {int(head["position"]): str(head["hash"]) for head in heads}


def _print(report: Report, seconds: float, as_json: bool) -> None:
    if as_json:
        shown: dict[str, object] = {
            "ok": not report.findings,
            "rows": report.rows,
            "waiting": report.waiting,
            "purged": report.purged,
        }
        shown |= {"evidence": report.evidence, "seconds": round(seconds, 3)}
        found = [asdict(finding) for finding in report.findings]
        sys.stdout.write(json.dumps({**shown, "findings": found}, ensure_ascii=False) + "\n")
        return
    for finding in report.findings:
        sys.stdout.write(f"❌ {finding.what}\n")
    counts = f"{report.rows}条记录，{report.waiting}条待封存，{report.purged}条已到期清除，{report.evidence}份证据"
    verdict = f"发现{len(report.findings)}处问题" if report.findings else "审计链完整"
    sys.stdout.write(f"{verdict}：{counts}，用时{seconds:.1f}秒\n")
