"""How much speaks for two records being one customer, in bits: the logarithm of the odds, 0 is even.

Each agreement weighs what its rarity in this very file makes it worth (Fellegi and Sunter): a brand that 20 firms bear
says little, a brand that one firm bears says much. Disagreements weigh against. Only the weights are fixed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nlp.dedup.blocking import Bools, Floats
from nlp.dedup.candidates import Candidates
from nlp.dedup.rarity import Rarity
from nlp.dedup.relation import Relations, relate
from nlp.dedup.store import NONE, Columns, Ints
from nlp.dedup.weights import WEIGHTS, Weights


@dataclass(frozen=True, slots=True)
class Scores:
    """Bits of each pair, in total and by factor."""

    total: Floats
    factors: dict[str, Floats]


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
