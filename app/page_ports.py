"""Fits the ports of the pages: logging in, customers of chats, leads, cards, and pressed buttons."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.errors import Rejected, RemoteError
from bot.wecom.customers import external_contact, follows
from bot.wecom.jssdk import JsSdk
from bot.wecom.login import WeComLogin
from bot.wecom.surface import WeComSurface
from cards.card import Card, Choice, Field, Input, Option
from cards.wire import from_json
from config.settings import WeComSettings
from crm.rights import Act, may_use
from crm.stage import CHOOSABLE
from handlers.clip import Clip, call_ended, keep_clip
from handlers.context import SHANGHAI, Talk
from handlers.conversation import press
from handlers.inbound import Actor, CardAction, Conversation
from handlers.lead_page import edit_lead
from handlers.note_texts import CLIP_TIME
from handlers.ports import Address, Clock
from handlers.rights_texts import NO_RIGHT
from handlers.sidebar import ChatCustomer, register_from_chat
from storage.collections import read_collection
from storage.database import Database
from storage.people import PeopleTable
from storage.records import SessionRecords
from web.ports import ChatPiece, Edited, ExternalCustomer, LeadPage, RegisterResult, Unavailable

if TYPE_CHECKING:
    from app.installation import Installation

TENANT = "page"


class WeComPages:
    """Login, customers and script signatures, asked of WeCom."""

    def __init__(self, settings: WeComSettings, surface: WeComSurface, database: Database, clock: Clock) -> None:
        self._settings = settings
        self._api = surface.api
        self._login = WeComLogin(settings, surface.api)
        self._scripts = JsSdk(surface.api, clock)
        self._database = database

    def authorize_url(self, redirect_uri: str, state: str) -> str:
        """Return where to send the browser."""
        return self._login.authorize_url(redirect_uri, state)

    async def person_for(self, code: str) -> str | None:
        """Return our id of the member a code stands for, if they are one of ours and active."""
        try:
            member = await self._login.user_id(code)
        except Rejected:
            return None
        except RemoteError as problem:
            raise Unavailable(problem.code) from problem
        async with self._database.read() as session:
            person = await PeopleTable(session).by_identity("wecom", member)
        return person.id if person is not None and person.active else None

    async def customer(self, person: str, external_id: str) -> ExternalCustomer | None:
        """Ask WeCom who this is; None unless this person is among those who have the customer."""
        async with self._database.read() as session:
            member = await PeopleTable(session).external_id("wecom", person)
        if member is None:
            return None
        try:
            found = await external_contact(self._api, external_id)
        except Rejected:
            return None
        except RemoteError as problem:
            raise Unavailable(problem.code) from problem
        if not follows(found, member):
            return None
        contact = found["external_contact"]
        return ExternalCustomer(
            external_id, str(contact.get("name", "")), str(contact.get("avatar", "")), str(contact.get("corp_name", ""))
        )

    async def page_config(self, url: str) -> Mapping[str, Any]:
        """Return the signatures the sidebar's script needs."""
        try:
            config, agent = await self._scripts.config_signature(url), await self._scripts.agent_signature(url)
        except RemoteError as problem:
            raise Unavailable(problem.code) from problem
        return {
            "corpId": self._settings.corp_id,
            "agentId": self._settings.agent_id,
            "config": asdict(config),
            "agentConfig": asdict(agent),
        }


