"""The command around the runner: read, check, run, print."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from app.play.runner import Options, as_line, play
from app.play.script import BadScript, read_script
from app.play.server import ServerFailed

HELD, FAILED, BAD = 0, 1, 2


async def run_play(
    file: str, database: str, keep: Path | None, pack: str | None, overrides: Sequence[str], pretty: bool
) -> int:
    """Return the exit code: 0 all held, 1 a step failed, 2 bad script or options."""
    try:
        lines = sys.stdin.read().splitlines() if file == "-" else Path(file).read_text(encoding="utf-8").splitlines()
        script = read_script(lines)
        if pack is not None:
            raise BadScript(f"no such pack: {pack}")
        pairs = [override.partition("=") for override in overrides]
        wrong = [override for override in overrides if "=" not in override]
        if wrong:
            raise BadScript(f"--set needs KEY=VALUE: {wrong[0]}")
    except (BadScript, OSError, UnicodeDecodeError) as problem:
        sys.stderr.write(f"{problem}\n")
        return BAD
    held = True
    options = Options(database, keep, {key: value for key, _, value in pairs})
    try:
        async for answer in play(script, options):
            held = held and answer["ok"]
            sys.stdout.write(as_line(answer, pretty) + "\n")
            sys.stdout.flush()
    except ServerFailed as problem:
        sys.stderr.write(f"{problem}\n")
        return FAILED
    return HELD if held else FAILED
