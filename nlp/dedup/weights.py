"""The constants of scoring: bits beside rarity, for and against."""

from __future__ import annotations

from dataclasses import dataclass


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
