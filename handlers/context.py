"""One piece of work in hand: who, when, where to answer, and the records it may touch, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cards.card import Card
from cards.wire import from_json, to_json
from crm.people import Role, User
from crm.ports.records import Records
from crm.trail import AuditRow, Question
from handlers.inbound import CardAction
from handlers.ports import Address, Messenger
from handlers.surroundings import Surroundings

SHANGHAI = ZoneInfo("Asia/Shanghai")
QUESTION_LIFE = timedelta(minutes=30)


@dataclass
class Work:
    """What a handler or a timed job gets. Nothing here commits; the edge of the worker does, once."""

    now: datetime
    records: Records
    out: Messenger
    around: Surroundings

    def clock(self, moment: datetime | None = None) -> str:
        """Return the time of day people read, `14:05`."""
        return (moment or self.now).astimezone(SHANGHAI).strftime("%H:%M")

    def day_and_clock(self, moment: datetime) -> str:
        """Return a moment as people read it, `2026-11-20 14:05`."""
        return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")

    def page(self, path: str) -> str:
        """Return the full address of one of our pages."""
        return f"{self.around.base_url}{path}"

    async def addresses(self, user: User, platforms: Sequence[str]) -> list[Address]:
        """Return where this person can be reached, in the order asked; platforms without an account are left out."""
        found = []
        for platform in platforms:
            external = await self.records.people.external_id(platform, user.id)
            if external is not None:
                found.append(Address(platform, "user", external, user.id))
        return found

    async def tell(self, user: User, text: str) -> None:
        """Send a sentence to where this person was last seen."""
        address = await self.home_of(user)
        if address is not None:
            await self.out.say(address, text)

    async def tell_role(self, role: Role, text: str) -> None:
        """Send a sentence to everybody of a role who is there."""
        for user in await self.records.people.with_role(role.value):
            if user.active:
                await self.tell(user, text)

    async def home_of(self, user: User, first: str = "") -> Address | None:
        """Return one place of this person: the platform wanted first if it is one, else where last seen."""
        wanted = dict.fromkeys((first, user.home, *self.around.platforms))
        for platform in wanted:
            found = await self.addresses(user, [platform]) if platform in self.around.platforms else []
            if found:
                return found[0]
        return None

    async def mail(self, user: User, subject: str, text: str) -> bool:
        """Write a mail to this person. False: no mail server is set, or the person has no address."""
        if "mail" not in self.around.one_way or not user.email:
            return False
        await self.out.write(Address("mail", "user", user.email, user.id), subject, text)
        return True

    async def push(self, user: User, card: Card, first: str = "") -> None:
        """Send a card to one place of this person: the platform wanted first if it is one, else where last seen."""
        address = await self.home_of(user, first)
        if address is not None:
            await self.out.show(address, card)

    async def keep(
        self,
        card: Card,
        subject: str,
        see: Sequence[str],
        press: Sequence[str] | None = None,
        watch: Card | None = None,
    ) -> None:
        """Store the card's present state, who may see and press it (None: whoever sees it), and the others' view."""
        await self.records.cards.put(
            to_json(card), subject, see, press, self.now, None if watch is None else to_json(watch)
        )

    async def card(self, card_id: str) -> Card | None:
        """Return the card as it stands now."""
        shelved = await self.records.cards.get(card_id)
        return None if shelved is None else from_json(shelved.body)

    async def audit(
        self, actor: str, action: str, subject: str, surface: str, before: str = "", after: str = ""
    ) -> None:
        """Write the audit row of an act."""
        await self.records.trail.audit(AuditRow(self.now, actor, action, subject, surface, before, after))


@dataclass
class Talk(Work):
    """Work that answers a person. `here` is where they spoke or tapped."""

    person: User = field(kw_only=True)
    here: Address = field(kw_only=True)

    async def reply(self, text: str) -> None:
        """Answer in one or two sentences."""
        await self.out.say(self.here, text)

    async def show(self, card: Card, subject: str, see: Sequence[str] | None = None) -> None:
        """Store a card and send it here; by default only this person may see and press it."""
        await self.keep(card, subject, see or [self.person.id])
        await self.out.show(self.here, card)

    async def ask(self, about: str, subject: str, text: str) -> None:
        """Ask one thing; the next words of this person here are taken as its answer for half an hour."""
        await self.wait_for(about, subject)
        await self.reply(text)

    async def wait_for(self, about: str, subject: str) -> None:
        """Take the next words of this person here as an answer, when the question stands on a card."""
        question = Question(self.person.id, self.here.platform, about, subject, self.now + QUESTION_LIFE)
        await self.records.trail.ask(question)


@dataclass
class Tap(Talk):
    """A pressed button: the act, the card it was pressed on, and what was chosen or typed."""

    action: str = field(kw_only=True)
    tapped: Card = field(kw_only=True)
    subject: str = field(kw_only=True)
    values: Mapping[str, tuple[str, ...]] = field(kw_only=True)
    event: CardAction | None = field(default=None, kw_only=True)

    def value(self, key: str) -> str:
        """Return the one value of a choice or input, or an empty string."""
        return next(iter(self.values.get(key, ())), "").strip()


def surface_of(work: Work) -> str:
    """Return through what this work came: the platform of a person, else the timer."""
    return work.here.platform if isinstance(work, Talk) else "timer"
