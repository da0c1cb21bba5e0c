"""The cards that stand in people's chats, and the one-time codes that change them (platforms.md 1.5)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulator.message import Message
from simulator.wecom.answers import Refusal
from simulator.wecom.card_fields import CardBody, as_shown
from simulator.wecom.card_rules import check_card
from simulator.wecom.card_view import view
from simulator.wecom.corp import Corp, Cut

CODE_LIFETIME = timedelta(hours=72)


@dataclass(slots=True)
class StandingCard:
    """One card in one person's chat: what the bot sent last, and how it looks."""

    person: str
    sending: str
    body: CardBody
    message: Message
    serials: set[int] = field(default_factory=set)

    @property
    def task_id(self) -> str:
        """Return the task_id its callbacks carry."""
        return str(self.body.get("task_id", ""))


@dataclass(slots=True)
class _Code:
    sending: str
    until: datetime


class Shelf:
    """All standing cards by the sending they came with. A code belongs to a sending, not to one receiver."""

    def __init__(self, corp: Corp) -> None:
        self._corp = corp
        self._cards: dict[tuple[str, str], StandingCard] = {}
        self._by_serial: dict[int, StandingCard] = {}
        self._codes: dict[str, _Code] = {}
        self._task_ids: dict[str, str] = {}

    def check_new(self, body: CardBody) -> None:
        """Raise 40058 when this card may not be sent: bad fields, or its task_id was used before."""
        check_card(body)
        if body.get("task_id") in self._task_ids:
            raise Refusal(40058, "task_id repeated")

    def put(self, sending: str, body: CardBody, people: list[str]) -> None:
        """Stand a new card in these people's chats."""
        if body.get("task_id"):
            self._task_ids[body["task_id"]] = sending
        shown = as_shown(body, "app", self._report)
        for person in people:
            message = view(shown, self._corp.name_of, self._corp.world.now())
            message.to = person
            standing = StandingCard(person, sending, body, message)
            self._cards[sending, person] = standing
            self._place(standing, message)

    def new_code(self, sending: str) -> str:
        """Return a fresh response_code for the cards of a sending."""
        code = secrets.token_urlsafe(32)
        self._codes[code] = _Code(sending, self._corp.world.now() + CODE_LIFETIME)
        return code

    def sending_of(self, code: str) -> str:
        """Return what a code can change. Raises 42017 for unknown, used and expired codes."""
        known = self._codes.get(code)
        if known is None or known.until <= self._corp.world.now():
            raise Refusal(42017, "response_code")
        return known.sending

    def use(self, code: str) -> None:
        """Spend a code; each is good for one call."""
        del self._codes[code]

    def card(self, sending: str, person: str) -> StandingCard:
        """Return the card of one receiver."""
        return self._cards[sending, person]

    def receivers(self, sending: str) -> list[str]:
        """Return who has a card of this sending."""
        return [person for known, person in self._cards if known == sending]

    def check_replacement(self, sending: str, body: CardBody) -> None:
        """Raise 40058 when this body may not take the place of a card of the sending."""
        check_card(body)
        if self._task_ids.get(body.get("task_id", ""), sending) != sending:
            raise Refusal(40058, "task_id belongs to another card")

    def replace(self, sending: str, person: str, body: CardBody) -> None:
        """Show `body` where the person's card stood."""
        standing = self._cards[sending, person]
        standing.body = {"task_id": standing.task_id, **body} if standing.task_id else dict(body)
        if standing.task_id:
            self._task_ids[standing.task_id] = sending
        self._show(standing, "")

    def rename_buttons(self, sending: str, person: str, name: str) -> None:
        """Put `name` in the place of the buttons of an interactive card."""
        self._show(self._cards[sending, person], name)

    def find(self, message: Message, person: str) -> list[StandingCard]:
        """Return the card a message showed, then the other parts that share its card id, newest first.

        Raises `LookupError` if this person has no such card.
        """
        parts = [
            standing
            for standing in reversed(self._cards.values())
            if standing.person == person and message.card is not None and standing.message.card == message.card
        ]
        meant = self._by_serial.get(message.serial)
        if meant is not None and meant.person == person:
            parts = [meant, *(part for part in parts if part is not meant)]
        if not parts:
            raise LookupError(f"{person} 没有这张卡片：{message.title}")
        return parts

    def standing(self, serial: int) -> StandingCard | None:
        """Return the card that a recorded message belongs to."""
        return self._by_serial.get(serial)

    def _show(self, standing: StandingCard, replaced: str) -> None:
        shown = as_shown(standing.body, "app", self._report)
        message = view(shown, self._corp.name_of, self._corp.world.now(), "update", replaced)
        message.to = standing.person
        self._place(standing, message)

    def _place(self, standing: StandingCard, message: Message) -> None:
        standing.message = self._corp.world.record(message)
        standing.serials.add(message.serial)
        self._by_serial[message.serial] = standing

    def _report(self, name: str, limit: int, text: str) -> None:
        self._corp.cut.append(Cut(name, limit, text))
