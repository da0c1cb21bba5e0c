"""A small service to be killed: takes events in, answers each by one delivery to a platform over HTTP.

Arguments: database URL, schema, platform URL, first and last event number. Prints the number of each event that was
acknowledged, and `rest` when everything was done.
"""

from __future__ import annotations

import asyncio
import sys

import aiohttp
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import Unknown
from bot.inbox import GroupCommitInbox
from bot.outbox import Outbox
from bot.surface import Parcel, Part, Receipt, Target
from bot.worker import InboxWorker
from handlers.inbound import InboundEvent, InboundMessage
from scheduler.dbos_engine import DbosEngine
from storage.database import Database
from storage.shared.gate import RateGate
from tests.bot.fake_surface import FakeSurface
from tests.bot.test_inbox import raw
from tests.clocks import RealClock


class HttpSurface(FakeSurface):
    """Sends to the test's platform server and can ask it what arrived."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        super().__init__()
        self._url = url
        self._http = http

    async def post(self, parcel: Parcel, part: Part, index: int) -> Receipt:
        try:
            async with self._http.post(self._url, json={"key": parcel.key}) as response:
                return Receipt((await response.json())["id"])
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unknown("cut") from error

    async def find_sent(self, parcel: Parcel, part: Part, index: int) -> Receipt | None:
        async with self._http.get(self._url, params={"key": parcel.key}) as response:
            found = (await response.json())["id"]
        return Receipt(found) if found else None


async def main(url: str, schema: str, platform: str, first: int, last: int) -> None:
    database, clock = Database(url, schema or None), RealClock()
    engine = DbosEngine(database, clock, slot="only", poll_seconds=0.05)
    async with aiohttp.ClientSession() as http:
        surface = HttpSurface(platform, http)
        outbox = Outbox(
            database,
            engine,
            clock,
            RateGate(database),
            {"slack": surface},
            b"s" * 32,
            finish=engine.finish,
            ending=engine.ending,
            instead=lambda card: "",
        )

        async def same(event: InboundEvent) -> InboundEvent:
            return event

        async def handle(session: AsyncSession, event: InboundEvent) -> None:
            assert isinstance(event, InboundMessage)
            chat = Target("slack", "user", event.conversation.id)
            assert await outbox.put_text(session, f"answer:{event.key}", chat, event.text, None)

        async def apologise(session: AsyncSession, event: InboundEvent, error_id: str) -> None:
            raise AssertionError(error_id)

        worker = InboxWorker(
            database, engine, clock, {"slack": surface}, handle=handle, prepare=same, apologise=apologise
        )
        engine.register("inbox", worker.run)
        engine.register("deliver", outbox.deliver)
        inbox = GroupCommitInbox(database, engine, clock)
        await engine.start()
        for number in range(first, last):
            room = f"R{number % 7}"
            await inbox.accept("slack", f"e{number}", room, raw(f"e{number}", f"text {number}", room))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            await asyncio.sleep(0.01)
        while not await engine.idle():
            await engine.job_ended(0.1)
        await inbox.close()
        await engine.stop()
    await database.close()


asyncio.run(main(*sys.argv[1:4], int(sys.argv[4]), int(sys.argv[5])))  # type: ignore[call-arg]
