"""Marketing channels: what they send, and what it is taken for."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer


def intake_test(
    channel: Annotated[str, typer.Argument(help="Channel, e.g. xiaohongshu or 小红书.")],
    file: Annotated[Path, typer.Argument(help="A payload, or a list of payloads, as JSON; `-` for standard input.")],
) -> None:
    """Show what a channel's payloads become; nothing is stored.

    One JSON line each. Exit code 2: no JSON.
    """
    from app.doors.channel_tests import try_payloads
    from config.settings import Settings

    raise typer.Exit(asyncio.run(try_payloads(Settings(), channel, file)))


def intake_map(
    channel: Annotated[str, typer.Argument(help="Channel, e.g. website.")],
    pairs: Annotated[list[str], typer.Argument(help="KEY=FIELD, e.g. source_channel=线索来源渠道.")],
) -> None:
    """Map keys of a channel to fields; judge quarantine again."""
    from app.doors.channel_tests import map_fields
    from config.settings import Settings

    raise typer.Exit(asyncio.run(map_fields(Settings(), channel, pairs)))


def intake_coverage() -> None:
    """Name the channels with a mapping, and those without."""
    from app.doors.channel_tests import show_coverage
    from config.settings import Settings

    raise typer.Exit(asyncio.run(show_coverage(Settings())))


def intake_template(channel: Annotated[str, typer.Argument(help="Channel, e.g. feishu or 飞书.")]) -> None:
    """List the fields of a channel's ready mapping.

    Exit code 2: there is none.
    """
    from app.doors.channel_tests import show_template
    from config.settings import Settings

    raise typer.Exit(show_template(Settings(), channel))
