"""One row taken apart: who, which firm, where, and how to reach them, in the form that is compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from nlp.dedup import numbers, person
from nlp.dedup.columns import Role
from nlp.dedup.manners import Manners, manners
from nlp.fold import fold
from nlp.lexicon import wordset
from nlp.names.cities import city_of
from nlp.names.identity import NOBODY, Identity, identify_folded
from nlp.names.vocabulary import BROAD_TRADES, Vocabulary, vocabulary

_EMPTY = wordset("no_name")
_CELL = "\ue000"  # private use: no cell holds it, and folding leaves it alone
_LONGEST_PERSON = 9
_DIGITS = re.compile(r"\d{3}")
_Item = TypeVar("_Item")
_Reached = tuple[tuple[tuple[str, str], ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class Record(NamedTuple):
    """What is compared of one record. Sounds, folded words and digits; nothing here is shown to people."""

    brand: str = ""
    latin: str = ""
    trades: tuple[str, ...] = ()
    broad: str = ""
    city: str = ""
    name_city: str = ""
    industry: str = ""
    surname: str = ""
    contact: str = ""
    phones: tuple[tuple[str, str], ...] = ()
    mails: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    wechats: tuple[str, ...] = ()


@lru_cache(maxsize=8192)
def _city(text: str) -> str:
    return city_of(text)


class RecordReader:
    """Rows of one table to records, by the roles of its columns."""

    def __init__(self, roles: Sequence[Role], words: Vocabulary | None = None, ways: Manners | None = None) -> None:
        self._words = words or vocabulary()
        self._ways = ways or manners()
        self._company = [at for at, role in enumerate(roles) if role is Role.COMPANY]
        self._contact = [at for at, role in enumerate(roles) if role is Role.CONTACT]
        self._wechat = [at for at, role in enumerate(roles) if role is Role.WECHAT]
        self._city = [at for at, role in enumerate(roles) if role in (Role.CITY, Role.ADDRESS)]
        self._industry = [at for at, role in enumerate(roles) if role is Role.INDUSTRY]
        self._site = [at for at, role in enumerate(roles) if role is Role.SITE]
        silent = (Role.SKIP, Role.CITY, Role.INDUSTRY)
        self._searched = [at for at, role in enumerate(roles) if role not in silent]
        self._width = len(roles)

    def read(self, row: Sequence[str]) -> Record:
        """Return the record of one row. A short row is read as if its last cells were empty; never raises."""
        if len(row) < self._width:
            row = [*row, *[""] * (self._width - len(row))]
        cells = fold(_CELL.join(row)).split(_CELL)
        if len(cells) < self._width:
            cells += [""] * (self._width - len(cells))
        company, contact = self._who(cells)
        firm = identify_folded(company, self._words) if company else NOBODY
        surname, whole = person.key_of(contact, self._ways) if contact else ("", "")
        phones, mails, domains, wechats = self._reached(cells)
        city = _city(text) if (text := self._first(cells, self._city)) else ""
        trades, broad = firm.trades, ""
        if not BROAD_TRADES.isdisjoint(trades):
            broad = next(trade for trade in reversed(trades) if trade in BROAD_TRADES)
            trades = tuple(trade for trade in trades if trade not in BROAD_TRADES)
        brand = "" if firm.brand in _EMPTY else firm.brand
        latin = firm.latin if len(firm.latin) > 1 else ""
        industry = self._first(cells, self._industry)
        reached = (phones, mails, domains, wechats)
        return Record(brand, latin, trades, broad, city, firm.city, industry, surname, whole, *reached)

    def identity(self, name: str) -> Identity:
        """Return the parts of a company name with the words of this table."""
        return identify_folded(fold(name), self._words)

    def _who(self, cells: list[str]) -> tuple[str, str]:
        """Return (company, contact), exchanged when each stands in the other's column and split when both share one."""
        company, contact = self._first(cells, self._company), self._first(cells, self._contact)
        named = ""
        if company and not company.isalpha():
            company, named = person.split_company(company, self._ways)
        if contact and (not company or (not named and self._exchanged(company, contact))):
            company, contact = contact, company
        if company.isdigit() or "@" in company:
            company = ""
        if not company and contact and not person.is_person(contact, self._ways):
            company, contact = contact, ""
        if company and not named:
            company, named = person.split_company(company, self._ways)
        return company, contact or named

    @staticmethod
    def _first(cells: list[str], places: list[int]) -> str:
        for at in places:
            text = cells[at].strip()
            if text and text not in _EMPTY:
                return text
        return ""

    def _exchanged(self, company: str, contact: str) -> bool:
        """Tell whether the company column holds the person and the contact column the firm."""
        if len(company) > _LONGEST_PERSON:
            return False
        likeness = person.person_likeness(company, self._ways)
        if not likeness:
            return False
        if contact.isascii():
            return likeness > 1 and not person.is_latin_person(contact)
        other = person.person_likeness(contact, self._ways)
        return likeness > other and (other > 0 or self._is_firm(contact))

    def _is_firm(self, text: str) -> bool:
        firm = identify_folded(text, self._words)
        return len(text) > 1 and (firm.legal or bool(firm.trades) or bool(firm.city) or len(firm.brand) > 1)

    def _reached(self, cells: list[str]) -> _Reached:
        """Return phones, mail addresses, own domains and WeChat ids from every column that is searched."""
        phones: list[tuple[str, str]] = []
        mails: list[str] = []
        domains: list[str] = []
        wechats: list[str] = []
        for at in self._searched:
            cell = cells[at]
            if not cell or cell.isalpha():
                continue
            if len(cell) == 11 and cell.isdigit():
                phones += numbers.plain_mobile(cell)
                continue
            if _DIGITS.search(cell):
                phones += numbers.phones(cell)
            if "@" in cell:
                for address, domain in numbers.mails(cell):
                    mails.append(address)
                    if domain:
                        domains.append(domain)
            elif "信" in cell or "wechat" in cell or "vx" in cell or "wx" in cell:
                wechats += numbers.wechats(cell)
        wechats += [found for at in self._wechat if cells[at] and (found := numbers.wechat(cells[at]))]
        domains += [found for at in self._site if (found := _site(cells[at]))]
        return _unique(phones), _unique(mails), _unique(domains), _unique(wechats)


def _unique(found: list[_Item]) -> tuple[_Item, ...]:
    return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)


def _site(text: str) -> str:
    text = text.strip().removeprefix("https://").removeprefix("http://").removeprefix("www.").split("/")[0]
    return text if "." in text and "@" not in text and text not in numbers.PUBLIC_MAIL else ""
