"""Other systems joined: connectors from settings, what they push to us, the night's reading, and writes to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from bot.errors import AuthExpired, RateLimited, Rejected, RemoteError, Unknown
from bot.http_client import HttpClient
from bot.systems.folder import FolderSystem
from bot.systems.reading import Names, read_row
from bot.systems.rest import RestSystem
from config.platforms import SystemSettings
from crm.merging.golden_id import GoldenIds
from crm.merging.master import CRM, Held
from crm.phone import phone_key
from handlers.systems.master import compare_night
from handlers.systems.port import System, SystemRow
from handlers.systems.second_contact import ask_to_call
from storage.intake.systems import SystemTable, crm_held

if TYPE_CHECKING:
    from app.installation import Installation

WRITTEN, REFUSED = "已同步", "对方拒绝"
log = structlog.get_logger(__name__)


class JoinedSystems:
    """Fits `web.api.systems.SystemStore`, and does the jobs."""

    def __init__(self, service: Installation) -> None:
        self._service = service
        self._golden = GoldenIds(service.secret)
        self._settings = {one.name: one for one in service.settings.systems}
        http = HttpClient(service.http)
        self.connectors = {one.name: found for one in self._settings.values() if (found := _connector(one, http))}

    def secret(self, system: str) -> bytes:
        """Return the secret of a system that pushes to us; empty: it is closed."""
        secrets = self._service.settings.channels
        found = secrets.get(f"system:{system}") or secrets.get("*")
        return found.get_secret_value().encode() if found is not None else b""

    async def accept(self, system: str, items: Sequence[Any]) -> dict[str, int]:
        """Store what a system says of its customers; return how many were kept and how many could not be read."""
        names = Names(self._settings[system].names if system in self._settings else {})
        rows = [row for item in items if (row := read_row(item, names)) is not None]
        async with self._service.database.begin() as session:
            await self._keep(SystemTable(session), system, rows)
        return {"kept": len(rows), "unreadable": len(items) - len(rows)}

    async def call(self, phone: str, person: str) -> tuple[str, bool]:
        """Return why a telephone system may not let this person call this customer, and whether the person is ours."""
        async with self._service.database.begin() as session:
            work = self._service.work(session, f"call:{self._service.around.new_id()}")
            user = await work.records.people.get(person)
            if user is None or not user.active:
                return "", False
            return await ask_to_call(work, user, phone, "这位客户", "call"), True

    async def link(self, rows: Sequence[Mapping[str, str]]) -> int:
        """Join records of several systems by a list: each row one person's phone, id-card number, and ids by system."""
        linked = 0
        async with self._service.database.begin() as session:
            table, now = SystemTable(session), self._service.clock.now()
            for row in rows:
                golden = self._golden.of(row.get("phone", ""), row.get("id_number", ""))
                if golden is None:
                    continue
                ids = {key: value for key, value in row.items() if key not in ("phone", "id_number") and value}
                own = [(CRM, lead) for lead in await table.leads_of_phone(phone_key(row["phone"]))]
                for system, external in [*ids.items(), *own]:
                    held = Held(system, external[:128], golden.id, "", row["phone"][:32], now)
                    await table.keep(held, golden, now, linked=True)
                    linked += 1
        return linked

    async def nightly(self) -> None:
        """02:00: read every system, then compare (F68). A system that cannot be read does not stop the others."""
        errors = {}
        for name, connector in sorted(self.connectors.items()):
            error = await self._read(connector)
            if error:
                errors[name] = error
        await self._read_crm()
        async with self._service.engine.transaction() as session:
            work = self._service.work(session, f"master:{self._service.clock.now().date().isoformat()}")
            writable = {name for name, connector in self.connectors.items() if connector.writes}
            await compare_night(work, writable, errors)

    async def write(
        self, day: str, golden_id: str, field: str, system: str, external_id: str, value: str
    ) -> timedelta | None:
        """The job: set one field there; what nobody knows to have arrived is looked up before it is sent again."""
        connector, state = self.connectors.get(system), WRITTEN
        if connector is None or not connector.writes:
            return None
        try:
            key = f"{day}:{system}:{external_id}:{field}"
            if not await connector.holds(external_id, field, value):
                await connector.write(external_id, field, value, key)
        except (Rejected, AuthExpired) as refusal:
            log.warning("system refused", system=system, code=refusal.code)
            state = REFUSED
        except RateLimited as limit:
            return timedelta(seconds=limit.retry_after)
        except RemoteError as failure:
            log.warning("system write in doubt", system=system, code=failure.code, unknown=isinstance(failure, Unknown))
            raise
        async with self._service.engine.transaction() as session:
            await SystemTable(session).settle_loser(day, golden_id, field, system, state)
        return None

    async def _read(self, connector: System) -> str:
        service, name = self._service, connector.name
        async with service.database.read() as session:
            cursor = await SystemTable(session).cursor(name)
        rows = bad = 0
        try:
            async for page in connector.pages(cursor):
                rows, bad, cursor = rows + len(page.rows), bad + page.unreadable, dict(page.cursor)
                async with service.database.begin() as session:
                    table = SystemTable(session)
                    await self._keep(table, name, page.rows)
                    await table.read_to(name, cursor, rows, bad, "", service.clock.now())
        except RemoteError as failure:
            log.warning("system not read", system=name, code=failure.code)
            async with service.database.begin() as session:
                await SystemTable(session).read_to(name, cursor, rows, bad, failure.code, service.clock.now())
            return failure.code
        return ""

    async def _read_crm(self) -> None:
        """Our own leads changed since the last night stand beside the others' records."""
        service, after = self._service, ""
        async with service.database.read() as session:
            since = (await SystemTable(session).cursor(CRM)).get("since", "")
        now = service.clock.now()
        while True:
            async with service.database.begin() as session:
                table = SystemTable(session)
                rows = await table.leads_after(datetime.fromisoformat(since) if since else None, after)
                for row in rows:
                    await table.keep(crm_held(row), self._golden.of(row[2]), now)
                if not rows:
                    await table.read_to(CRM, {"since": now.isoformat()}, 0, 0, "", now)
                    return
            after = rows[-1][0]

    async def _keep(self, table: SystemTable, system: str, rows: Sequence[SystemRow]) -> None:
        now = self._service.clock.now()
        for row in rows:
            held = Held(system[:32], row.external_id, "", row.name, row.phone, row.updated_at)
            await table.keep(held, self._golden.of(row.phone, row.id_number), now)


def _connector(one: SystemSettings, http: HttpClient) -> System | None:
    names = Names(one.names)
    if one.url:
        return RestSystem(one.name, one.url, one.token.get_secret_value(), one.write, names, http)
    if one.folder is not None:
        return FolderSystem(one.name, Path(one.folder), one.write, names)
    return None
