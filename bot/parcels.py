"""From a stored delivery to the parcel an adapter can post, drawn again the same way on every attempt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.surface import Parcel, ParcelKind, Receipt, Target
from cards.card import Card
from cards.token import LIFETIME, Sign, signer
from cards.wire import from_json
from crm.rights.step_up import CODE_HERE, code_for
from storage.messages import card_places
from storage.messages.card_places import Place
from storage.messages.deliveries import Delivery
from storage.tables.messaging import blob


def plain(delivery: Delivery, secret: bytes) -> Parcel | None:
    """Return the parcel of a delivery that needs nothing else from the database; None: it has a card or a file."""
    payload: Mapping[str, Any] = delivery.payload
    if delivery.card_id is not None or "card" in payload or payload.get("file"):
        return None
    return Parcel(
        key=delivery.key,
        kind=cast(ParcelKind, delivery.kind),
        target=Target(delivery.platform, _target_kind(delivery), delivery.target_id, payload.get("thread")),
        text=_text(payload, secret),
        subject=payload.get("subject", ""),
        trigger=payload.get("trigger"),
    )


async def build(session: AsyncSession, delivery: Delivery, place: Place | None, secret: bytes) -> Parcel:
    """Return the parcel. A card that changed while it waited is sent as it looks now."""
    payload: Mapping[str, Any] = delivery.payload
    card = await _card(session, delivery) if "card" in payload else None
    file = payload.get("file") or {}
    return Parcel(
        key=delivery.key,
        kind=cast(ParcelKind, delivery.kind),
        target=Target(delivery.platform, _target_kind(delivery), delivery.target_id, payload.get("thread")),
        text=_text(payload, secret),
        subject=payload.get("subject", ""),
        card=card,
        sign=_sign(delivery, card, secret),
        place=Receipt(place.message_id, place.handle) if place else None,
        trigger=payload.get("trigger"),
        file_name=file.get("name", ""),
        file_bytes=await _bytes(session, file["sha256"]) if file else b"",
    )


def _text(payload: Mapping[str, Any], secret: bytes) -> str:
    """Return the words. A one-time code is filled in only here: the stored delivery holds none (F95)."""
    text: str = payload.get("text", "")
    bound_to = payload.get("code")
    return text if bound_to is None else text.replace(CODE_HERE, code_for(secret, bound_to), 1)


async def _card(session: AsyncSession, delivery: Delivery) -> Card:
    ordered = from_json(delivery.payload["card"])
    if delivery.kind not in ("card", "update") or delivery.card_id is None:
        return ordered
    body = await card_places.newest_body(session, delivery.card_id, delivery.person)
    newest = from_json(body) if body else ordered
    return newest if newest.rev > ordered.rev else ordered


def _sign(delivery: Delivery, card: Card | None, secret: bytes) -> Sign | None:
    if card is None:
        return None
    return signer(card.id, card.rev, delivery.created_at + LIFETIME, secret)


def _target_kind(delivery: Delivery) -> Any:
    return delivery.target_kind


async def _bytes(session: AsyncSession, sha256: str) -> bytes:
    data: bytes = (await session.execute(select(blob.c.data).where(blob.c.sha256 == sha256))).scalar_one()
    return data
