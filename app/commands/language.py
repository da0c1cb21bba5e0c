"""Duplicates, text and speech, without a service."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

BAD_INPUT = 2


def dedup(
    file: Annotated[Path | None, typer.Argument(help="CSV (GBK or UTF-8) or Excel table with headings.")] = None,
    database: Annotated[bool, typer.Option("--database", help="Read the customers of the database instead.")] = False,
    mapped: Annotated[list[str] | None, typer.Option("--map", help="HEADING=ROLE, e.g. 客户简称=公司.")] = None,
    id_column: Annotated[str, typer.Option("--id", help="Column of the ids; default: row numbers from 0.")] = "",
    explain: Annotated[bool, typer.Option(help="Say in words what spoke for and against each pair.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write the groups here instead of standard output.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as one JSON object.")] = False,
) -> None:
    """Find records that are one customer, in a table or the database.

    One JSON line a group. Exit code 2: unusable file or column.
    """
    from app.dedup.command import run_dedup

    raise typer.Exit(run_dedup(file, database, mapped or [], id_column, explain, out, as_json))


def understand(
    now: Annotated[str | None, typer.Option(help="ISO moment that relative times are counted from.")] = None,
    book: Annotated[Path | None, typer.Option(help="CSV of known names: kind,name,aliases,company.")] = None,
    explain: Annotated[bool, typer.Option(help="Add the source words and rule of every value.")] = False,
) -> None:
    """Read sales talk and say what it means.

    Reads JSON Lines {"id","text"} from standard input; writes one line each.
    """
    from app.language.understand import run_understand

    moment = _moment(now)
    raise typer.Exit(run_understand(sys.stdin.fileno(), sys.stdout, moment, book, explain))


def compile_reading() -> None:
    """Compile what reads messages, for this machine: a third more of them in the same time.

    Takes two minutes, and again after an update. Exit code 1: it failed, 3: no C compiler is here. All works without.
    """
    from rich.console import Console

    from app.language.compiling import run_compile

    raise typer.Exit(run_compile(Console()))


def keywords(
    count: Annotated[int, typer.Option(help="How many keywords a line at most.")] = 8,
) -> None:
    """Name the keywords of notes.

    Reads plain lines, or JSON with `text`, from standard input; writes one line each.
    """
    from app.language.keywords import run_keywords

    raise typer.Exit(run_keywords(sys.stdin, sys.stdout, count))


def transcribe(
    files: Annotated[list[Path], typer.Argument(help="Audio files, any usual format.")],
    book: Annotated[Path | None, typer.Option(help="CSV of known names.")] = None,
    explain: Annotated[bool, typer.Option(help="Add candidates and reasons.")] = False,
) -> None:
    """Put audio into words, one JSON line a file."""
    from app.language.transcribe import run_transcribe
    from config.settings import Settings

    raise typer.Exit(run_transcribe(files, book, explain, Settings()))


def _moment(text: str | None) -> datetime:
    from nlp.times.when import SHANGHAI

    if text is None:
        return datetime.now(SHANGHAI)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        typer.echo(f"--now is not an ISO moment: {text}", err=True)
        raise typer.Exit(BAD_INPUT) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
