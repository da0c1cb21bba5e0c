"""The whole service, built and joined from settings: database, engine, platforms, handlers, pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import aiohttp
from sqlalchemy.ext.asyncio import AsyncSession

from app.clock import SystemClock
from app.doors.channel_probe import ChannelProbe
from app.doors.channels import open_channels
from app.doors.intake import KIND as INTAKE
from app.doors.intake import StoredIntake
from app.doors.systems import JoinedSystems
from app.imports.stored import StoredImports
from app.keys import secret_key
from app.platforms import join_platforms
from app.surroundings import surroundings_of
from bot.hearing import Hearing
from bot.inbox import GroupCommitInbox
from bot.messenger import OutboxMessenger
from bot.outbox import Outbox
from bot.surface import Target
from bot.worker import InboxWorker
from cards.card import Card
from cards.token import BadToken, ButtonToken, open_token
from config.settings import Settings
from handlers import texts
from handlers.context import Work
from handlers.conversation import address_of, handle_event
from handlers.imports.chat import KIND as IMPORT
from handlers.inbound import CardAction, CustomerEvent, InboundEvent
from handlers.ports import Clock
from handlers.queue.channel_silence import PROBE
from handlers.systems.master import WRITE as SYSTEM_WRITE
from nlp.speech.pool import SpeechPool
from scheduler.dbos_engine import DbosEngine
from scheduler.manual import ManualClock
from storage.database import Database
from storage.mapping import map_records
from storage.messages import card_places
from storage.messages.deliveries import mark_tapped
from storage.migrate import upgrade
from storage.records import SessionRecords
from storage.shared.gate import RateGate
from storage.shared.tokens import StoredTokens


class Installation:
    """One running service. Use as `async with Installation(settings) as service`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.secret = secret_key(settings)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Installation:
        """Build everything; nothing is listening or ticking yet."""
        settings = self.settings
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        map_records()
        self.database = Database(settings.database, settings.database_schema or None)
        self._stack.push_async_callback(self.database.close)
        await upgrade(self.database)
        self.clock = await self._clock()
        self.database.now = self.clock.now
        self.engine = DbosEngine(
            self.database,
            self.clock,
            slot=settings.slot,
            poll_seconds=settings.engine_poll_seconds,
            listen=settings.role != "web",
            real_time=settings.clock == "system",
        )
        self.inbox = GroupCommitInbox(self.database, self.engine, self.clock)
        self.http = await self._stack.enter_async_context(aiohttp.ClientSession())
        self.platforms = join_platforms(
            settings, self.clock, StoredTokens(self.database, self.secret), self.http, self.inbox
        )
        self.gate = RateGate(self.database, paced=settings.clock == "system")
        self.outbox = Outbox(
            self.database, self.engine, self.clock, self.gate,
            {**self.platforms.surfaces, **self.platforms.one_way}, self.secret,
            finish=self.engine.finish, ending=self.engine.ending, instead=_instead,
        )  # fmt: skip
        self.speech = SpeechPool(
            settings.speech.model_dir,
            settings.speech.hub_model,
            settings.data_dir,
            settings.speech.workers,
            settings.speech.threads,
            settings.speech.max_seconds,
            idle_seconds=settings.speech.idle_seconds,
        )
        self._stack.push_async_callback(self.speech.close)
        self.channels = open_channels(settings)
        self.around = surroundings_of(settings, self.secret, self.platforms, self.channels)
        hearing = Hearing(self.platforms.surfaces, self.database, self.speech, self.clock)
        worker = InboxWorker(
            self.database, self.engine, self.clock, self.platforms.surfaces,
            handle=self.handle, prepare=hearing.prepare, apologise=self.apologise,
        )  # fmt: skip
        self.engine.register("inbox", worker.run)
        self.engine.register("deliver", self.outbox.deliver)
        self.intake = StoredIntake(self)
        self.engine.register(INTAKE, self.intake.judge)
        self.engine.register(PROBE, ChannelProbe(self).run)
        self.imports = StoredImports(self)
        self.engine.register(IMPORT, self.imports.run)
        self.systems = JoinedSystems(self)
        self.engine.register(SYSTEM_WRITE, self.systems.write)
        return self

    async def __aexit__(self, *failure: Any) -> None:
        """Close everything, last opened first."""
        await self._stack.aclose()

    def work(self, session: AsyncSession, cause: str) -> Work:
        """Return the work of one cause (an event's or job's key) within a session."""
        messenger = OutboxMessenger(self.outbox, session, cause)
        return Work(self.clock.now(), SessionRecords(session), messenger, self.around)

    async def handle(self, session: AsyncSession, event: InboundEvent) -> None:
        """Handle one event in the worker's transaction."""
        if isinstance(event, CardAction):
            await self._pressed(session, event)
        await handle_event(self.work(session, _cause(event)), event, self.open_button)

    async def _pressed(self, session: AsyncSession, event: CardAction) -> None:
        """Keep the fresh handle that came with a press, and that this card was pressed there."""
        try:
            card_id = self.open_button(event.token).card
        except BadToken:
            return
        now, chat = self.clock.now(), event.actor.id
        await card_places.offered(session, card_id, event.actor.platform, chat, event.handle, now)
        await mark_tapped(session, card_id, event.actor.platform, chat, now)

    async def apologise(self, session: AsyncSession, event: InboundEvent, error_id: str) -> None:
        """Tell the person that their message did not get through, with the error's id."""
        if isinstance(event, CustomerEvent) or event.actor is None or event.conversation is None:
            return
        here = address_of(event.conversation, event.actor)
        target = Target(here.platform, here.kind, here.id, here.thread)
        await self.outbox.put_text(session, f"{_cause(event)}:sorry", target, texts.failed(error_id), here.person)

    def open_button(self, text: str) -> ButtonToken:
        """Return what a button says. Raises the errors of `cards.token`."""
        return open_token(text, self.clock.now(), self.secret)

    def job(self, act: Callable[[Work], Awaitable[None]]) -> Callable[[AsyncSession, str], Awaitable[None]]:
        """Return a job that does `act` in the given session under the given cause."""

        async def run(session: AsyncSession, cause: str) -> None:
            await act(self.work(session, cause))

        return run

    async def _clock(self) -> Clock:
        if self.settings.clock == "system":
            return SystemClock()
        start = self.settings.clock_start
        clock = ManualClock(self.database, datetime.fromisoformat(start) if start else datetime.now(UTC))
        await clock.open()
        return clock


def _cause(event: InboundEvent) -> str:
    platform = event.platform if isinstance(event, CustomerEvent) else event.actor.platform if event.actor else "?"
    return f"{platform}:{event.key}"


def _instead(card: Card) -> str:
    """Say the new state of a card that cannot be changed in place any more."""
    shown: Sequence[str] = [f"{field.label}：{field.value}" for field in card.fields[:4]]
    return "\n".join(filter(None, [f"【{card.title}】{card.status}", *shown, card.link if not card.done else ""]))
