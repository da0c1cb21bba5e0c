"""The pages people open from a card: the card in full, a lead, and all routes of the pages."""

from __future__ import annotations

from datetime import timedelta

from aiohttp import web

from cards import html
from cards.card import Card
from cards.token import LIFETIME, signer
from handlers.ports import Clock
from web import sentences
from web.chat_login import ChatLoginPages
from web.edge import Edge, Refused, Values, first
from web.login import CALLBACK, LoginPages
from web.ports import Cards, CodeLogin, Contacts, LeadPage, Leads, Login, Press, ScriptSignatures
from web.reviews import ReviewPage, Reviews
from web.security import ID, origin_of
from web.session import LOGIN_PATH, Session, Sessions
from web.sidebar import SidebarPages
from web.static_files import serve_static
from web.views import Views, as_json, wants_json

PREFIX = "value."
BY_CODE = "/login/chat/{link}"


class CardPages:
    """The full view of a card, the guaranteed one on every platform, and its buttons."""

    def __init__(self, cards: Cards, press: Press, views: Views, clock: Clock, secret: bytes) -> None:
        self._cards = cards
        self._press = press
        self._views = views
        self._clock = clock
        self._secret = secret

    async def show(self, request: web.Request, session: Session) -> web.StreamResponse:
        """`GET /cards/{id}`."""
        return self._page(await self._card(request, session), session, "")

    async def press(self, request: web.Request, session: Session, values: Values) -> web.StreamResponse:
        """`POST /cards/{id}/press` with the button's `token` and `value.{key}`s; shows the card as it is then."""
        card = await self._card(request, session)
        sent = {name.removeprefix(PREFIX): entry for name, entry in values.items() if name.startswith(PREFIX)}
        unchosen = {choice.key for choice in card.choices if sent.get(choice.key) == ("",)}
        chosen = {key: entry for key, entry in sent.items() if key not in unchosen}
        text = await self._press.press(session.person, first(values, "token"), chosen)
        if wants_json(request):
            return as_json(ok=True, text=text)
        return self._page(await self._card(request, session), session, text)

    async def _card(self, request: web.Request, session: Session) -> Card:
        card = await self._cards.page(session.person, _id(request))
        if card is None:
            raise Refused(404, sentences.NOT_FOUND)
        return card

    def _page(self, card: Card, session: Session, notice: str) -> web.StreamResponse:
        until = card.expires_at or self._clock.now() + min(LIFETIME, timedelta(days=1))
        sign = signer(card.id, card.rev, until, self._secret)
        drawn = html.render(card, sign, f"/cards/{card.id}/press", {"csrf": session.csrf})
        return self._views.page("card.html", title=card.title, notice=notice, card=drawn)


class LeadPages:
    """A lead and the form to change it."""

    def __init__(self, leads: Leads, views: Views) -> None:
        self._leads = leads
        self._views = views

    async def show(self, request: web.Request, session: Session) -> web.StreamResponse:
        """`GET /leads/{id}`."""
        lead = await self._lead(request, session)
        if wants_json(request):
            fields = {field.label: field.value for field in lead.fields}
            return as_json(ok=True, id=lead.id, name=lead.name, fields=fields, csrf=session.csrf)
        return self._page(lead, session, "")

    async def edit(self, request: web.Request, session: Session, values: Values) -> web.StreamResponse:
        """`POST /leads/{id}` with `value.{key}`s; a key that the page does not offer ends it."""
        lead = await self._lead(request, session)
        offered = [*(choice.key for choice in lead.choices), *(entry.key for entry in lead.inputs)]
        if any(name.startswith(PREFIX) and name.removeprefix(PREFIX) not in offered for name in values):
            raise Refused(400, sentences.UNREADABLE)
        changes = {key: first(values, PREFIX + key) for key in offered if PREFIX + key in values}
        for choice in lead.choices:
            if changes.get(choice.key) == "":
                del changes[choice.key]
        text = await self._leads.edit(session.person, lead.id, changes) if changes else sentences.NOTHING_CHANGED
        if wants_json(request):
            return as_json(ok=True, text=text)
        return self._page(await self._lead(request, session), session, text)

    async def _lead(self, request: web.Request, session: Session) -> LeadPage:
        lead = await self._leads.page(session.person, _id(request))
        if lead is None:
            raise Refused(404, sentences.NOT_FOUND)
        return lead

    def _page(self, lead: LeadPage, session: Session, notice: str) -> web.StreamResponse:
        return self._views.page("lead.html", title=lead.name, lead=lead, notice=notice, csrf=session.csrf)


def page_routes(
    *,
    login: Login | None,
    contacts: Contacts | None,
    leads: Leads,
    cards: Cards,
    press: Press,
    clock: Clock,
    secret: bytes,
    base_url: str,
    signatures: ScriptSignatures | None = None,
    reviews: Reviews | None = None,
    code_login: CodeLogin | None = None,
) -> list[web.RouteDef]:
    """Return the routes of all pages. `base_url` is our public address; with https cookies are sent by https only."""
    base_url = base_url.rstrip("/")
    views, sessions = Views(), Sessions(secret, clock, base_url.startswith("https://"))
    edge = Edge(sessions, views, origin_of(base_url))
    doors = LoginPages(login, sessions, views, base_url)
    of_cards, of_leads = CardPages(cards, press, views, clock, secret), LeadPages(leads, views)

    async def start(request: web.Request, session: Session) -> web.StreamResponse:
        return views.page("message.html", title=sentences.WELCOME, text=sentences.START)

    routes = [
        web.get("/", edge.private(start)),
        web.get(LOGIN_PATH, edge.public(doors.begin)),
        web.get(CALLBACK, edge.public(doors.finish)),
        web.get("/cards/{id}", edge.private(of_cards.show)),
        web.post("/cards/{id}/press", edge.posted(of_cards.press)),
        *([web.get("/duplicates", edge.private(ReviewPage(reviews, views).show))] if reviews is not None else []),
        web.get("/leads/{id}", edge.private(of_leads.show)),
        web.post("/leads/{id}", edge.posted(of_leads.edit)),
        web.get("/static/{name:.+}", edge.public(serve_static)),
    ]
    if code_login is not None:
        by_code = ChatLoginPages(code_login, sessions, views)
        routes += [web.get(BY_CODE, edge.public(by_code.show)), web.post(BY_CODE, edge.public(by_code.finish))]
    if contacts is not None:
        beside = SidebarPages(contacts, leads, signatures, views, base_url)
        routes += [
            web.get("/sidebar", edge.private(beside.show, framed=True)),
            web.get("/sidebar/signature", edge.private(beside.signature)),
            web.post("/sidebar/register", edge.posted(beside.register, framed=True)),
            web.post("/sidebar/clip", edge.posted(beside.clip, framed=True)),
            web.post("/sidebar/call", edge.posted(beside.call, framed=True)),
        ]
    return routes


def _id(request: web.Request) -> str:
    """Return the id in the address; one that no id can look like does not exist."""
    found = request.match_info["id"]
    if not ID.fullmatch(found):
        raise Refused(404, sentences.NOT_FOUND)
    return found
