"""A mail server that delivers into the scripted world."""

from __future__ import annotations

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from simulator.message import Message
from simulator.world import World

AT = "smtp"
HANG_SECONDS = 30.0
TOO_MUCH = "451 4.7.1 Too many messages, try again later"


class MailSimulator:
    """Speaks SMTP on `host`:`port` and takes any login. Faults at `smtp`:

    refuse closes before the greeting, 429 answers 451, token_expired answers 535 to the login, timeout and
    drop_socket deliver the mail and never answer, by silence or by a closed connection.
    """

    name = "mail"
    host = "127.0.0.1"

    def __init__(self, world: World) -> None:
        self.world = world
        self.port = 0
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.BaseTransport] = set()

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self), self.host, port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Close the port and every open connection."""
        if self._server is not None:
            self._server.close()
            for transport in list(self._connections):
                transport.close()
            await self._server.wait_closed()
            self._server = None

    def refuses(self, transport: asyncio.BaseTransport) -> bool:
        """Note a new connection; True when an ordered fault closes it at once."""
        self._connections.add(transport)
        return self.world.faults.take(AT, "refuse") is not None

    def lost(self, transport: asyncio.BaseTransport | None) -> None:
        """Forget a closed connection."""
        if transport is not None:
            self._connections.discard(transport)

    def log_in(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, credentials: object
    ) -> AuthResult:
        """Take any login, unless the fault says that it is no longer good."""
        return AuthResult(success=self.world.faults.take(AT, "token_expired") is None, handled=False)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Deliver one mail to each receiver and return the SMTP answer."""
        fault = self.world.faults.take(AT, "429", "timeout", "drop_socket")
        if fault == "429":
            return TOO_MUCH
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content or "").encode()
        for address in envelope.rcpt_tos:
            self.world.record(self._read(content, address))
        if fault == "timeout":
            await asyncio.sleep(HANG_SECONDS)
        if fault is not None and server.transport is not None:
            server.transport.close()
        return "250 2.0.0 Delivered"

    def _read(self, content: bytes, address: str) -> Message:
        mail = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
        body = mail.get_body(("plain", "html"))
        message = Message(on="mail", to=self._receiver(address), group=None, at=self.world.now(), kind="email")
        message.title = str(mail.get("Subject", ""))
        message.text = str(body.get_content()).rstrip("\r\n").replace("\r\n", "\n") if body else ""
        message.done = True
        attached = {str(part.get_filename()): part.get_payload(decode=True) for part in mail.iter_attachments()}
        if attached:
            message.fields = {"附件": "、".join(attached)}
            message.hooks["attachments"] = attached
        return message

    def _receiver(self, address: str) -> str:
        """Return the person whose mailbox this is, else the address."""
        local = address.partition("@")[0]
        return local if local in self.world.people else address


class _Connection(SMTP):
    """One connection, closed before the greeting when a script ordered so."""

    def __init__(self, mail: MailSimulator) -> None:
        # One mechanism only: clients try the next after a refusal, and a refusal ordered once would not show.
        super().__init__(
            mail,
            hostname="mail.localhost",
            enable_SMTPUTF8=True,
            authenticator=mail.log_in,
            auth_require_tls=False,
            auth_exclude_mechanism=["LOGIN"],
        )
        self._mail = mail

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self._mail.refuses(transport):
            transport.close()
            return
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._mail.lost(self.transport)
        if self.session is not None:
            super().connection_lost(error)
