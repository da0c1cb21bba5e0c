"""Made-up firms with their people, and the traps among them: common brands, shared switchboards, public mail."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from benchmarks.dedup.lexicon import Lexicon, english_brand
from nlp.fold import sound

_LEGAL = ["有限公司"] * 12 + ["股份有限公司"] * 2 + ["有限责任公司", "集团有限公司", "厂", "(集团)有限公司"]
_AREA = {
    "北京": "010",
    "上海": "021",
    "广州": "020",
    "深圳": "0755",
    "杭州": "0571",
    "苏州": "0512",
    "南京": "025",
    "成都": "028",
    "武汉": "027",
    "西安": "029",
}


@dataclass(slots=True)
class Person:
    """A contact of one firm."""

    name: str
    english: str
    function: str
    title: str
    mobile: str
    mail: str
    wechat: str


@dataclass(slots=True)
class Firm:
    """One customer: every row made from it is the same customer."""

    brand: str
    trade: str
    city: str
    legal: str
    latin: str
    domain: str
    switchboard: str
    people: list[Person] = field(default_factory=list)


class World:
    """Firms without end, made from one random source; domains, mobiles and mailboxes never collide by chance."""

    def __init__(self, rng: random.Random, words: Lexicon) -> None:
        self._rng, self._words = rng, words
        self._domains: set[str] = set()
        self._mobiles: set[str] = set()
        self._common = [self._new_brand(2) for _ in range(40)]
        self._tower = ""
        self._tower_left = 0
        self._common_share = rng.uniform(0.05, 0.12)
        self._latin_share = rng.uniform(0.25, 0.5)

    def set_size(self, firms: int) -> None:
        """Fix how many brands are common: each is borne by about 21 firms that have nothing to do with each other."""
        self._common = [self._new_brand(2) for _ in range(max(int(firms * self._common_share / 21), 2))]

    def _new_brand(self, size: int = 0) -> str:
        size = size or self._rng.choices([2, 3, 4], [5, 4, 1])[0]
        return "".join(self._rng.choices(self._words.chars, self._words.weights, k=size))

    def firm(self) -> Firm:
        """Return a new firm with one to three people."""
        rng, words = self._rng, self._words
        brand = rng.choice(self._common) if rng.random() < self._common_share else self._new_brand()
        city = rng.choices(words.cities, words.city_weights)[0]
        latin = english_brand(rng, words) if rng.random() < self._latin_share else sound(brand).capitalize()
        firm = Firm(brand, rng.choice(words.trades), city, rng.choice(_LEGAL), latin, "", self._switchboard(city))
        firm.domain = self._domain(firm)
        firm.people = [self._person(firm) for _ in range(rng.choices([1, 2, 3], [7, 2, 1])[0])]
        return firm

    def _switchboard(self, city: str) -> str:
        """Return a landline; one in ten belongs to a business tower with several tenants."""
        if self._tower_left > 0 and self._rng.random() < 0.5:
            self._tower_left -= 1
            return self._tower
        area = _AREA.get(city, f"0{self._rng.randint(310, 899)}")
        number = f"{area}-{self._rng.randint(2, 8)}{self._rng.randint(0, 9_999_999):07d}"
        if self._rng.random() < 0.02:
            self._tower, self._tower_left = number, self._rng.randint(2, 12)
        return number

    def _domain(self, firm: Firm) -> str:
        rng = self._rng
        name = firm.latin.lower() if rng.random() < 0.7 else sound(firm.brand)
        tails = ["", "", "", "-tech", "tech", "group", "china", sound(firm.trade)[:2], "keji", sound(firm.city)[:1]]
        ends = [".com", ".com", ".com", ".cn", ".com.cn", ".net"]
        domain = name + rng.choice(tails) + rng.choice(ends)
        while domain in self._domains:
            domain = (
                name
                + rng.choice(tails)
                + sound(firm.trade)[: rng.randint(1, 4)]
                + str(rng.randint(1, 9999))
                + rng.choice(ends)
            )
        self._domains.add(domain)
        return domain

    def _mobile(self) -> str:
        while True:
            number = f"1{self._rng.choice('356789')}{self._rng.randint(0, 999_999_999):09d}"
            if number not in self._mobiles:
                self._mobiles.add(number)
                return number

    def _person(self, firm: Firm) -> Person:
        rng, words = self._rng, self._words
        name = rng.choice(words.surnames) + "".join(rng.choices(words.given, k=rng.choice([1, 2, 2])))
        mobile = self._mobile()
        if rng.random() < 0.55:
            mail = f"{rng.choice([sound(name), sound(name[0]) + '.' + sound(name[1:]), 'sales', 'info'])}@{firm.domain}"
        else:
            box = rng.choice([sound(name) + mobile[-5:], mobile, str(rng.randint(10**7, 10**10))])
            mail = f"{box}@{rng.choice(words.public)}"
        wechat = rng.choice([mobile, sound(name) + mobile[-4:], "wx_" + sound(name)[:4] + mobile[3:8]])
        english = f"{rng.choice(words.english_names)} {sound(name[0]).capitalize()}"
        return Person(name, english, rng.choice(words.functions), rng.choice(words.titles), mobile, mail, wechat)
