"""Tables that come in: leads, contracts, names, ids of other systems."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer


def import_table(
    file: Annotated[Path, typer.Argument(help="CSV (GBK or UTF-8) or Excel table with headings.")],
    preview: Annotated[bool, typer.Option("--preview", help="Show what the rows become; nothing is written.")] = False,
    channel: Annotated[str, typer.Option(help="Channel the rows come from, e.g. expo.")] = "",
    mapped: Annotated[list[str] | None, typer.Option("--map", help="HEADING=FIELD, e.g. 客户手机=手机号.")] = None,
    verdicts: Annotated[Path | None, typer.Option(help="Write every row with its verdict here, as CSV.")] = None,
    ask: Annotated[bool, typer.Option(help="Show the preview in chat and wait for a tap.")] = False,
    later: Annotated[bool, typer.Option(help="Put the file into the watched folder instead.")] = False,
) -> None:
    """Import leads from a table; Ctrl-C takes all of it back.

    Exit code 1: refused, 2: unusable file or column.
    """
    from app.imports.command import run_import
    from config.settings import Settings

    raise typer.Exit(run_import(Settings(), file, preview, channel, mapped or [], verdicts, ask, later))


def import_undo(import_id: Annotated[str, typer.Argument(help="Id of the import; `last` for the newest.")]) -> None:
    """Take a whole import back.

    What people have worked on since stays and is counted as 保留.
    """
    from app.imports.command import run_undo
    from config.settings import Settings

    raise typer.Exit(asyncio.run(run_undo(Settings(), import_id)))


def import_verdicts(
    import_id: Annotated[str, typer.Argument(help="Id of the import; `last` for the newest.")],
    out: Annotated[Path | None, typer.Option(help="Write the CSV here instead of standard output.")] = None,
) -> None:
    """Write what became of each row of an import, as CSV.

    No cell runs a formula.
    """
    from app.imports.command import run_verdicts
    from config.settings import Settings

    raise typer.Exit(asyncio.run(run_verdicts(Settings(), import_id, out)))


def contracts(
    file: Annotated[Path, typer.Argument(help="JSON Lines, one contract a line; `-` for standard input.")],
) -> None:
    """Send contracts to the running service.

    Exit code 1 when it refuses them.
    """
    from app.doors.contracts import send_contracts
    from config.settings import Settings

    raise typer.Exit(asyncio.run(send_contracts(Settings(), file)))


def renewal_rule(
    field: Annotated[str, typer.Option(help="Field of a contract that holds its end; only a Date can.")] = "end_date",
    days: Annotated[int, typer.Option(help="How many days before the end the task is dated.")] = 30,
    at: Annotated[str, typer.Option(help="Time of day of the card, in Shanghai.")] = "09:00",
    kind: Annotated[str, typer.Option("--type", help="Type of the field as the source declares it.")] = "date",
) -> None:
    """Set when renewals are due; everything is planned anew.

    Exit code 1 when the running service refuses it: a Text or DateTime field is refused here, not when it fires.
    """
    from app.doors.contracts import send_rule
    from config.settings import Settings

    rule = {"field": field, "days_before": days, "at": at, "type": kind}
    raise typer.Exit(asyncio.run(send_rule(Settings(), rule)))


def names(
    file: Annotated[Path, typer.Argument(help="CSV (GBK or UTF-8) or Excel table of standard names and aliases.")],
) -> None:
    """Send standard names of companies and their aliases.

    For a 上市公司简称对照表 or a 品牌译名库. Exit code 1: refused, 2: unusable file or columns.
    """
    from app.doors.names import send_names
    from config.settings import Settings

    raise typer.Exit(asyncio.run(send_names(Settings(), file)))


def master_link(
    file: Annotated[Path, typer.Argument(help="Table with 手机号, 身份证号 and a column of ids for each system.")],
    mapped: Annotated[list[str] | None, typer.Option("--map", help="HEADING=SYSTEM, e.g. 金蝶编码=kingdee.")] = None,
) -> None:
    """Join records of several systems that are one person.

    Id-card numbers are sealed, never stored.
    """
    from app.doors.master_link import run_link
    from config.settings import Settings

    raise typer.Exit(run_link(Settings(), file, mapped or []))
