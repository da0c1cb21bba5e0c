"""How much speaks for two records being one customer, in bits: the logarithm of the odds, 0 is even.

Each agreement weighs what its rarity in this very file makes it worth (Fellegi and Sunter): a brand that 20 firms bear
says little, a brand that one firm bears says much. Disagreements weigh against. Only the constants below are fixed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nlp.dedup.blocking import Bools, Floats
from nlp.dedup.candidates import Candidates
from nlp.dedup.relation import Relations, relate
from nlp.dedup.store import NONE, Columns, Ints, Store


@dataclass(frozen=True, slots=True)
class Weights:
    """Bits beside rarity. Positive for, negative against."""

    mobile: float = 10.0
    fixed: float = 1.0
    mail: float = 9.5
    wechat: float = 9.5
    domain: float = 3.0
    crowd: float = 1.5
    """Taken for each doubling of the brands under one phone or address."""
    brand: float = 1.2
    cross: float = 0.6
    prefix: float = -2.0
    typo: float = -2.3
    half: float = -3.0
    unrelated: float = 4.0
    homophone: float = -3.0
    other_brand: float = -9.0
    other_latin: float = -4.0
    same_city: float = 0.8
    other_city: float = -6.0
    same_trade: float = 0.7
    other_trade: float = -5.5
    other_broad: float = -1.5
    broad_and_narrow: float = -0.5
    same_industry: float = 0.8
    other_industry: float = -3.0
    twice_trade: float = 0.8
    same_contact: float = 1.05
    same_surname: float = 2.8
    other_contact: float = -1.3


WEIGHTS = Weights()
FACTORS = ("mobile", "fixed", "mail", "wechat", "domain", "name", "city", "trade", "industry", "contact")


@dataclass(frozen=True, slots=True)
class Scores:
    """Bits of each pair, in total and by factor."""

    total: Floats
    factors: dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Rarity:
    """How surprising each word of a column is, in bits up to a limit, from the whole table."""

    accounts: float
    """The logarithm of about how many customers there are: what a unique agreement is worth."""
    bits: dict[str, Floats]

    def of(self, name: str, words: Ints) -> Floats:
        """Return the bits of each word; a word that the table did not have is as rare as can be."""
        table = self.bits[name]
        found = table[np.minimum(words, len(table) - 1)]
        return np.where(words == NONE, np.float32(0), found).astype(np.float32)


_USUAL_AND_MOST = {
    "city": (4.0, 7.0),
    "trade": (4.0, 6.0),
    "broad": (2.0, 4.0),
    "industry": (4.0, 5.0),
    "contact": (8.0, 11.0),
}
"""Bits of an ordinary word of each column, and the most that any word may count."""
_IMAGINED = 30


def rarity(store: Store) -> Rarity:
    """Count the words of the columns whose agreement is weighed."""
    bits = {name: _surprise(store.column(name), *limits) for name, limits in _USUAL_AND_MOST.items()}
    if not (store.column("city") != NONE).any():
        bits["city"] = _surprise(store.column("name_city"), *_USUAL_AND_MOST["city"])
    return Rarity(max(float(np.log2(max(store.rows, 4) / 2)), 4.0), bits)


def _surprise(column: Ints, usual: float, most: float) -> Floats:
    """Return how rare each word is; one more entry at the end stands for unknown words."""
    known = column[column != NONE]
    counts = np.bincount(known) if len(known) else np.empty(0, np.int64)
    # A short table knows little about its own frequencies: a few rows of ordinary rarity are imagined beside it.
    shares = (counts + _IMAGINED * 2.0**-usual) / (len(known) + _IMAGINED)
    bits = np.minimum(-np.log2(shares), most)
    return np.append(bits, most).astype(np.float32)


def score(store: Columns, pairs: Candidates, rare: Rarity, weights: Weights = WEIGHTS) -> Scores:
    """Return what speaks for and against each pair."""
    accounts = rare.accounts
    factors: dict[str, Floats] = {}
    for kind, bonus in (
        ("mobile", weights.mobile),
        ("fixed", weights.fixed),
        ("mail", weights.mail),
        ("wechat", weights.wechat),
        ("domain", weights.domain),
    ):
        owners = pairs.shared[kind]
        worth = accounts + bonus - weights.crowd * np.log2(np.maximum(owners - 1, 1))
        factors[kind] = np.where(owners > 0, worth, 0).astype(np.float32)
    relations = relate(store, pairs)
    factors["name"] = _name(pairs, relations, accounts, weights)
    factors["city"] = _places(store, pairs, rare, weights)
    factors["trade"] = _trades(store, pairs, rare, weights)
    factors["industry"] = _industries(store, pairs, rare, weights)
    factors["industry"] = _less_what_was_said(factors["industry"], factors["trade"], weights)
    factors["contact"] = _contacts(store, pairs, rare, weights)
    total = np.full(len(pairs), -accounts, np.float32)
    for bits in factors.values():
        total += bits
    return Scores(total, factors)


def _name(pairs: Candidates, relations: Relations, accounts: float, weights: Weights) -> Floats:
    """Return the bits of the two brands: as written, by sound, in another script, begun alike, mistyped, different."""
    by_sound = accounts - np.log2(np.maximum(pairs.shared["name"], 1))
    as_written = accounts - np.log2(pairs.bearers)
    by_part = np.where(pairs.near > 0, accounts - np.log2(np.maximum(pairs.near, 1)), weights.unrelated)
    bits = np.zeros(len(pairs), np.float32)
    for chosen, worth in (
        (relations.other, weights.other_brand),
        (relations.other_latin, weights.other_latin),
        (relations.half, weights.half),
        (relations.typo, by_part + weights.typo),
        (relations.prefix, by_part + weights.prefix),
        (relations.cross, by_sound + weights.cross),
        (relations.same, by_sound + weights.homophone),
        (relations.identical, as_written + weights.brand),
    ):
        bits = np.where(chosen, worth, bits)
    return bits.astype(np.float32)


def _equal(one: Ints, other: Ints) -> Bools:
    same: Bools = (one == other) & (one != NONE)
    return same


def _places(store: Columns, pairs: Candidates, rare: Rarity, weights: Weights) -> Floats:
    column, named = store.column("city"), store.column("name_city")
    a, b, c, d = column[pairs.one], column[pairs.other], named[pairs.one], named[pairs.other]
    bits = rare.of("city", np.where(a != NONE, a, c))
    same = _equal(a, b) | _equal(a, d) | _equal(c, b) | _equal(c, d)
    known = ((a != NONE) | (c != NONE)) & ((b != NONE) | (d != NONE))
    return np.where(same, bits * weights.same_city, np.where(known & ~pairs.one_home, weights.other_city, 0)).astype(
        np.float32
    )


def _trades(store: Columns, pairs: Candidates, rare: Rarity, weights: Weights) -> Floats:
    first, second, broad = store.column("trade"), store.column("trade2"), store.column("broad")
    a, b, c, d = first[pairs.one], first[pairs.other], second[pairs.one], second[pairs.other]
    same = _equal(a, b) | _equal(a, d) | _equal(c, b) | _equal(c, d)
    known = (a != NONE) & (b != NONE)
    bits = np.where(same, rare.of("trade", a) * weights.same_trade, np.where(known, weights.other_trade, 0))
    e, f = broad[pairs.one], broad[pairs.other]
    mixed = ~same & ~known & ((e != NONE) | (a != NONE)) & ((f != NONE) | (b != NONE))
    worth = np.where((a == NONE) & (b == NONE), weights.other_broad, weights.broad_and_narrow)
    broad_bits = np.where(_equal(e, f), rare.of("broad", e) * weights.same_trade, worth)
    return np.where(mixed, broad_bits, bits).astype(np.float32)


def _industries(store: Columns, pairs: Candidates, rare: Rarity, weights: Weights) -> Floats:
    column = store.column("industry")
    a, b = column[pairs.one], column[pairs.other]
    known = (a != NONE) & (b != NONE)
    return np.where(
        _equal(a, b), rare.of("industry", a) * weights.same_industry, np.where(known, weights.other_industry, 0)
    ).astype(np.float32)


def _less_what_was_said(industry: Floats, trade: Floats, weights: Weights) -> Floats:
    """Return the bits of the industry without what the trade in the name has said already."""
    both = np.sign(industry) * np.minimum(np.abs(trade), np.abs(industry)) * weights.twice_trade
    return np.where(industry * trade > 0, industry - both, industry).astype(np.float32)


def _contacts(store: Columns, pairs: Candidates, rare: Rarity, weights: Weights) -> Floats:
    whole, surname = store.column("contact"), store.column("surname")
    a, b, c, d = whole[pairs.one], whole[pairs.other], surname[pairs.one], surname[pairs.other]
    partly = _equal(c, d) & ((a == NONE) | (b == NONE))
    known = ((a != NONE) & (b != NONE)) | ((c != NONE) & (d != NONE))
    bits = np.where(known, weights.other_contact, 0)
    bits = np.where(partly, weights.same_surname, bits)
    return np.where(_equal(a, b), rare.of("contact", a) * weights.same_contact, bits).astype(np.float32)
