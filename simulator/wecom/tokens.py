"""Access tokens (platforms.md 1.3) and jsapi tickets (1.9): one valid value per owner, 7200 s."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from simulator.wecom.answers import Answer, Refusal, ok
from simulator.wecom.corp import Call
from simulator.wecom.quota import Quota

LIFETIME = timedelta(seconds=7200)
TICKETS_PER_HOUR = {"corp": 400, "agent": 100}
Owner = Literal["app", "contact"]


class AccessTokens:
    """Issues one token per secret; the same while it is valid."""

    def __init__(self, now: Callable[[], datetime], corp_id: str, secrets_of: Mapping[Owner, str]) -> None:
        self._now = now
        self._corp_id = corp_id
        self._secrets = secrets_of
        self._current: dict[Owner, str] = {}
        self._issued: dict[str, tuple[Owner, datetime]] = {}
        self.issued = 0

    def get(self, call: Call) -> Answer:
        """Serve `gettoken`."""
        if call.query.get("corpid") != self._corp_id:
            raise Refusal(40013)
        given = call.query.get("corpsecret", "").encode()
        owner = next((o for o, secret in self._secrets.items() if hmac.compare_digest(secret.encode(), given)), None)
        if owner is None:
            raise Refusal(40001)
        token = self._current.get(owner, "")
        if token not in self._issued or self._issued[token][1] <= self._now():
            token = secrets.token_urlsafe(64)
            self._current[owner] = token
            self._issued[token] = (owner, self._now() + LIFETIME)
            self.issued += 1
        left = int((self._issued[token][1] - self._now()).total_seconds())
        return ok(access_token=token, expires_in=left)

    def owner(self, token: str) -> Owner:
        """Return whose token this is. Raises 41001, 40014 or 42001."""
        if not token:
            raise Refusal(41001)
        if token not in self._issued:
            raise Refusal(40014)
        owner, until = self._issued[token]
        if until <= self._now():
            raise Refusal(42001)
        return owner

    def expire(self, token: str) -> None:
        """End a token before its time, as the platform may."""
        if token in self._issued:
            self._issued[token] = (self._issued[token][0], self._now())


class Tickets:
    """Tickets to sign sidebar pages with; few calls an hour, so callers must keep them."""

    def __init__(self, now: Callable[[], datetime], quota_now: Callable[[], datetime]) -> None:
        self._now = now
        self._valid: dict[str, tuple[str, datetime]] = {}
        self._quota = {kind: Quota(quota_now, [(count, 3600)]) for kind, count in TICKETS_PER_HOUR.items()}

    def of_corp(self, call: Call) -> Answer:
        """Serve `get_jsapi_ticket`."""
        return self._ticket("corp")

    def of_agent(self, call: Call) -> Answer:
        """Serve `ticket/get?type=agent_config`."""
        if call.query.get("type") != "agent_config":
            raise Refusal(40058, "type")
        return self._ticket("agent")

    def current(self, kind: Literal["corp", "agent"]) -> str | None:
        """Return the ticket pages must be signed with now."""
        ticket, until = self._valid.get(kind, ("", self._now()))
        return ticket if until > self._now() else None

    def _ticket(self, kind: Literal["corp", "agent"]) -> Answer:
        if not self._quota[kind].take(kind):
            raise Refusal(45009)
        if self.current(kind) is None:
            self._valid[kind] = (secrets.token_urlsafe(48), self._now() + LIFETIME)
        ticket, until = self._valid[kind]
        return ok(ticket=ticket, expires_in=int((until - self._now()).total_seconds()))
