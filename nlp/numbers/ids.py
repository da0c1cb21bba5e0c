"""Mail addresses, WeChat ids, links, tax codes and card numbers."""

from __future__ import annotations

import re
from typing import Final

from nlp.lexicon import phrases
from nlp.patterns.held import Held
from nlp.patterns.kept import compiled
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made
from nlp.span import Cover, Span

_MAIL: Final = made(phrases("ids", "mail"))
_AT: Final = Held(r"\s?(?:\bat\b|艾特|爱特|圈[aA]|@)\s?", re.ASCII)
_DOT, _JOINT = r"\s?(?:点|\bdot\b|\.)\s?", r"\s?(?:点|下划线|[中横短减]?杠|减号|\bdot\b)\s?"
_BEFORE_AT: Final = made(
    rf"(?<![A-Za-z0-9._\-])[A-Za-z0-9](?:[A-Za-z0-9._\-]|(?<=[A-Za-z]){_JOINT}(?=[A-Za-z0-9])){{0,40}}$", re.ASCII
)
_AFTER_AT: Final = made(
    rf"(?:[A-Za-z0-9\-]{{1,40}}{_DOT}){{1,3}}(?:com|cn|cc|net|org|hk|tw|io|biz|info|tech|top|vip|me|edu|gov)(?![A-Za-z0-9])",
    re.ASCII | re.IGNORECASE,
)
_SAID: Final = tuple(
    (made(word, re.ASCII | re.IGNORECASE), sign)
    for word, sign in ((r"点|\bdot\b", "."), ("下划线", "_"), (r"[中横短减]?杠|减号", "-"), (r"\s", ""))
)
_LONGEST_LOCAL: Final = 64
"""Characters before the at, RFC 5321."""
_LINK: Final = made(r"(?:https?://|www\.)[A-Za-z0-9./?=&_%#:\-]+")
_LONG: Final = made(r"[\dA-Z][\dA-Z ]{12}")
"""What the shortest of the three numbers below looks like."""
_TAX: Final = made(r"(?<![A-Z0-9])(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![A-Z0-9])")
_IDENTITY: Final = made(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)")
_CARD: Final = made(r"(?<!\d)[3-6]\d{3}(?: ?\d{4}){2,3} ?\d{1,7}(?!\d)")
_WECHAT: Final = Opened(
    phrases("ids", "wechat"),
    re.ASCII,
)
_WECHAT_FAR: Final = Opened(phrases("ids", "wechat_far"), re.ASCII)
_SAID_WECHAT: Final = Opened(
    r"(?:微信|威信|薇信|[Vv][Xx]|[Vv]信)(?:号码?|账号|[Ii][Dd])?(?:就?是|为|叫|:)?\s?([A-Za-z][A-Za-z0-9]*"
    r"(?:\s?(?:下划线|[中横短减]?杠|减号)\s?(?:[A-Za-z0-9]+|[零〇幺一二三四五六七八九]+)|\s?[零〇幺一二三四五六七八九]{2,}"
    r"|\s\d{2,8}(?![\d年月号点台万元个]))+)"
)
_DIGITS: Final = str.maketrans("零〇幺一二三四五六七八九", "001123456789")
_ADD_ME: Final = Opened(phrases("ids", "add_me"))
SAME_NUMBER: Final = Held(phrases("ids", "same_number"))


def luhn(digits: str) -> bool:
    """Tell whether digits pass the card check of ISO/IEC 7812."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def find_emails(plain: str) -> list[Span]:
    """Return mail addresses, also those said with at and 点, lower case kept as written."""
    found = (
        [Span(m.start(), m.end(), m[0].rstrip("."), "email", 0.99) for m in _MAIL.finditer(plain)]
        if "@" in plain
        else []
    )
    known = Cover(found)
    for match in _AT.finditer(plain):
        before = _BEFORE_AT.search(plain, max(0, match.start() - _LONGEST_LOCAL), match.start())
        after = _AFTER_AT.match(plain, match.end())
        if before is None or after is None:
            continue
        if not known.over(before.start(), after.end()):
            said = f"{_spelled(before[0])}@{_spelled(after[0])}"
            found.append(Span(before.start(), after.end(), said, "spoken_email", 0.9))
            known.add(found[-1])
    return found


def _spelled(said: str) -> str:
    """Return a part of an address as it is typed."""
    for word, sign in _SAID:
        said = word.sub(sign, said)
    return said


def find_wechats(plain: str) -> list[Span]:
    """Return WeChat ids as written; a number said to be the same as the phone is not here."""
    found = [
        Span(match.start(1), match.end(1), _spelled(match[1]).translate(_DIGITS), "wechat", 0.9)
        for match in _SAID_WECHAT.finditer(plain)
    ]
    known = Cover(found)
    for pattern in (_WECHAT, _WECHAT_FAR, _ADD_ME):
        for match in pattern.finditer(plain):
            group = match.lastindex or 1
            if not known.over(*match.span(group)):
                said = match[group] if match[group][0].isalpha() else compiled(r"\D").sub("", match[group])
                found.append(Span(match.start(group), match.end(group), said, "wechat", 0.95))
                known.add(found[-1])
    return found


def find_links(plain: str) -> list[Span]:
    """Return web addresses."""
    return [Span(m.start(), m.end(), m[0], "link") for m in _LINK.finditer(plain)] if "." in plain else []


def find_private(plain: str) -> list[Span]:
    """Return numbers that must not be stored in clear: identity cards, bank cards, tax codes (rule names them)."""
    if _LONG.search(plain) is None:
        return []
    found = [Span(m.start(), m.end(), m[0], "identity") for m in _IDENTITY.finditer(plain)]
    known = Cover(found)
    for match in _CARD.finditer(plain):
        if not known.over(*match.span()) and luhn(match[0].replace(" ", "")):
            found.append(Span(match.start(), match.end(), match[0], "card"))
            known.add(found[-1])
    found.extend(Span(m.start(), m.end(), m[0], "tax") for m in _TAX.finditer(plain) if not known.over(*m.span()))
    return found
