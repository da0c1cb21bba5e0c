"""`genjin simulate`: the rule sandbox (F76) and the time doctor. Nothing that runs here stays or leaves."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from app.installation import Installation
from app.simulate.sandbox import sandbox_text, sandboxed
from app.simulate.time_doctor import replay_text, replayed
from config.settings import Settings
from handlers.contracts.renewal import RULE

RULES = (RULE,)


async def run_simulate(settings: Settings, rule: str, triggers: int, days: int | None, as_json: bool) -> int:
    """Print the report; 0 as it should be, 1 when something differs or stayed, 2 for an unknown rule."""
    if rule not in RULES:
        sys.stderr.write(f"no such rule: {rule}\n")
        return 2
    async with Installation(settings) as service:
        try:
            if days is not None:
                replay = await replayed(service, days)
                _print(asdict(replay) if as_json else replay_text(replay))
                return 1 if replay.found else 0
            box = await sandboxed(service, triggers)
            _print(asdict(box) if as_json else sandbox_text(box))
            return 1 if box.messages or box.writes else 0
        finally:
            await service.inbox.close()
            await service.engine.stop()


def _print(report: dict[str, Any] | str) -> None:
    text = report if isinstance(report, str) else json.dumps(report, ensure_ascii=False)
    sys.stdout.write(text + "\n")
