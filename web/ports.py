"""What the pages need from outside, by shape. `app` joins the real ones.

`person` is always our own id of a logged-in person. Every method checks that person's rights itself and answers
None for what does not exist and for what is not theirs, so that the two cannot be told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from cards.card import Card, Choice, Field, Input


class Unavailable(Exception):
    """The platform behind a page cannot be reached now. The person is asked to try again."""


@dataclass(frozen=True, slots=True)
class ExternalCustomer:
    """A customer of a chat as the platform itself tells it, never as a page tells it."""

    id: str
    name: str
    avatar: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class RegisterResult:
    """The sentence to show, and the lead as the JSON API shows it; None when the phone cannot be used.

    `card` is the id of the card to decide on when the phone is already a customer's.
    """

    text: str
    lead: Mapping[str, Any] | None
    card: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """The sentence to show; `card` is the id of the card to decide on when the new phone is already a customer's."""

    text: str
    card: str = ""


@dataclass(frozen=True, slots=True)
class LeadPage:
    """A lead as one person may see it. `choices` and `inputs` can be changed; their keys come back in `edit`."""

    id: str
    name: str
    fields: tuple[Field, ...] = ()
    choices: tuple[Choice, ...] = ()
    inputs: tuple[Input, ...] = ()
    history: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class ChatPiece:
    """What the sidebar sends of a chat: words or a file's name, whose, when (ISO, empty: now), and the filter."""

    text: str
    by_customer: bool = False
    said_at: str = ""
    file: str = ""
    filtered: bool = True


class Login(Protocol):
    """Finds out who is looking."""

    def authorize_url(self, redirect_uri: str, state: str) -> str:
        """Return where to send the browser; `state` comes back to `redirect_uri` unchanged."""
        ...

    async def person_for(self, code: str) -> str | None:
        """Return the person a code stands for, or None for a bad code or an unknown person. Raises `Unavailable`."""
        ...


class CodeLogin(Protocol):
    """Lets people in who asked for a link and a code in their chat."""

    async def person_for(self, link: str, code: str) -> tuple[str | None, str]:
        """Return the person, or None and the sentence to show."""
        ...


class Contacts(Protocol):
    """The customers of our people's chats."""

    async def customer(self, person: str, external_id: str) -> ExternalCustomer | None:
        """Ask the platform anew; None unless this person is among those who have the customer. Raises `Unavailable`."""
        ...


class ChatLeads(Protocol):
    """The lead of a customer's chat, with this person's rights."""

    async def known_from_chat(self, person: str, customer: ExternalCustomer) -> Mapping[str, Any] | None:
        """Return this person's lead of that chat as the JSON API shows it."""
        ...

    async def register_from_chat(self, person: str, customer: ExternalCustomer, phone: str) -> RegisterResult:
        """Make or complete the lead of that chat."""
        ...

    async def clip_from_chat(self, person: str, customer: ExternalCustomer, piece: ChatPiece) -> Mapping[str, Any]:
        """Store a piece of the chat; `ok`, `text` and, when stored, `clip` come back."""
        ...

    async def call_from_chat(self, person: str, customer: ExternalCustomer, text: str) -> str:
        """Send the card after a call and return the sentence to show."""
        ...


class Leads(Protocol):
    """Leads, with this person's rights."""

    async def page(self, person: str, lead_id: str) -> LeadPage | None:
        """Return what the lead's page shows."""
        ...

    async def edit(self, person: str, lead_id: str, changes: Mapping[str, str]) -> Edited:
        """Change what differs; a value that is refused is told."""
        ...


class Desk(Protocol):
    """What stands on the start page."""

    async def links(self, person: str) -> Sequence[tuple[str, str]]:
        """Return title and address of the pages this person may open."""
        ...


class Cards(Protocol):
    """Cards as they stand now."""

    async def page(self, person: str, card_id: str) -> Card | None:
        """Return the card."""
        ...


class Press(Protocol):
    """What happens when a button of a page is pressed."""

    async def press(self, person: str, token: str, values: Mapping[str, tuple[str, ...]]) -> str:
        """Do what the sealed token says and return the sentence to show, also for a bad or old token."""
        ...


class ScriptSignatures(Protocol):
    """Lets our sidebar ask the WeCom client which customer's chat it stands beside."""

    async def page_config(self, url: str) -> Mapping[str, Any]:
        """Return `corpId`, `agentId` and, under `config` and `agentConfig`, timestamp, nonceStr and signature."""
        ...
