"""Who is logged in: signed cookies, nothing kept on the server.

The session lives 12 h and is new at every login. A login in progress is bound to the browser by a second cookie;
WeCom allows only letters and digits in `state`, so the page to return to stands in that cookie.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from handlers.ports import Clock

LIFETIME = timedelta(hours=12)
LOGIN_LIFETIME = timedelta(minutes=10)
COOKIE = "genjin_session"
LOGIN_COOKIE = "genjin_login"
LOGIN_PATH = "/login"


@dataclass(frozen=True, slots=True)
class Session:
    """A logged-in person. `csrf` must come back with everything this session posts."""

    person: str
    csrf: str


class Sessions:
    """Makes and reads the cookies. `secure`: our pages are reached by https."""

    def __init__(self, secret: bytes, clock: Clock, secure: bool) -> None:
        self._secret = secret
        self._clock = clock
        self._secure = secure

    def read(self, request: web.Request) -> Session | None:
        """Return the session, or None when there is none, or it is forged or over."""
        parts = self._open("session", request.cookies.get(COOKIE, ""))
        if parts is None or len(parts) != 2:
            return None
        return Session(parts[0], self._mac("csrf", "\n".join(parts)))

    def forged(self, request: web.Request) -> bool:
        """Return whether a session was sent that we never made; one that is over is none of these."""
        body, _, mac = request.cookies.get(COOKIE, "").partition(".")
        return bool(body) and not hmac.compare_digest(mac.encode(), self._mac("session", body).encode())

    def start(self, response: web.StreamResponse, person: str) -> None:
        """Begin a new session; an older one of this browser is replaced and the login in progress is over."""
        self._set(response, COOKIE, self._seal("session", (person, secrets.token_hex(16)), LIFETIME), LIFETIME, "/")
        response.del_cookie(LOGIN_COOKIE, path=LOGIN_PATH)

    def new_login(self) -> str:
        """Return the random name of a login that begins."""
        return secrets.token_hex(16)

    def state(self, login: str) -> str:
        """Return the `state` that must come back for this login: 64 letters and digits."""
        return hmac.new(self._secret, f"state\n{login}".encode(), hashlib.sha256).hexdigest()

    def remember_login(self, response: web.StreamResponse, login: str, page: str) -> None:
        """Bind the login to this browser, with the page to return to."""
        sealed = self._seal("login", (login, page), LOGIN_LIFETIME)
        self._set(response, LOGIN_COOKIE, sealed, LOGIN_LIFETIME, LOGIN_PATH)

    def page_after_login(self, request: web.Request, state: str) -> str | None:
        """Return the page this browser wanted, or None unless `state` belongs to the login it began."""
        parts = self._open("login", request.cookies.get(LOGIN_COOKIE, ""))
        if parts is None or len(parts) != 2:
            return None
        return parts[1] if hmac.compare_digest(state.encode(), self.state(parts[0]).encode()) else None

    def page_wanted(self, request: web.Request) -> str:
        """Return the page that this browser wanted when it was last sent to log in; the start page by default."""
        parts = self._open("login", request.cookies.get(LOGIN_COOKIE, ""))
        return parts[1] if parts is not None and len(parts) == 2 else "/"

    def _set(self, response: web.StreamResponse, name: str, value: str, life: timedelta, path: str) -> None:
        response.set_cookie(
            name,
            value,
            max_age=int(life.total_seconds()),
            path=path,
            httponly=True,
            samesite="Lax",
            secure=self._secure,
        )

    def _seal(self, purpose: str, parts: Sequence[str], life: timedelta) -> str:
        until = int((self._clock.now() + life).timestamp())
        body = base64.urlsafe_b64encode("\n".join((*parts, str(until))).encode()).decode()
        return f"{body}.{self._mac(purpose, body)}"

    def _open(self, purpose: str, text: str) -> list[str] | None:
        body, _, mac = text.partition(".")
        if not hmac.compare_digest(mac.encode(), self._mac(purpose, body).encode()):
            return None
        try:
            *parts, until = base64.urlsafe_b64decode(body.encode()).decode().split("\n")
        except (binascii.Error, ValueError):
            return None
        return parts if int(until) > self._clock.now().timestamp() else None

    def _mac(self, purpose: str, body: str) -> str:
        digest = hmac.new(self._secret, f"{purpose}\n{body}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")
