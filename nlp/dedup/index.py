"""One new record against all known ones: the evidence of the batch, looked up instead of sorted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np

from nlp.dedup.blocking import Floats
from nlp.dedup.candidates import described, named_keys, near_keys
from nlp.dedup.census import STRONG, census
from nlp.dedup.columns import Role
from nlp.dedup.key_table import MOST_PER_KEY, KeyTable, fewest_owners
from nlp.dedup.query import UNKNOWN, Beside, Query
from nlp.dedup.rarity import rarity
from nlp.dedup.record import RecordReader
from nlp.dedup.scoring import Scores, score
from nlp.dedup.store import NONE, Ints, Store
from nlp.dedup.two_factor import MAIL_WEIGHT, NAME_WEIGHT, PHONE_WEIGHT

Verdict = Literal["same", "propose"]

PROPOSE_FROM = -1.0
"""Bits from which a likeness of names alone is worth a look: a chance of one in three."""
CROWDED = 4
"""Different brands under one phone or address from which on it says little by itself, as a switchboard's."""
_WEIGHT = {"mobile": PHONE_WEIGHT, "fixed": PHONE_WEIGHT, "mail": MAIL_WEIGHT, "wechat": MAIL_WEIGHT}
_ROLES = (Role.COMPANY, Role.CONTACT, Role.PHONE, Role.MAIL, Role.WECHAT, Role.CITY, Role.INDUSTRY, Role.SITE)


class Customer(NamedTuple):
    """One record as it is known elsewhere: an id and the fields as typed; any of them may be empty."""

    id: str
    company: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    wechat: str = ""
    city: str = ""
    industry: str = ""
    website: str = ""


class Match(NamedTuple):
    """A known record that the new one may be. `score` is F17's weight of the strongest factor, 0 to 1.

    `same`: a phone, mail address or WeChat id is shared and is nobody else's. `propose`: a person decides.
    """

    id: str
    score: float
    factors: dict[str, float]
    verdict: Verdict


class DuplicateIndex:
    """Known customers, ready to be asked about one more. Not for several threads at once.

    Those given to the constructor are packed into arrays, those added later kept in dictionaries until the index is
    built anew; `docs/duplicates.md` has the memory of both.
    """

    def __init__(self, known: Iterable[Customer] = ()) -> None:
        self._reader = RecordReader(_ROLES)
        self._store = Store()
        self._ids: list[str] = []
        for customer in known:
            self._store.add(self._reader.read(customer[1:]))
            self._ids.append(customer.id)
        self._census = census(self._store)
        self._rare = rarity(self._store)
        keyed = self._census.strong | named_keys(self._store, self._census) | near_keys(self._store, self._census)
        self._tables = {name: KeyTable(part) for name, part in keyed.items()}
        self._census = self._census.without_keys()
        self._late: dict[tuple[str, int], list[int]] = {}

    def __len__(self) -> int:
        return self._store.rows

    def add(self, customer: Customer) -> None:
        """Make one more record known; the next `match` finds it."""
        record = self._reader.read(customer[1:])
        row = self._store.add(record)
        self._ids.append(customer.id)
        query = Query(record, self._store, self._census)
        for name, key in (*query.strong_keys(), *query.name_keys(), *query.near_keys()):
            if key != NONE:
                self._late.setdefault((name, key), []).append(row)

    def match(self, customer: Customer, limit: int = 3) -> list[Match]:
        """Return the records that this one may be, surest first; a record with its own id is never among them."""
        query = Query(self._reader.read(customer[1:]), self._store, self._census)
        hits = {kind: self._hits(keys) for kind, keys in _by_kind(query).items()}
        found = [rows for kind in hits.values() for rows, _ in kind]
        if not found:
            return []
        rows = np.unique(np.concatenate(found)).astype(np.int32)
        shared = {kind: fewest_owners(rows, hits[kind]) for kind in (*STRONG, "name")}
        scores = self._scores(query, rows, shared)
        matches = [self._judged(int(row), at, scores, shared) for at, row in enumerate(rows.tolist())]
        ranked = sorted(
            ((match.verdict != "same", -float(scores.total[at]), match) for at, match in enumerate(matches) if match),
            key=lambda item: item[:2],
        )
        return [match for _, _, match in ranked if match.id != customer.id][:limit]

    def _scores(self, query: Query, rows: Ints, shared: dict[str, Floats]) -> Scores:
        view = Beside(query, self._store, rows)
        one, other = np.arange(len(rows), dtype=np.int32), np.full(len(rows), len(rows), np.int32)
        return score(view, described(view, view.census(self._census), one, other, shared), self._rare)

    def _hits(self, keys: Iterable[tuple[str, int]]) -> list[tuple[Ints, float]]:
        """Return the rows under each key, with how many brands or firms own the key."""
        found = []
        for name, key in keys:
            if key in (NONE, UNKNOWN):
                continue
            late = self._late.get((name, key))
            rows = self._tables[name].find(key)
            if late:
                rows = np.concatenate([rows, np.array(late[-MOST_PER_KEY:], np.int32)])
            if len(rows):
                found.append((rows, self._owners_of(name, key, rows)))
        return found

    def _owners_of(self, name: str, key: int, rows: Ints) -> float:
        if name in STRONG:
            sounds = self._store.column("sound")[rows]
            return float(max(len(np.unique(sounds[sounds != NONE])), 1))
        if not name.startswith("name"):
            return 1.0
        return self._census.firms_of_name(key if name == "name" else key >> 32)

    def _judged(self, row: int, at: int, scores: Scores, shared: dict[str, Floats]) -> Match | None:
        """Return what a known row is to the new record, `None` when it is a stranger."""
        total = float(scores.total[at])
        owners = {kind: float(shared[kind][at]) for kind in _WEIGHT if shared[kind][at]}
        if not owners and total < PROPOSE_FROM:
            return None
        factors = {name: round(float(bits[at]), 1) for name, bits in scores.factors.items() if bits[at]}
        if owners:
            own = [kind for kind, count in owners.items() if kind != "fixed" and count < CROWDED]
            verdict: Verdict = "same" if own or total > 0 else "propose"
            return Match(self._ids[row], max(_WEIGHT[kind] for kind in owners), factors, verdict)
        return Match(self._ids[row], round(NAME_WEIGHT / (1 + 2.0**-total), 4), factors, "propose")


def _by_kind(query: Query) -> dict[str, list[tuple[str, int]]]:
    kinds: dict[str, list[tuple[str, int]]] = {kind: [] for kind in (*STRONG, "name", "near")}
    for kind, key in query.strong_keys():
        kinds[kind].append((kind, key))
    kinds["name"] = list(query.name_keys())
    kinds["near"] = list(query.near_keys())
    return kinds
