"""A lead on its page, with the form to change it; a phone that is a known customer's is decided there too (F15)."""

from __future__ import annotations

from aiohttp import web

from crm.customers.door import APART, LINK
from web import sentences
from web.edge import Refused, Values, first
from web.pages.cards import PREFIX, CardPages, press_path
from web.ports import LeadPage, Leads
from web.security import known_id
from web.session import Session
from web.views import Views, as_json, wants_json


class LeadPages:
    """The handlers. `cards` draws the card that has to be answered before a change is kept."""

    def __init__(self, leads: Leads, cards: CardPages, views: Views) -> None:
        self._leads = leads
        self._cards = cards
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
        if not changes:
            return await self._answer(request, session, sentences.NOTHING_CHANGED)
        done = await self._leads.edit(session.person, lead.id, changes)
        return await self._answer(request, session, done.text, done.card)

    async def _answer(self, request: web.Request, session: Session, text: str, card_id: str = "") -> web.StreamResponse:
        if wants_json(request):
            if card_id:
                return as_json(ok=False, text=text, card=f"/cards/{card_id}", buttons=[LINK, APART])
            return as_json(ok=True, text=text)
        lead = await self._lead(request, session)
        if not card_id:
            return self._page(lead, session, text)
        card = await self._cards.card(session, card_id)
        return self._page(lead, session, sentences.DECIDE, self._cards.drawn(card, session, press_path(card.id)))

    async def _lead(self, request: web.Request, session: Session) -> LeadPage:
        lead_id = known_id(request.match_info["id"])
        lead = await self._leads.page(session.person, lead_id) if lead_id else None
        if lead is None:
            raise Refused(404, sentences.NOT_FOUND)
        return lead

    def _page(self, lead: LeadPage, session: Session, notice: str, card: str = "") -> web.StreamResponse:
        shown = {"lead": lead, "notice": notice, "card": card, "csrf": session.csrf}
        return self._views.page("lead.html", title=lead.name, **shown)
