"""A card in full on its own page, the one view every platform can fall back on, and its buttons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from aiohttp import web

from cards import html
from cards.card import Card
from cards.token import LIFETIME, signer
from handlers.ports import Clock
from web import sentences
from web.edge import Refused, Values, first
from web.ports import Cards, Press
from web.security import known_id
from web.session import Session
from web.views import Views, as_json, wants_json

PREFIX = "value."


class CardPages:
    """The full view of a card and what its buttons do, on its own page and inside others."""

    def __init__(self, cards: Cards, press: Press, views: Views, clock: Clock, secret: bytes) -> None:
        self._cards = cards
        self._press = press
        self._views = views
        self._clock = clock
        self._secret = secret

    async def show(self, request: web.Request, session: Session) -> web.StreamResponse:
        """`GET /cards/{id}`."""
        return self._page(await self.card(session, request.match_info["id"]), session, "")

    async def press(self, request: web.Request, session: Session, values: Values) -> web.StreamResponse:
        """`POST /cards/{id}/press` with the button's `token` and `value.{key}`s; shows the card as it is then."""
        card = await self.card(session, request.match_info["id"])
        text = await self.pressed(session, card, values)
        if wants_json(request):
            return as_json(ok=True, text=text)
        return self._page(await self.card(session, card.id), session, text)

    async def card(self, session: Session, card_id: str) -> Card:
        """Return a card that this person may see. Raises `Refused` (404)."""
        card = await self._cards.page(session.person, known_id(card_id)) if known_id(card_id) else None
        if card is None:
            raise Refused(404, sentences.NOT_FOUND)
        return card

    async def pressed(self, session: Session, card: Card, values: Values) -> str:
        """Press the button that was sent and return what is said about it."""
        sent = {name.removeprefix(PREFIX): entry for name, entry in values.items() if name.startswith(PREFIX)}
        unchosen = {choice.key for choice in card.choices if sent.get(choice.key) == ("",)}
        chosen = {key: entry for key, entry in sent.items() if key not in unchosen}
        return await self._press.press(session.person, first(values, "token"), chosen)

    def drawn(self, card: Card, session: Session, post_to: str, hidden: Mapping[str, str] | None = None) -> str:
        """Return the card as a fragment that is safe to put on a page; its buttons post to this path."""
        until = card.expires_at or self._clock.now() + min(LIFETIME, timedelta(days=1))
        sign = signer(card.id, card.rev, until, self._secret)
        return html.render(card, sign, post_to, {**(hidden or {}), "csrf": session.csrf})

    def _page(self, card: Card, session: Session, notice: str) -> web.StreamResponse:
        drawn = self.drawn(card, session, press_path(card.id))
        return self._views.page("card.html", title=card.title, notice=notice, card=drawn)


def press_path(card_id: str) -> str:
    """Return where the buttons of a card's own page post to."""
    return f"/cards/{card_id}/press"
