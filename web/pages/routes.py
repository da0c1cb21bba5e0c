"""All routes of the pages that people open."""

from __future__ import annotations

from aiohttp import web

from handlers.ports import Clock
from web import sentences
from web.edge import Edge
from web.pages.cards import CardPages
from web.pages.chat_login import ChatLoginPages
from web.pages.imports import ImportPages, Imports
from web.pages.leads import LeadPages
from web.pages.login import CALLBACK, LoginPages
from web.pages.names import NamePages, Names
from web.pages.reviews import ReviewPage, Reviews
from web.pages.sidebar import SidebarPages
from web.pages.static_files import serve_static
from web.ports import Cards, ChatLeads, CodeLogin, Contacts, Desk, Leads, Login, Press, ScriptSignatures
from web.security import origin_of
from web.session import LOGIN_PATH, Session, Sessions
from web.views import Views

BY_CODE = "/login/chat/{link}"


def page_routes(
    *,
    login: Login | None,
    contacts: Contacts | None,
    leads: Leads,
    chats: ChatLeads,
    cards: Cards,
    press: Press,
    clock: Clock,
    secret: bytes,
    base_url: str,
    signatures: ScriptSignatures | None = None,
    reviews: Reviews | None = None,
    code_login: CodeLogin | None = None,
    imports: Imports | None = None,
    names: Names | None = None,
    desk: Desk | None = None,
) -> list[web.RouteDef]:
    """Return the routes of all pages. `base_url` is our public address; with https cookies are sent by https only."""
    base_url = base_url.rstrip("/")
    views, sessions = Views(), Sessions(secret, clock, base_url.startswith("https://"))
    edge = Edge(sessions, views, origin_of(base_url))
    doors = LoginPages(login, sessions, views, base_url)
    of_cards = CardPages(cards, press, views, clock, secret)
    of_leads = LeadPages(leads, of_cards, views)

    async def start(request: web.Request, session: Session) -> web.StreamResponse:
        links = await desk.links(session.person) if desk is not None else ()
        return views.page("start.html", title=sentences.WELCOME, text=sentences.START, links=links)

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
    if imports is not None:
        tables = ImportPages(imports, views, origin_of(base_url))
        routes += [
            web.get("/imports", edge.private(tables.overview)),
            web.post("/imports", edge.private(tables.accept)),
            web.get("/imports/{id}", edge.private(tables.show)),
            web.get("/imports/{id}/verdicts", edge.private(tables.verdicts)),
            web.post("/imports/{id}/start", edge.posted(tables.start)),
            web.post("/imports/{id}/undo", edge.posted(tables.undo)),
        ]
    if names is not None:
        words = NamePages(names, views, origin_of(base_url))
        routes += [web.get("/names", edge.private(words.show)), web.post("/names", edge.private(words.keep))]
    if code_login is not None:
        by_code = ChatLoginPages(code_login, sessions, views)
        routes += [web.get(BY_CODE, edge.public(by_code.show)), web.post(BY_CODE, edge.public(by_code.finish))]
    if contacts is not None:
        beside = SidebarPages(contacts, chats, of_cards, signatures, views, base_url)
        routes += [
            web.get("/sidebar", edge.private(beside.show, framed=True)),
            web.get("/sidebar/signature", edge.private(beside.signature)),
            web.post("/sidebar/register", edge.posted(beside.register, framed=True)),
            web.post("/sidebar/press", edge.posted(beside.press, framed=True)),
            web.post("/sidebar/clip", edge.posted(beside.clip, framed=True)),
            web.post("/sidebar/call", edge.posted(beside.call, framed=True)),
        ]
    return routes
