"""One mail to one SMTP server, step by step, so that each failure says whether the mail can have been taken.

RFC 5321: until the server answers the end of DATA nothing is taken; 4xx is for now, 5xx for ever.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage

from bot.errors import AuthExpired, RateLimited, Rejected, RemoteError, Unknown, Unreachable
from config.platforms import MailSettings

SECONDS = 10.0
TLS_PORT = 465
PAUSE = 60.0  # seconds after a 4xx, which names no time
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def send(settings: MailSettings, to: str, letter: EmailMessage) -> None:
    """Send it, blocking. Raises the errors of `bot.errors`; `Unknown` only once the text was on its way."""
    with _understood() as way, closing(_connect(settings)) as server:
        _log_in(server, settings)
        _checked(server.mail(settings.sender))
        _checked(server.rcpt(to))
        way.written = True
        _checked(server.data(letter.as_bytes()))
        with suppress(OSError, smtplib.SMTPException):
            server.quit()  # the mail is taken, whatever the server says to this


def knock(settings: MailSettings) -> None:
    """Go as far as a mail would without one: connect, log in, name the sender, take leave. Raises as `send` does."""
    with _understood(), closing(_connect(settings)) as server:
        _log_in(server, settings)
        _checked(server.mail(settings.sender))
        with suppress(OSError, smtplib.SMTPException):
            server.rset()
            server.quit()


@dataclass
class _Way:
    """How far a mail has come."""

    written: bool = False


@contextmanager
def _understood() -> Iterator[_Way]:
    """Raise what a failure means for us: refused, for later, unreachable, or in doubt."""
    way = _Way()
    try:
        yield way
    except smtplib.SMTPAuthenticationError as refusal:
        raise AuthExpired(f"smtp_{refusal.smtp_code}") from None
    except smtplib.SMTPResponseException as refusal:
        raise _meaning(refusal.smtp_code) from None
    except ssl.SSLError:
        raise Unreachable("smtp_tls") from None
    except (OSError, smtplib.SMTPException) as failure:
        name = type(failure).__name__
        raise Unknown("cut_off", name) if way.written else Unreachable("no_connection", name) from None


def _connect(settings: MailSettings) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if settings.port == TLS_PORT:
        return smtplib.SMTP_SSL(settings.host, settings.port, timeout=SECONDS, context=context)
    server = smtplib.SMTP(settings.host, settings.port, timeout=SECONDS)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
        server.ehlo()
    elif settings.user and settings.host not in LOCAL:
        server.close()
        raise Rejected("smtp_without_tls")
    return server


def _log_in(server: smtplib.SMTP, settings: MailSettings) -> None:
    if settings.user:
        server.login(settings.user, settings.password.get_secret_value())


def _checked(answer: tuple[int, bytes]) -> None:
    if answer[0] >= 300:
        raise _meaning(answer[0])


def _meaning(code: int) -> RemoteError:
    return RateLimited(PAUSE, f"smtp_{code}") if 400 <= code < 500 else Rejected(f"smtp_{code}")
