"""F67: one id for one person over all systems, made of phone and id-card number, neither of which it gives away.

The id-card number itself is kept nowhere: at every door it is replaced by its seal, a keyed hash, and the golden id
is made from phone and seal. Whoever has the database and not the key can neither read nor guess it.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from hashlib import sha256

from crm.phone import phone_key

SEAL = "身份证#"
LENGTH = 64  # hex characters: the whole SHA-256
_NUMBER = re.compile(r"(?<![0-9A-Za-z])(\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx]|\d{15})(?![0-9A-Za-z])")
_SEALED = re.compile(re.escape(SEAL) + r"([0-9a-f]{64})")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class GoldenId:
    """64 hex characters. `weak`: made from the phone alone, because no id-card number was given."""

    id: str
    weak: bool


class GoldenIds:
    """Makes golden ids under one installation's key."""

    def __init__(self, key: bytes) -> None:
        self._key = hmac.new(key, b"golden-id", sha256).digest()

    def of(self, phone: str, id_number: str = "") -> GoldenId | None:
        """Return the id of a person, None for a phone that nobody can be found by (masked, rounded, too short).

        `id_number` is the number or its seal; one that is masked or mistyped counts as none.
        """
        key = phone_key(phone)
        if not key:
            return None
        sealed = _SEALED.search(self.seal(id_number))
        if sealed is None:
            return GoldenId(self._hash("phone", key), True)
        return GoldenId(self._hash("person", key, sealed[1]), False)

    def seal(self, text: str) -> str:
        """Return the text with every id-card number in it replaced by its seal; all else stays as it is."""
        return _NUMBER.sub(self._sealed, text) if len(text) >= 15 else text

    def _sealed(self, found: re.Match[str]) -> str:
        number = full_number(found[1])
        return f"{SEAL}{self._hash('number', number)}" if number else found[0]

    def _hash(self, *parts: str) -> str:
        return hmac.new(self._key, "\n".join(parts).encode(), sha256).hexdigest()


def full_number(text: str) -> str:
    """Return the 18 characters of a valid id-card number (GB 11643), an old one completed, or an empty text."""
    plain = re.sub(r"[ -]", "", text).upper()
    if len(plain) == 15:
        plain = f"{plain[:6]}19{plain[6:]}"
        plain += _check(plain)
    if not re.fullmatch(r"\d{17}[\dX]", plain) or not _is_day(plain[6:14]):
        return ""
    return plain if _check(plain[:17]) == plain[17] else ""


def _check(digits: str) -> str:
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11]


def _is_day(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    return 1850 <= year <= 2150 and 1 <= month <= 12 and 1 <= day <= 31
