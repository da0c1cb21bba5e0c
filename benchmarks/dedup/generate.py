"""Rows of a made-up customer table as many hands would have typed them, with the truth beside them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.dedup.lexicon import HOMOPHONES, PROVINCE, TRADITIONAL, Lexicon, lexicon
from benchmarks.dedup.strangers import strange_lexicon
from benchmarks.dedup.world import Firm, Person, World
from nlp.fold import sound

COLUMNS = ("公司名称", "联系人", "手机", "邮箱", "微信", "城市", "行业")
_HOMOPHONE_OF = {char: group.replace(char, "") for group in HOMOPHONES for char in group if len(group) > 1}


class Hand:
    """How the people of one world type: every rate is drawn once for each seed."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self.typo = rng.uniform(0.05, 0.1)
        self.no_city = rng.uniform(0.15, 0.35)
        self.industry = rng.choice([0.0, 0.0, 0.5, 0.8])
        self.separators = rng.sample(["-", " ", "/", "_", "·", "—", "(", ""], 4)
        self.styles = [rng.uniform(0.6, 1.4) * share for share in (30, 16, 14, 8, 6, 10, 6, 5, 5)]

    def company(self, firm: Firm, person: Person) -> str:
        """Return the firm's name in one of nine ways."""
        rng = self._rng
        brand = self._mistyped(firm.brand) if rng.random() < self.typo else firm.brand
        trade, city = firm.trade, firm.city
        style = rng.choices(range(9), self.styles)[0]
        if style == 0:
            name = rng.choice(["", city, city, city + "市", PROVINCE.get(city, "") + city]) + brand + trade + firm.legal
        elif style == 1:
            name = rng.choice([brand, brand, brand + trade, city + brand])
        elif style == 2:
            name = brand + trade + rng.choice([f"({city})", f"（{city}）"]) + firm.legal.replace("(集团)", "")
        elif style == 3:
            name = brand + rng.choice(["集团", "集团公司", trade + "集团", "公司"])
        elif style == 4:
            name = rng.choice(
                [
                    firm.latin,
                    firm.latin.upper(),
                    sound(firm.brand).capitalize(),
                    firm.latin + " Co., Ltd.",
                    firm.latin + " " + brand,
                ]
            )
        elif style == 5:
            name = self._with_person(rng.choice([brand, brand + trade, city + brand]), person)
        elif style == 6:
            name = city + brand + trade
        elif style == 7:
            name = (
                rng.choice([city.capitalize(), sound(city).capitalize()])
                + " "
                + firm.latin
                + rng.choice([" Technology Co.,Ltd", " Ltd", " Inc."])
            )
        else:
            name = brand + trade + firm.legal + rng.choice(["", f"{city}分公司"])
        return self._dressed(name)

    def _with_person(self, name: str, person: Person) -> str:
        separator = self._rng.choice(self.separators)
        who = self._rng.choice(["", person.function]) + person.name[0] + person.title
        return f"{name}({who})" if separator == "(" else name + separator + who

    def _dressed(self, name: str) -> str:
        roll = self._rng.random()
        if roll < 0.04:
            return "".join(TRADITIONAL.get(char, char) for char in name)
        if roll < 0.08:
            return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in name)
        if roll < 0.11:
            return f" {name} "
        return name

    def _mistyped(self, brand: str) -> str:
        rng = self._rng
        at = rng.randrange(len(brand))
        if rng.random() < 0.6 and brand[at] in _HOMOPHONE_OF:
            return brand[:at] + rng.choice(_HOMOPHONE_OF[brand[at]]) + brand[at + 1 :]
        if len(brand) > 2 and rng.random() < 0.5:
            return brand[:at] + brand[at + 1 :]
        if rng.random() < 0.4:
            return brand[: at + 1] + brand[at:]
        return brand[::-1] if len(brand) == 2 else brand[:at] + "大" + brand[at + 1 :]

    def row(self, firm: Firm, person: Person) -> list[str]:
        """Return one row of the table."""
        rng = self._rng
        company = self.company(firm, person)
        contact = rng.choices(
            [
                person.name,
                person.name[0] + person.title,
                person.function + person.name[0] + person.title,
                person.english,
                "",
            ],
            [10, 5, 2, 1, 2],
        )[0]
        phone = "" if rng.random() < 0.22 else self._phone(person.mobile if rng.random() < 0.78 else firm.switchboard)
        mail = (
            ""
            if rng.random() < 0.55
            else rng.choice([person.mail, person.mail, person.mail.upper(), person.mail.capitalize()])
        )
        wechat = person.wechat if rng.random() < 0.3 else ""
        city = (
            ""
            if rng.random() < self.no_city
            else rng.choice([firm.city, firm.city, firm.city + "市", PROVINCE.get(firm.city, "") + firm.city])
        )
        industry = firm.trade if rng.random() < self.industry else ""
        row = [company, contact, phone, mail, wechat, city, industry]
        return self._disordered(row) if rng.random() < 0.05 else row

    def _phone(self, number: str) -> str:
        rng = self._rng
        if "-" in number:
            area, local = number.split("-")
            return rng.choice(
                [
                    number,
                    area + local,
                    f"({area}){local}",
                    f"{area} {local}",
                    f"{number}转{rng.randint(1, 899)}",
                    f"+86-{area[1:]}-{local}",
                ]
            )
        a, b, c = number[:3], number[3:7], number[7:]
        forms = [
            number,
            number,
            number,
            f"{a}-{b}-{c}",
            f"{a} {b} {c}",
            f"+86 {number}",
            f"+86-{a}-{b}-{c}",
            f"86{number}",
            f"({a}){b}{c}",
            f"{number}.0",
        ]
        chosen = rng.choice(forms)
        return (
            "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else char for char in chosen)
            if rng.random() < 0.03
            else chosen
        )

    def _disordered(self, row: list[str]) -> list[str]:
        rng = self._rng
        way = rng.randrange(4)
        if way == 0:
            row[0], row[1] = row[1], row[0]
        elif way == 1:
            row[0], row[1] = f"{row[0]} {row[1]}".strip(), ""
        elif way == 2:
            row[1], row[2] = f"{row[1]} {row[2]}".strip(), ""
        else:
            row[2], row[3] = row[3], row[2]
        return row


def generate(rows: int, seed: int, strange: bool = False) -> tuple[list[list[str]], list[int]]:
    """Return the rows of a table in random order and, for each, the number of the firm it was made from.

    `strange`: a world of the other lexicon.
    """
    rng = random.Random(f"dedup {seed}")
    made = list(_rows(rows, rng, strange_lexicon(rng) if strange else lexicon(rng)))
    rng.shuffle(made)
    return [row for _, row in made], [firm for firm, _ in made]


def _rows(rows: int, rng: random.Random, words: Lexicon) -> Iterator[tuple[int, list[str]]]:
    world, hand = World(rng, words), Hand(rng)
    world.set_size(int(rows / 1.9))
    left, number = rows, 0
    while left > 0:
        firm = world.firm()
        copies = 1 if rng.random() < 0.55 else rng.randint(2, 5)
        for _ in range(min(copies, left)):
            yield number, hand.row(firm, rng.choice(firm.people))
        left -= copies
        number += 1
