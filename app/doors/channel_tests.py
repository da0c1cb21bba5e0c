"""`genjin intake-test`, `intake-map` and `intake-coverage`: the test centre of the channels (F20)."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import aiohttp

from app.doors.channels import open_channels
from app.keys import admin_token
from config.settings import Settings
from crm.intake.channel import TARGETS
from crm.intake.judging import Verdict, judge
from storage.database import Database
from storage.intake.payloads import IntakeTable
from storage.migrate import upgrade

BAD_INPUT = 2


async def try_payloads(settings: Settings, channel: str, file: Path) -> int:
    """Print what each payload of a file (one object or a list) becomes, one JSON line each; nothing is stored."""
    try:
        body = json.loads(sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as wrong:
        sys.stderr.write(f"{file}: {wrong}\n")
        return BAD_INPUT
    channels = open_channels(settings)
    found = channels.get(channel, await _added(settings, channels.name(channel)))
    for payload in body if isinstance(body, list) else [body]:
        verdict = judge(payload, found, channels.common)
        _print({"channel": found.name, "template": found.name in channels.known, **_shown(verdict)})
    return 0


async def map_fields(settings: Settings, channel: str, pairs: Sequence[str]) -> int:
    """Send `KEY=FIELD` pairs to the running service; 0 mapped, 1 refused, 2 not pairs."""
    targets = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    if len(targets) != len(pairs) or not pairs:
        sys.stderr.write("KEY=FIELD is needed, e.g. source_channel=线索来源渠道\n")
        return BAD_INPUT
    return await _call(settings, "PUT", f"/api/channels/{channel}/fields", targets)


async def show_coverage(settings: Settings) -> int:
    """Print which channels have a mapping and which lack one."""
    return await _call(settings, "GET", "/api/channels", None)


def show_template(settings: Settings, channel: str) -> int:
    """Print a channel's ready mapping by field; 2 when there is none."""
    channels = open_channels(settings)
    found = channels.get(channel)
    if found.name not in channels.known:
        sys.stderr.write(f"{channel}: 没有模板，现有：{'、'.join(sorted(channels.known))}\n")
        return BAD_INPUT
    keys = {
        label: [key for key, target in found.fields.items() if target == field]
        for field, label in TARGETS.items()
        if field in found.fields.values()
    }
    _print({"channel": found.name, "title": found.title, "来源": found.source, "fields": keys})
    return 0


def _shown(verdict: Verdict) -> dict[str, Any]:
    return {
        "verdict": f"隔离：{verdict.reason}" if verdict.reason else "线索（待补全）" if verdict.incomplete else "线索",
        "来源": verdict.source,
        "fields": {TARGETS[key]: value for key, value in verdict.values.items()},
        "from": {TARGETS[key]: path for key, path in verdict.used.items()},
        "unknown": list(verdict.unknown),
    }


async def _added(settings: Settings, channel: str) -> dict[str, str]:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database, settings.database_schema or None)
    try:
        await upgrade(database)
        async with database.read() as session:
            return await IntakeTable(session).mapped_keys(channel)
    finally:
        await database.close()


async def _call(settings: Settings, method: str, path: str, body: Any) -> int:
    headers = {"Authorization": f"Bearer {admin_token(settings)}"}
    url = f"http://{settings.host}:{settings.port}{path}"
    try:
        async with (
            aiohttp.ClientSession(headers=headers) as http,
            http.request(method, url, json=body) as answer,
        ):
            found, status = await answer.json(), answer.status
    except aiohttp.ClientError as broken:
        sys.stderr.write(f"the service does not answer at {url}: {broken}\n")
        return 1
    if status != 200:
        sys.stderr.write(json.dumps(found, ensure_ascii=False) + "\n")
        return 1
    _print(found)
    return 0


def _print(body: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(body, ensure_ascii=False) + "\n")
