"""Leads written as fields in a row after 新线索."""

from __future__ import annotations

import re
from typing import Final

from nlp.command import Command
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made
from nlp.people import addresses, full_names, latin_people
from nlp.span import Span
from nlp.tokens import Tokens

_LEGAL_FORM: Final = made(
    r"(?:\s+[A-Za-z][A-Za-z&\-]*){0,3}?(?:,?\s+(?:Inc|Ltd|LLC|Co|Corp|GmbH|Limited|Corporation|Company)\b\.?)+", re.I
)


def positional(plain: str, command: Command) -> list[Span]:
    """Read fields in a row after 新线索: the first that is no person and no number is the company."""
    row = compiled(r"[^\n,;]*").match(plain[command.content :])
    if row is None or not compiled(r"[\s/|]").search(row[0].strip()):
        return []
    for match in compiled(r"[^\s/|]+").finditer(row[0]):
        start, end = command.content + match.start(), command.content + match.end()
        word = plain[start:end]
        if compiled(r"(?:公司|客户|名称|公司名称?|客户名称)[:是]?").fullmatch(word):
            continue
        label = compiled(r"(?:客户名称|公司名称|客户公司|公司|客户|名称)[:是]").match(word)
        start += label.end() if label else 0
        word = plain[start:end]
        if (
            not compiled(r"[\u4e00-\u9fffA-Za-z]{2}").search(word)
            or compiled(r"\d{5}|@|说|要|的|了|电话|联系人").search(word)
            or len(word) > 30
        ):
            return []
        tokens = Tokens(word)
        if any(person.start <= start < person.end for person in latin_people.find_english(plain)):
            return []
        if addresses.find_addresses(word, tokens) or any(
            s.end - s.start == len(word) for s in full_names.find_names(word, tokens, [])
        ):
            return []
        legal = _LEGAL_FORM.match(plain, end)
        end = legal.end() if legal else end
        return [Span(start, end, plain[start:end], "position", 1.0)]
    return []
