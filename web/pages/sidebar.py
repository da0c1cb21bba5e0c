"""The sidebar beside a customer's chat in WeCom: who it is, and `登记线索` where only the phone is typed (F02).

The page says which customer it stands beside; the platform is asked again for the logged-in person each time.
"""

from __future__ import annotations

from aiohttp import web

from crm.customers.door import APART, LINK
from web import sentences
from web.edge import Refused, Values, first
from web.pages.cards import CardPages
from web.ports import ChatLeads, ChatPiece, Contacts, ExternalCustomer, RegisterResult, ScriptSignatures
from web.security import EXTERNAL_ID
from web.session import Session
from web.views import Views, as_json, wants_json


class SidebarPages:
    """`signatures` is None where no WeCom app is set up; the page then needs the customer in its address."""

    def __init__(
        self,
        contacts: Contacts,
        chats: ChatLeads,
        cards: CardPages,
        signatures: ScriptSignatures | None,
        views: Views,
        base_url: str,
    ) -> None:
        self._contacts = contacts
        self._chats = chats
        self._cards = cards
        self._signatures = signatures
        self._views = views
        self._base_url = base_url

    async def show(self, request: web.Request, session: Session) -> web.StreamResponse:
        """`GET /sidebar?external_userid=…`. Without a customer the page's script finds out and comes back."""
        external_id = request.query.get("external_userid", "")
        if not external_id:
            if wants_json(request):
                raise Refused(400, sentences.NO_CHAT)
            return self._views.page("sidebar_find.html", title=sentences.WELCOME, can_ask=self._signatures is not None)
        customer = await self._customer(session, external_id)
        known = await self._chats.known_from_chat(session.person, customer)
        if wants_json(request):
            shown = {"id": customer.id, "name": customer.name, "avatar": customer.avatar}
            return as_json(ok=True, customer=shown, known=known, inputs=[sentences.PHONE], csrf=session.csrf)
        phone = str(known.get("phone") or "") if known else ""
        return self._page(session, customer, "", phone, str(known["id"]) if known else "")

    async def register(self, request: web.Request, session: Session, values: Values) -> web.StreamResponse:
        """`POST /sidebar/register` with `external_userid` and `phone`."""
        customer = await self._customer(session, first(values, "external_userid"))
        phone = first(values, "phone")[:64]
        result = await self._chats.register_from_chat(session.person, customer, phone)
        if wants_json(request):
            return _answer(result)
        if result.card:
            # On this page and not on the card's own, which no other window may show inside itself.
            return self._page(
                session, customer, sentences.DECIDE, phone, "", await self._drawn(session, customer, result)
            )
        return self._page(session, customer, result.text, phone, str(result.lead["id"]) if result.lead else "")

    async def press(self, request: web.Request, session: Session, values: Values) -> web.StreamResponse:
        """`POST /sidebar/press` with `card` and the button's `token`: what a known customer's card asks (F15)."""
        customer = await self._customer(session, first(values, "external_userid"))
        card = await self._cards.card(session, first(values, "card"))
        text = await self._cards.pressed(session, card, values)
        known = await self._chats.known_from_chat(session.person, customer)
        if wants_json(request):
            return as_json(ok=True, text=text)
        shown = self._cards.drawn(await self._cards.card(session, card.id), session, "/sidebar/press")
        phone, lead = (str(known.get("phone") or ""), str(known["id"])) if known else ("", "")
        return self._page(session, customer, text, phone, lead, shown)

    async def clip(self, request: web.Request, session: Session, values: Values) -> web.StreamResponse:
        """`POST /sidebar/clip` with `text` or `file`, `speaker`, `at` and `filter` (F07)."""
        customer = await self._customer(session, first(values, "external_userid"))
        piece = ChatPiece(
            text=first(values, "text"),
            by_customer=first(values, "speaker") in ("customer", "客户"),
            said_at=first(values, "at")[:40],
            file=first(values, "file")[:255],
            filtered=first(values, "filter") not in ("off", "false", "0", "关", "否"),
        )
        done = await self._chats.clip_from_chat(session.person, customer, piece)
        if wants_json(request):
            return as_json(**done)
        return self._page(session, customer, str(done["text"]), "", "")

    async def call(self, request: web.Request, session: Session, values: Values) -> web.StreamResponse:
        """`POST /sidebar/call` when a call ends, with its words in `text` if there are any (F10)."""
        customer = await self._customer(session, first(values, "external_userid"))
        told = await self._chats.call_from_chat(session.person, customer, first(values, "text"))
        if wants_json(request):
            return as_json(ok=True, text=told)
        return self._page(session, customer, told, "", "")

    async def signature(self, request: web.Request, session: Session) -> web.StreamResponse:
        """`GET /sidebar/signature?url=…`: what the page's script shows the WeCom client; only for our own sidebar."""
        url = request.query.get("url", "").partition("#")[0]
        if self._signatures is None or url.partition("?")[0] != f"{self._base_url}/sidebar":
            raise Refused(404, sentences.NOT_FOUND)
        return as_json(**await self._signatures.page_config(url))

    async def _customer(self, session: Session, external_id: str) -> ExternalCustomer:
        customer = None
        if EXTERNAL_ID.fullmatch(external_id):
            customer = await self._contacts.customer(session.person, external_id)
        if customer is None:
            raise Refused(404, sentences.NOT_YOUR_CHAT)
        return customer

    async def _drawn(self, session: Session, customer: ExternalCustomer, result: RegisterResult) -> str:
        card = await self._cards.card(session, result.card)
        return self._cards.drawn(card, session, "/sidebar/press", {"card": card.id, "external_userid": customer.id})

    def _page(
        self, session: Session, customer: ExternalCustomer, notice: str, phone: str, lead_id: str, card: str = ""
    ) -> web.StreamResponse:
        return self._views.page(
            "sidebar.html",
            title=customer.name,
            customer=customer,
            notice=notice,
            phone=phone,
            lead_id=lead_id,
            card=card,
            csrf=session.csrf,
        )


def _answer(result: RegisterResult) -> web.Response:
    if result.card:
        return as_json(ok=False, text=result.text, card=f"/cards/{result.card}", buttons=[LINK, APART])
    if result.lead is None:
        return as_json(ok=False, text=result.text, inputs=[sentences.PHONE])
    return as_json(ok=True, text=result.text, lead=dict(result.lead))
