"""What happens to one stream frame: stored first, acknowledged after. Fails towards "deliver it again"."""

from __future__ import annotations

import asyncio
import re

import structlog

from bot.dingtalk.card_click import click_print
from bot.dingtalk.double_taps import DoubleTaps
from bot.dingtalk.frames import BAD_REQUEST, CARD_TOPIC, CHAT_TOPICS, FAILED, NOT_FOUND, OK, Frame, ack
from bot.dingtalk.parse import parse_frame
from bot.inbox_port import Inbox
from handlers.inbound import CustomerEvent, InboundEvent

log = structlog.get_logger(__name__)

STORE_SECONDS = 10.0
SESSION_WEBHOOK = re.compile(r'(\\?"sessionWebhook\\?"\s*:\s*\\?")[^"\\]*')
"""An address by which anybody could post into the conversation; nothing of ours needs it, so it is never stored."""


class StreamReceiver:
    """Turns frames into acknowledgements. `platform` rows in the inbox are the frame's own JSON."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._taps = DoubleTaps()

    async def handle(self, frame: Frame, raw: str) -> str:
        """Return the acknowledgement for an EVENT or CALLBACK frame; never raises for what a frame may hold."""
        if frame.kind == "CALLBACK" and frame.topic not in (*CHAT_TOPICS, CARD_TOPIC):
            return ack(frame.message_id, NOT_FOUND, {}, "no such topic here")
        if not frame.message_id:
            return ack("", BAD_REQUEST, {}, "no messageId")
        try:
            async with asyncio.timeout(STORE_SECONDS):
                await self._store(frame, raw)
        except Exception:
            log.exception("dingtalk_frame_not_stored", message_id=frame.message_id, topic=frame.topic)
            return self._later(frame)
        return self._stored(frame)

    async def _store(self, frame: Frame, raw: str) -> None:
        event = parse_frame(frame)[0]
        if frame.topic == CARD_TOPIC and frame.kind == "CALLBACK":
            await self._taps.once(click_print(frame), lambda: self._accept(event, raw))
        else:
            await self._accept(event, raw)

    async def _accept(self, event: InboundEvent, raw: str) -> None:
        kept = SESSION_WEBHOOK.sub(r"\1", raw).encode()
        new = await self._inbox.accept("dingtalk", event.key, _partition(event), kept)
        log.info("dingtalk_event", key=event.key, kind=type(event).__name__, new=new)

    @staticmethod
    def _stored(frame: Frame) -> str:
        if frame.kind == "EVENT":
            return ack(frame.message_id, OK, {"status": "SUCCESS"})
        # The card is left as it is: a state shown now would stay when the tap is refused.
        return ack(frame.message_id, OK, {"response": {}})

    @staticmethod
    def _later(frame: Frame) -> str:
        if frame.kind == "EVENT":
            return ack(frame.message_id, OK, {"status": "LATER", "message": "not stored"})
        return ack(frame.message_id, FAILED, {"response": {}}, "not stored")


def _partition(event: InboundEvent) -> str:
    """Events of one conversation are handled in turn; those without one queue by what they are about."""
    if isinstance(event, CustomerEvent):
        return f"dingtalk:{event.tenant}:customer:{event.external_id}"
    if event.conversation is not None:
        return event.conversation.partition
    return "dingtalk:events"
