"""Trying rules and whole days out, with nothing at stake."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer


def play(
    file: Annotated[str, typer.Argument(help="Script, one JSON object a line; `-` for standard input.")],
    database: Annotated[str, typer.Option(help="PostgreSQL or SQLite URL; default: a temporary SQLite file.")] = "",
    keep: Annotated[Path | None, typer.Option(help="Keep the installation in this folder.")] = None,
    pack: Annotated[str | None, typer.Option(help="Solution pack to install first.")] = None,
    settings: Annotated[list[str] | None, typer.Option("--set", help="KEY=VALUE overrides a setting.")] = None,
    pretty: Annotated[bool, typer.Option(help="Indented answers for people.")] = False,
) -> None:
    """Run a scripted working day.

    Exit code 0: all held, 1: a step failed, 2: bad script.
    """
    from app.play.command import run_play

    raise typer.Exit(asyncio.run(run_play(file, database, keep, pack, settings or [], pretty)))


def simulate(
    rule: Annotated[str, typer.Option(help="The rule to try out: renewal.")] = "renewal",
    triggers: Annotated[int, typer.Option(help="How many triggers to simulate.", min=1, max=10_000)] = 1000,
    days: Annotated[int | None, typer.Option(help="Replay so many days instead (time doctor).", min=1)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for programs.")] = False,
) -> None:
    """Try a rule on made-up or past triggers; nothing is sent.

    With --days: every difference between what should and what would fire.
    """
    from app.simulate.command import run_simulate
    from config.settings import Settings

    raise typer.Exit(asyncio.run(run_simulate(Settings(), rule, triggers, days, as_json)))
