"""Buttons pressed on a page: what the bot would say comes back to the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handlers.context import Talk
from handlers.conversation import press
from handlers.inbound import Actor, CardAction, Conversation
from handlers.ports import Address

if TYPE_CHECKING:
    from app.installation import Installation


TENANT = "page"


class PageButtons:
    """Fits `web.ports.Press`."""

    def __init__(self, service: Installation) -> None:
        self._service = service
        self._database = service.database

    async def press(self, person: str, token: str, values: Mapping[str, tuple[str, ...]]) -> str:
        """Press a card's button on its page; what the bot would say comes back as text."""
        now = self._service.clock.now()
        async with self._database.begin() as session:
            work = self._service.work(session, f"press:{person}:{token[-16:]}")
            user = await work.records.people.get(person)
            if user is None or not user.active:
                return ""
            said = Heard(work.out)
            here = Address("page", "user", person, person)
            talk = Talk(now, work.records, said, work.around, person=user, here=here)
            where = Conversation("wecom", TENANT, person, "dm")
            event = CardAction(f"page:{token[-16:]}", token, Actor("wecom", TENANT, person), where, now, values)
            await press(talk, event, self._service.open_button)
        return "\n".join(said.sentences)


class Heard:
    """A messenger that keeps what is said to the page and passes the rest on."""

    def __init__(self, out: Any) -> None:
        self._out = out
        self.sentences: list[str] = []

    async def say(self, to: Address, text: str) -> None:
        """Keep the sentence when it is for the page."""
        if to.platform == "page":
            self.sentences.append(text)
        else:
            await self._out.say(to, text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._out, name)
