"""Joins the contract door to the handlers, and sends files of contracts to a running service."""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp

from app.keys import admin_token
from config.settings import Settings
from crm.people import User
from handlers.contracts.save import save_rows, set_rule

if TYPE_CHECKING:
    from app.installation import Installation

BAD_INPUT = 2


class StoredContracts:
    """Fits `web.api.contracts.ContractStore`."""

    def __init__(self, service: Installation) -> None:
        self._service = service

    async def save(self, person: User, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Store all rows in one transaction and return what was planned and what has no end."""
        async with self._service.database.begin() as session:
            saved, run = await save_rows(self._service.work(session, f"contracts:{secrets.token_hex(8)}"), person, rows)
            return {
                "items": [
                    {"id": c.id, "number": c.number, "renewal_on": c.renewal_on.isoformat() if c.renewal_on else None}
                    for c in saved
                ],
                "planned": len(run.done),
                "failed": [{"number": c.number, "error": why} for c, why in zip(run.failed, run.reasons, strict=True)],
            }

    async def set_rule(self, person: User, body: Mapping[str, Any]) -> None:
        """Keep the renewal rule."""
        async with self._service.database.begin() as session:
            await set_rule(self._service.work(session, f"rule:{secrets.token_hex(8)}"), person, body)


async def send_rule(settings: Settings, rule: Mapping[str, Any]) -> int:
    """Set the renewal rule with the operator's token and print the answer; 0 set, 1 refused."""
    return await _send(settings, "PUT", "/api/rules/renewal", rule)


async def send_contracts(settings: Settings, file: Path) -> int:
    """Send a file's contracts with the operator's token and print the answer; 0 stored, 1 refused, 2 no such input."""
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (OSError, ValueError) as wrong:
        sys.stderr.write(f"{file}: {wrong}\n")
        return BAD_INPUT
    return await _send(settings, "POST", "/api/contracts", {"items": rows})


async def _send(settings: Settings, method: str, path: str, told: Mapping[str, Any]) -> int:
    headers = {"Authorization": f"Bearer {admin_token(settings)}"}
    url = f"http://{settings.host}:{settings.port}{path}"
    try:
        async with (
            aiohttp.ClientSession(headers=headers) as http,
            http.request(method, url, json=told) as answer,
        ):
            body = await answer.json()
            status = answer.status
    except aiohttp.ClientError as broken:
        sys.stderr.write(f"the service does not answer at {url}: {broken}\n")
        return 1
    out = json.dumps(body, ensure_ascii=False)
    (sys.stdout if status == 200 else sys.stderr).write(out + "\n")
    return 0 if status == 200 else 1
