"""Step-up (F95): a sensitive act waits for a one-time code that is good for this act alone."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

LIFE = timedelta(minutes=10)
TRIES = 3
LOCKED_FOR = timedelta(minutes=10)
FREE_ROWS = 500  # exported without a code, however many days of the window they are spread over
FREE_WINDOW = timedelta(days=30)
DIGITS = 6
CODE_HERE = "{code}"  # stands for the code in a sentence that is stored until it leaves

WAITING, DONE, LOCKED, REPLACED = "waiting", "done", "locked", "replaced"


class Answer(StrEnum):
    """What a code that was sent back means."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"
    EXPIRED = "expired"


@dataclass
class Challenge:
    """An act that waits: who, what, in words a person reads, its arguments as canonical JSON, and until when."""

    id: str
    person: str
    act: str
    operation: str
    args: str
    issued_at: datetime
    expires_at: datetime
    tries: int = 0
    state: str = WAITING

    @property
    def bound_to(self) -> str:
        """Return what the code is derived from: another person, act, argument or moment gives another code."""
        return json.dumps(
            [self.person, self.act, self.operation, self.args, self.issued_at.astimezone(UTC).isoformat()]
        )


def code_for(secret: bytes, bound_to: str) -> str:
    """Return the six digits that belong to a text under the installation's secret; nothing of a code is stored."""
    digest = hmac.new(secret, b"code\n" + bound_to.encode(), sha256).digest()
    return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}}"


def canonical(args: Mapping[str, object]) -> str:
    """Return arguments as JSON that is the same for the same arguments."""
    return json.dumps(args, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def answer(challenge: Challenge, right: bool, now: datetime) -> Answer:
    """Judge a code and change the challenge: the third wrong one locks it, and a right one works once."""
    if challenge.state == LOCKED:
        return Answer.LOCKED
    if challenge.state != WAITING or now > challenge.expires_at:
        return Answer.EXPIRED
    if right:
        challenge.state = DONE
        return Answer.RIGHT
    challenge.tries += 1
    if challenge.tries >= TRIES:
        challenge.state = LOCKED
        return Answer.LOCKED
    return Answer.WRONG


def code_needed(rows: int, taken: int) -> bool:
    """Decide whether an export needs a code; `taken`: rows exported without one within the last 30 days."""
    return rows + taken > FREE_ROWS


def trickles(rows: int, today: int, taken: int) -> bool:
    """Decide whether a customer base is being carried off in small portions: only the days together are too much."""
    return code_needed(rows, taken) and not code_needed(rows, today)
