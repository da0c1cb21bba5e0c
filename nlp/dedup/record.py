"""One row taken apart: who, which firm, where, and how to reach them, in the form that is compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlp.dedup import numbers, person
from nlp.dedup.columns import Role
from nlp.fold import fold
from nlp.names import BROAD_TRADES, NOBODY, Identity, Vocabulary, city_of, identify_folded, vocabulary

_EMPTY = frozenset(
    [
        "无",
        "暂无",
        "未知",
        "不详",
        "个人",
        "空",
        "没有",
        "-",
        "--",
        "/",
        ".",
        "n/a",
        "na",
        "none",
        "null",
        "nan",
        "unknown",
        "其他",
        "测试",
        "test",
        "公司",
        "客户",
        "待补充",
        "待确认",
        "保密",
    ]
)

_CELL = "\ue000"  # private use: no cell holds it, and folding leaves it alone


@dataclass(frozen=True, slots=True)
class Record:
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

    def __init__(self, roles: Sequence[Role], words: Vocabulary | None = None) -> None:
        self._words = words or vocabulary()
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
        surname, whole = person.key_of(contact) if contact else ("", "")
        phones, mails, domains, wechats = self._reached(cells)
        city = next((found for at in self._city if cells[at] and (found := _city(cells[at]))), "")
        return Record(
            brand=firm.brand if firm.brand not in _EMPTY else "",
            latin=firm.latin if len(firm.latin) > 1 else "",
            trades=tuple(trade for trade in firm.trades if trade not in BROAD_TRADES),
            broad=next((trade for trade in firm.trades if trade in BROAD_TRADES), ""),
            city=city,
            name_city=firm.city,
            industry=next((cells[at].strip() for at in self._industry if cells[at]), ""),
            surname=surname,
            contact=whole,
            phones=phones,
            mails=mails,
            domains=domains,
            wechats=wechats,
        )

    def identity(self, name: str) -> Identity:
        """Return the parts of a company name with the words of this table."""
        return identify_folded(fold(name), self._words)

    def _who(self, cells: list[str]) -> tuple[str, str]:
        """Return (company, contact), exchanged when each stands in the other's column and split when both share one."""
        company = next((text for at in self._company if (text := cells[at].strip()) and text not in _EMPTY), "")
        contact = next((text for at in self._contact if (text := cells[at].strip()) and text not in _EMPTY), "")
        if contact and (not company or person.is_person(company)) and self._is_firm(contact):
            company, contact = contact, company
        if "@" in company or company.isdigit():
            company = ""
        if company:
            company, named = person.split_company(company)
            contact = contact or named
        elif contact and not person.is_person(contact):
            company, contact = person.split_company(contact)
        return company, contact

    def _is_firm(self, text: str) -> bool:
        if len(text) < 2 or person.is_person(text) or text[0].isdigit():
            return False
        if text.isascii():
            return False
        firm = identify_folded(text, self._words)
        return firm.legal or bool(firm.trades) or bool(firm.city) or len(firm.brand) > 3

    def _reached(
        self, cells: list[str]
    ) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Return phones, mail addresses, own domains and WeChat ids from every column that is searched."""
        phones: list[tuple[str, str]] = []
        mails: list[str] = []
        domains: list[str] = []
        wechats: list[str] = []
        text = _CELL.join([cells[at] for at in self._searched])
        phones = numbers.phones(text)
        if "@" in text:
            for address, domain in numbers.mails(text):
                mails.append(address)
                if domain:
                    domains.append(domain)
        for at in self._wechat:
            if cells[at] and (found := numbers.wechat(cells[at])):
                wechats.append(found)
        if "微信" in text or "wechat" in text or "vx" in text or "wx" in text:
            wechats += numbers.wechats(text)
        domains += [found for at in self._site if (found := _site(cells[at]))]
        return (
            tuple(dict.fromkeys(phones)),
            tuple(dict.fromkeys(mails)),
            tuple(dict.fromkeys(domains)),
            tuple(dict.fromkeys(wechats)),
        )


def _site(text: str) -> str:
    text = text.strip().removeprefix("https://").removeprefix("http://").removeprefix("www.").split("/")[0]
    return text if "." in text and "@" not in text and text not in numbers.PUBLIC_MAIL else ""