class RecordPages:
    """Leads, cards and buttons, with the rights of the person who looks."""

    def __init__(self, service: Installation) -> None:
        self._service = service
        self._database = service.database

    async def known_from_chat(self, person: str, customer: ExternalCustomer) -> Mapping[str, Any] | None:
        """Return this person's lead of that chat."""
        async with self._database.read() as session:
            lead = await SessionRecords(session).leads.by_wechat(customer.id, person)
        return await self._public(person, lead.id) if lead is not None else None

    async def register_from_chat(self, person: str, customer: ExternalCustomer, phone: str) -> RegisterResult:
        """Make or complete the lead of that chat."""
        seen = ChatCustomer(customer.id, customer.name, customer.avatar, customer.company)
        async with self._database.begin() as session:
            work = self._service.work(session, f"sidebar:{person}:{customer.id}")
            user = await work.records.people.get(person)
            if user is None or not user.active or not may_use(user, "intent:capture_lead"):
                await work.audit(person, "use.refused", "sidebar:register", "sidebar")
                return RegisterResult(NO_RIGHT, None)
            done = await register_from_chat(work, user, seen, phone)
        lead = await self._public(person, done.lead.id) if done.lead else None
        return RegisterResult(done.text, lead, done.card)

    async def clip_from_chat(self, person: str, customer: ExternalCustomer, piece: ChatPiece) -> Mapping[str, Any]:
        """Store a piece of the chat, masked; what the customer said sets the rules off."""
        settings, now = self._service.settings.clip, self._service.clock.now()
        seen = ChatCustomer(customer.id, customer.name, customer.avatar, customer.company)
        said_at = _moment(piece.said_at, now)
        if said_at is None:
            return {"ok": False, "text": CLIP_TIME}
        clip = Clip(piece.text, piece.by_customer, said_at, piece.file, piece.filtered and settings.filter)
        async with self._database.begin() as session:
            work = self._service.work(session, f"clip:{person}:{secrets.token_hex(8)}")
            user = await work.records.people.get(person)
            if user is None or not user.active:
                return {"ok": False, "text": ""}
            done = await keep_clip(work, user, seen, clip, settings.words)
        stored = {"text": done.stored, "tags": list(done.tags), "stage": done.stage}
        return {"ok": done.kept, "text": done.text, **({"clip": stored} if done.kept else {})}

    async def call_from_chat(self, person: str, customer: ExternalCustomer, text: str) -> str:
        """Send the card after a call."""
        seen = ChatCustomer(customer.id, customer.name, customer.avatar, customer.company)
        async with self._database.begin() as session:
            work = self._service.work(session, f"call:{person}:{secrets.token_hex(8)}")
            user = await work.records.people.get(person)
            return await call_ended(work, user, seen, text) if user is not None and user.active else ""

    async def page(self, person: str, lead_id: str) -> LeadPage | None:
        """Return what the lead's page shows."""
        lead = await self._public(person, lead_id)
        if lead is None:
            await note_refusal(self._service, person, f"lead:{lead_id}")
            return None
        return _lead_page(lead)

    async def edit(self, person: str, lead_id: str, changes: Mapping[str, str]) -> Edited:
        """Change a lead this person may see."""
        async with self._database.begin() as session:
            work = self._service.work(session, f"page:{lead_id}:{self._service.clock.now().timestamp()}")
            user = await work.records.people.get(person)
            lead = await work.records.rights.one(user, lead_id, Act.EDIT) if user is not None else None
            if user is None or lead is None:
                return Edited("")
            done = await edit_lead(work, user, lead, changes)
            return Edited(done.text, done.card)

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

    async def _public(self, person: str, lead_id: str) -> dict[str, Any] | None:
        async with self._database.read() as session:
            user = await PeopleTable(session).get(person)
            if user is None:
                return None
            found = await read_collection(session, "leads", user, {"id": lead_id})
        return next((lead for lead in found if lead["id"] == lead_id), None)


def _moment(text: str, now: datetime) -> datetime | None:
    """Return an aware moment; an empty text is now, an unreadable one nothing."""
    if not text:
        return now
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


async def note_refusal(service: Installation, person: str, subject: str) -> None:
    """Write down that somebody opened what is not there, or not theirs: the two look the same from outside."""
    async with service.database.begin() as session:
        await service.work(session, "refused").audit(person, "page.refused", subject, "page")


class CardPagesPort:
    """Fits `web.ports.Cards`."""

    def __init__(self, service: Installation) -> None:
        self._service = service
        self._database = service.database

    async def page(self, person: str, card_id: str) -> Card | None:
        """Return the card as this person may see it."""
        async with self._database.read() as session:
            shelved = await SessionRecords(session).cards.get(card_id)
            user = await PeopleTable(session).get(person)
        if shelved is None or person not in shelved.see or user is None or not user.active:
            await note_refusal(self._service, person, f"card:{card_id}")
            return None
        return from_json(shelved.body_for(person))


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


def _lead_page(lead: Mapping[str, Any]) -> LeadPage:
    stage = tuple(s.name.lower() for s in CHOOSABLE if s.value == lead["stage"])
    shown = (
        ("状态", "status"),
        ("负责人", "owner"),
        ("来源", "channel"),
        ("下一步时间", "next_time"),
        ("登记", "created_at"),
    )
    return LeadPage(
        id=lead["id"],
        name=lead["company"] or lead["contact"] or "未命名",
        fields=tuple(Field(label, str(lead[key] or "—")) for label, key in shown),
        choices=(Choice("stage", "阶段", tuple(Option(s.name.lower(), s.value) for s in CHOOSABLE), False, stage),),
        inputs=(
            Input("company", "客户公司", initial=lead["company"]),
            Input("contact", "联系人", initial=lead["contact"]),
            Input("phone", "手机号", initial=lead["phone"]),
            Input("next_action", "下一步", initial=lead["next_action"]),
            Input("reason", "阶段变更原因"),
        ),
    )
