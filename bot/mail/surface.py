"""Mail as the outbox sees it. Its Message-ID is made of the delivery's key: a repeat is the same mail to a mailbox."""

from __future__ import annotations

import asyncio
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256

from bot.errors import Rejected
from bot.mail.smtp import send
from bot.surface import Parcel, Part, Receipt
from config.platforms import MailSettings
from handlers.inbound import InboundEvent, MediaRef
from handlers.ports import Clock

INTERVAL = 0.2


class MailSurface:
    """Implements `bot.surface.Surface`. Sentences with a subject; a mail address is the target's id."""

    platform = "mail"

    def __init__(self, settings: MailSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock

    def parts(self, parcel: Parcel) -> list[Part]:
        """Return the one mail. Raises `Rejected` for what is no sentence or no mail address."""
        if parcel.kind != "text":
            raise Rejected(f"no_{parcel.kind}_by_mail")
        if not deliverable(parcel.target.id):
            raise Rejected("bad_address")
        body = {"to": parcel.target.id, "subject": parcel.subject, "text": parcel.text}
        return [Part("mail", {**body, "id": message_id(parcel.key, self._settings.sender)})]

    async def post(self, parcel: Parcel, part: Part, index: int) -> Receipt:
        """Send it. SMTP cannot be asked what it took, so a mail in doubt goes again under the same Message-ID."""
        letter = EmailMessage()
        letter["From"] = self._settings.sender
        letter["To"] = part.body["to"]
        letter["Subject"] = one_line(part.body["subject"])
        letter["Message-ID"] = part.body["id"]
        letter["Date"] = format_datetime(self._clock.now())
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(part.body["text"])
        await asyncio.to_thread(send, self._settings, part.body["to"], letter)
        return Receipt(part.body["id"])

    async def find_sent(self, parcel: Parcel, part: Part, index: int) -> Receipt | None:
        """Return None: nobody can be asked."""
        return None

    def gate_key(self, parcel: Parcel) -> tuple[str, float]:
        """Return one gate for the mail server."""
        return "mail", INTERVAL

    async def fetch(self, media: MediaRef) -> bytes:
        """Raise `Rejected`: nothing comes in by mail."""
        raise Rejected("no_media_by_mail")

    def parse(self, raw: bytes) -> list[InboundEvent]:
        """Return nothing: nothing comes in by mail."""
        return []


def message_id(key: str, sender: str) -> str:
    """Return the mail's name: the same for every attempt of one delivery, and telling nothing of it."""
    return f"<{sha256(key.encode()).hexdigest()[:32]}@{sender.rpartition('@')[2] or 'localhost'}>"


def one_line(subject: str) -> str:
    """Return a subject that cannot carry a header of its own."""
    return " ".join(subject.split())[:200]


def deliverable(address: str) -> bool:
    """Decide whether this is one plain mail address (RFC 5322 addr-spec), and nothing a header could be hidden in."""
    try:
        parsed = Address(addr_spec=address)
    except (ValueError, IndexError, MessageError):
        return False
    return bool(parsed.username and parsed.domain) and parsed.addr_spec == address and address.isprintable()
