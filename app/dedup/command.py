"""`genjin dedup`: a table or the database in, one line per group of records that are one customer out."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import orjson
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy.exc import SQLAlchemyError

from nlp.dedup.columns import UnknownColumn
from nlp.dedup.engine import find_groups
from nlp.dedup.evidence import Group
from nlp.dedup.explain import sayings
from nlp.dedup.load import Loaded, load
from nlp.dedup.table import Table, UnreadableTable, open_table

DONE, BAD, STOPPED = 0, 2, 130
_REASONS = {
    "one source": "请给一个文件，或者用 --database 读取数据库（二选一）",
    "empty": "文件是空的",
    "binary": "不是文本表格，请另存为 CSV（UTF-8 或 GBK）",
    "no headings": "第一行没有列名",
    "damaged": "Excel 文件已损坏或有密码",
    "no company": "没有找到公司、手机、邮箱或微信列，请用 --map 列名=公司 指定",
}
STEPS = ("mobile", "fixed", "mail", "wechat", "domain", "name", "near", "score", "group")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asked for."""

    mapped: Mapping[str, str]
    id_column: str = ""
    explain: bool = False
    out: Path | None = None
    as_json: bool = False


def run_dedup(
    file: Path | None,
    database: bool,
    mapped: Sequence[str],
    id_column: str = "",
    explain: bool = False,
    out: Path | None = None,
    as_json: bool = False,
) -> int:
    """Write the groups; return 0 when done, 2 for a file or column that cannot be used, 130 when stopped by Ctrl-C."""
    started = time.monotonic()
    try:
        if database == (file is not None):
            raise UnreadableTable("one source")
        wish = Wish(_roles(mapped), id_column or ("id" if database else ""), explain, out, as_json)
        with _source(file) as table, _progress() as progress:
            loaded = _load(table, wish, progress)
            count = _write(_found(loaded, progress), loaded, wish)
    except UnknownColumn as problem:
        return _refuse(f"没有这一列：{problem.name}")
    except UnreadableTable as problem:
        return _refuse(_REASONS.get(problem.reason, problem.reason))
    except OSError as problem:
        return _refuse(f"读写不了文件：{problem.filename or ''} {problem.strerror or problem}")
    except SQLAlchemyError:
        return _refuse("读不了数据库，请先运行 genjin doctor")
    except KeyboardInterrupt:
        sys.stderr.write("已停止，没有写出任何结果\n")
        return STOPPED
    _report(loaded, count, time.monotonic() - started, wish)
    return DONE


def _roles(options: Sequence[str]) -> dict[str, str]:
    """Return `--map heading=role` options as a mapping. Raises `UnknownColumn` for one without `=`."""
    mapped = {}
    for option in options:
        heading, equals, role = option.rpartition("=")
        if not equals:
            raise UnknownColumn(option)
        mapped[heading] = role
    return mapped


def _source(file: Path | None) -> AbstractContextManager[Table]:
    if file is not None:
        return nullcontext(open_table(file))
    from app.dedup.source import customer_table
    from config.settings import Settings

    return customer_table(Settings())


def _load(table: Table, wish: Wish, progress: Progress) -> Loaded:
    task = progress.add_task("读取", total=max(table.size, 1))
    return load(table, wish.mapped, wish.id_column, lambda done: progress.update(task, completed=done))


def _found(loaded: Loaded, progress: Progress) -> Iterator[Group]:
    task = progress.add_task("比对", total=len(STEPS))
    return find_groups(loaded.store, lambda _: progress.advance(task))


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )


def _write(groups: Iterable[Group], loaded: Loaded, wish: Wish) -> tuple[int, int]:
    """Return how many groups and rows in groups were written."""
    count = rows = 0
    with whole_file(wish.out) if wish.out else nullcontext(sys.stdout.buffer) as out:
        for group in groups:
            out.write(_line(group, loaded, wish.explain))
            count += 1
            rows += len(group.rows)
        out.flush()
    return count, rows


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a file beside the wanted one that takes its name only when everything is written."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _line(group: Group, loaded: Loaded, explain: bool) -> bytes:
    evidence = []
    for link in group.evidence:
        pair = [loaded.id_of(link.one), loaded.id_of(link.other)]
        item: dict[str, object] = {"pair": pair, "score": link.score, "factors": link.factors}
        if explain:
            item["because"] = sayings(link.factors)
        evidence.append(item)
    ids = [loaded.id_of(row) for row in group.rows]
    return orjson.dumps({"group": ids, "score": group.score, "evidence": evidence}) + b"\n"


def _report(loaded: Loaded, count: tuple[int, int], seconds: float, wish: Wish) -> None:
    rows, (groups, members) = loaded.store.rows, count
    target = sys.stdout if wish.out else sys.stderr
    if wish.as_json:
        answer: dict[str, object] = {
            "rows": rows,
            "groups": groups,
            "rows_in_groups": members,
            "seconds": round(seconds, 2),
        }
        answer |= {"encoding": loaded.encoding, "columns": loaded.columns}
        target.write(orjson.dumps(answer).decode() + "\n")
        return
    target.write(f"共{rows}条，发现{groups}组重复，涉及{members}条，可合并{members - groups}条，用时{seconds:.1f}秒\n")


def _refuse(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return BAD
