"""The sidebar's acts beside a customer's chat: known, registered, a piece of chat kept, a call ended."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.pages.leads import lead_for
from crm.rights.entries import may_use
from handlers.context import SHANGHAI
from handlers.leads.clip import Clip, call_ended, keep_clip
from handlers.leads.sidebar import ChatCustomer, register_from_chat
from handlers.texts.note_texts import CLIP_TIME
from handlers.texts.rights_texts import NO_RIGHT
from storage.records import SessionRecords
from web.ports import ChatPiece, ExternalCustomer, RegisterResult

if TYPE_CHECKING:
    from app.installation import Installation


class ChatsOnPages:
    """Fits `web.ports.ChatLeads`, with the rights of the person who looks."""

    def __init__(self, service: Installation) -> None:
        self._service = service
        self._database = service.database

    async def known_from_chat(self, person: str, customer: ExternalCustomer) -> Mapping[str, Any] | None:
        """Return this person's lead of that chat."""
        async with self._database.read() as session:
            lead = await SessionRecords(session).leads.by_wechat(customer.id, person)
        return await lead_for(self._service, person, lead.id) if lead is not None else None

    async def register_from_chat(self, person: str, customer: ExternalCustomer, phone: str) -> RegisterResult:
        """Make or complete the lead of that chat."""
        async with self._database.begin() as session:
            work = self._service.work(session, f"sidebar:{person}:{customer.id}")
            user = await work.records.people.get(person)
            if user is None or not user.active or not may_use(user, "intent:capture_lead"):
                await work.audit(person, "use.refused", "sidebar:register", "sidebar")
                return RegisterResult(NO_RIGHT, None)
            done = await register_from_chat(work, user, _seen(customer), phone)
        lead = await lead_for(self._service, person, done.lead.id) if done.lead else None
        return RegisterResult(done.text, lead, done.card)

    async def clip_from_chat(self, person: str, customer: ExternalCustomer, piece: ChatPiece) -> Mapping[str, Any]:
        """Store a piece of the chat, masked; what the customer said sets the rules off."""
        settings, now = self._service.settings.clip, self._service.clock.now()
        said_at = _moment(piece.said_at, now)
        if said_at is None:
            return {"ok": False, "text": CLIP_TIME}
        clip = Clip(piece.text, piece.by_customer, said_at, piece.file, piece.filtered and settings.filter)
        async with self._database.begin() as session:
            work = self._service.work(session, f"clip:{person}:{secrets.token_hex(8)}")
            user = await work.records.people.get(person)
            if user is None or not user.active or not may_use(user, "intent:followup_note"):
                await work.audit(person, "use.refused", "sidebar:clip", "sidebar")
                return {"ok": False, "text": NO_RIGHT}
            done = await keep_clip(work, user, _seen(customer), clip, settings.words)
        stored = {"text": done.stored, "tags": list(done.tags), "stage": done.stage}
        return {"ok": done.kept, "text": done.text, **({"clip": stored} if done.kept else {})}

    async def call_from_chat(self, person: str, customer: ExternalCustomer, text: str) -> str:
        """Send the card after a call."""
        async with self._database.begin() as session:
            work = self._service.work(session, f"call:{person}:{secrets.token_hex(8)}")
            user = await work.records.people.get(person)
            if user is None or not user.active or not may_use(user, "intent:followup_note"):
                await work.audit(person, "use.refused", "sidebar:call", "sidebar")
                return NO_RIGHT
            return await call_ended(work, user, _seen(customer), text)


def _seen(customer: ExternalCustomer) -> ChatCustomer:
    return ChatCustomer(customer.id, customer.name, customer.avatar, customer.company)


def _moment(text: str, now: datetime) -> datetime | None:
    """Return an aware moment; an empty text is now, an unreadable one nothing."""
    if not text:
        return now
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
