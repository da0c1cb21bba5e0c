"""Joins the intake door: channel files, secrets, the stored payloads, and the job that judges them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crm.intake.judging import external_id
from crm.merging.golden_id import GoldenIds
from crm.people import User
from crm.trail import AuditRow
from handlers.leads.intake import take_payload
from handlers.leads.intake_days import close_days
from storage.audit.log import note
from storage.intake.payloads import IntakeTable

if TYPE_CHECKING:
    from app.installation import Installation

KIND = "intake"


class StoredIntake:
    """Fits `web.api.intake.IntakeStore`, and does the jobs."""

    def __init__(self, service: Installation) -> None:
        self._service = service
        self.channels = service.channels
        self._golden = GoldenIds(service.secret)

    def secret(self, channel: str) -> bytes:
        """Return a channel's secret, `*` standing for those that have none of their own; empty: the channel is off."""
        secrets = self._service.settings.channels
        found = secrets.get(channel) or secrets.get(self.channels.name(channel)) or secrets.get("*")
        return found.get_secret_value().encode() if found is not None else b""

    async def accept(self, channel: str, body: bytes) -> tuple[str, bool]:
        """Store the body and order its judging in one commit; id-card numbers in it are sealed first (F67)."""
        body = _sealed(body, self._golden)
        name = self.channels.name(channel)
        known = self.channels.get(name)
        try:
            external = external_id(json.loads(body), known, self.channels.common)
        except (ValueError, RecursionError):
            external = ""
        service = self._service
        async with service.database.begin() as session:
            now = service.clock.now()
            row_id, new = await IntakeTable(session).accept(service.around.new_id(), name, external, body, now)
            if new:
                await service.engine.enqueue(session, KIND, f"{KIND}:{row_id}", (row_id,), partition=f"{KIND}:{name}")
        return row_id, new

    async def said_sent(self, channel: str, day: str, sent: int) -> None:
        """Keep what a channel says it sent."""
        async with self._service.database.begin() as session:
            name = self.channels.name(channel)
            await IntakeTable(session).said_sent(name, day, sent, self._service.clock.now())

    async def refused(self, channel: str) -> None:
        """Leave a trace of a wrong signature."""
        async with self._service.database.begin() as session:
            row = AuditRow(self._service.clock.now(), "unknown", "intake.refused", f"channel:{channel}", "intake")
            note(session.sync_session, row)

    async def map_keys(self, person: User, channel: str, targets: Mapping[str, str]) -> dict[str, Any]:
        """Map keys of a channel to fields and judge again what waits; return how many that are."""
        service, name = self._service, self.channels.name(channel)
        async with service.database.begin() as session:
            table, now = IntakeTable(session), service.clock.now()
            await table.map_keys(name, targets, now)
            waiting = await table.to_replay(name)
            for row_id, attempts in waiting:
                key = f"{KIND}:{row_id}:{attempts}:{now.timestamp():.0f}"
                await service.engine.enqueue(session, KIND, key, (row_id,), partition=f"{KIND}:{name}")
            note(session.sync_session, AuditRow(now, person.id, "intake.map", f"channel:{name}", "api"))
        return {"channel": name, "mapped": dict(targets), "replayed": len(waiting)}

    async def coverage(self) -> dict[str, Any]:
        """Return which channels have a mapping, and which were set up or have sent something without one (F20)."""
        async with self._service.database.read() as session:
            seen = await IntakeTable(session).channels()
        set_up = {self.channels.name(name) for name in self._service.settings.channels if name != "*"}
        mapped = sorted(self.channels.known)
        return {"mapped": mapped, "count": len(mapped), "without_mapping": sorted({*seen, *set_up} - {*mapped})}

    async def judge(self, row_id: str) -> None:
        """The job: judge one stored payload and make its lead."""
        async with self._service.engine.transaction() as session:
            work = self._service.work(session, f"{KIND}:{row_id}")
            row = await work.records.intake.get(row_id)
            if row is not None:
                # A replay tells about itself anew: the outbox knows a message by its cause.
                work = self._service.work(session, f"{KIND}:{row_id}:{row.attempts}")
                added = await work.records.intake.mapped_keys(row.channel)
                await take_payload(work, row_id, self.channels.get(row.channel, added), self.channels.common)

    async def close_days(self) -> None:
        """The daily comparison of what was sent and what was received."""
        async with self._service.engine.transaction() as session:
            work = self._service.work(session, f"intake-days:{self._service.clock.now().date().isoformat()}")
            await close_days(work, {name: channel.title for name, channel in self.channels.known.items()})


def _sealed(body: bytes, golden: GoldenIds) -> bytes:
    """Return the body without id-card numbers, else as it came; what is no text is kept byte by byte."""
    try:
        return golden.seal(body.decode()).encode()
    except UnicodeDecodeError:
        return body
