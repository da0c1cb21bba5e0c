"""The public face of understanding: a message in, a `Reading` out; pure, bounded, never raising for any text."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal

from nlp import decide
from nlp.book import Book
from nlp.normalize import LONGEST, normalize
from nlp.reading import Asked, BookEntry, Evidence, Reading
from nlp.stages import Stages, side_by_side, through

_FIELDS: Final = (
    "intent", "slots", "is_lead", "company", "contacts", "stage", "budget_cny", "next_action", "next_action_type",
    "next_time",
    "signals", "stage_move", "competitors", "phones", "confidence", "missing",
)  # fmt: skip

ABREAST: Final = 64
"""Messages read side by side."""

Kind = Literal["company", "person", "product", "competitor"]
_KINDS: Final[dict[str, Kind]] = {
    "company": "company",
    "person": "person",
    "product": "product",
    "competitor": "competitor",
}


class Understander:
    """Reads messages against a book of known names. Fits `handlers.ports.Understanding`."""

    def __init__(self, book: Sequence[BookEntry] = ()) -> None:
        self._book = Book(book)
        self._last: tuple[Sequence[BookEntry], Book] | None = None

    def read(self, asked: Asked, book: Sequence[BookEntry] = ()) -> Reading:
        """Return what was understood of at most `LONGEST` characters; evidence `text` says when more was there."""
        return through(self._stages(asked, self._opened(book) if book else self._book))

    def read_all(self, asked: Sequence[Asked], book: Sequence[BookEntry] = ()) -> list[Reading]:
        """Return what was understood of each of many messages: the same as `read`, for a quarter to a half less."""
        known = self._opened(book) if book else self._book
        found: list[Reading] = []
        for at in range(0, len(asked), ABREAST):
            found += side_by_side([self._stages(one, known) for one in asked[at : at + ABREAST]])
        return found

    @staticmethod
    def _stages(asked: Asked, known: Book) -> Stages[Reading]:
        text = normalize(asked.text)
        yield None
        reading = yield from decide.decide(text, asked, known)
        if text.cut:
            note = Evidence("", LONGEST, len(asked.text), f"only the first {LONGEST} characters were read")
            reading = reading._replace(evidence={**reading.evidence, "text": (note,)})
        return reading

    def _opened(self, book: Sequence[BookEntry]) -> Book:
        """Return the book ready for looking up; the last one is kept, since handlers ask many times with it."""
        if self._last is None or self._last[0] is not book:
            self._last = (book, Book(book))
        return self._last[1]


def to_json(reading: Reading, explain: bool = False) -> dict[str, Any]:
    """Return the reading as a line of `genjin understand`, without `id`."""
    out: dict[str, Any] = {}
    for name in _FIELDS:
        value = getattr(reading, name)
        if name == "contacts":
            value = [{key: getattr(c, key) for key in ("name", "title", "phone", "email", "wechat")} for c in value]
        elif isinstance(value, tuple):
            value = list(value)
        elif name in {"slots", "confidence"}:
            value = dict(value)
        out[name] = value
    if reading.budget_cny is not None and reading.budget_cny == int(reading.budget_cny):
        out["budget_cny"] = int(reading.budget_cny)
    if explain:
        out["evidence"] = {
            name: [{"text": e.text, "start": e.start, "end": e.end, "rule": e.rule} for e in spans]
            for name, spans in reading.evidence.items()
        }
    return out


def read_book(path: str | Path) -> list[BookEntry]:
    """Return the entries of a CSV: kind, name, aliases (`;` between them), company. Unknown kinds are skipped."""
    entries: list[BookEntry] = []
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            kind, name = (row.get("kind") or "").strip(), (row.get("name") or "").strip()
            if not name or kind not in _KINDS:
                continue
            aliases = tuple(
                part.strip() for part in (row.get("aliases") or "").replace("；", ";").split(";") if part.strip()
            )
            entries.append(BookEntry(_KINDS[kind], name, aliases, (row.get("company") or "").strip()))
    return entries


def understand_lines(
    lines: Iterable[str], now: datetime, book: Sequence[BookEntry] = (), explain: bool = False
) -> Iterator[str]:
    """Yield one JSON line for each JSON line read; `ABREAST` lines are taken in before the first is answered."""
    left = iter(lines)
    yield from understand_batches(iter(lambda: list(islice(left, ABREAST)), []), now, book, explain)


def understand_batches(
    batches: Iterable[Sequence[str]], now: datetime, book: Sequence[BookEntry] = (), explain: bool = False
) -> Iterator[str]:
    """Yield one JSON line for each JSON line of some batches; a line that is no JSON object gives `{"error"}`."""
    reader = Understander(book)
    for lines in batches:
        some = [_asked(line, now) for line in lines if line.strip()]
        readings = iter(reader.read_all([asked for _, asked in some if isinstance(asked, Asked)]))
        for name, asked in some:
            out = {"id": name, **to_json(next(readings), explain)} if isinstance(asked, Asked) else {"error": asked}
            yield json.dumps(out, ensure_ascii=False)


def _asked(line: str, now: datetime) -> tuple[Any, Asked | str]:
    """Return (id, the question of a line), or why it cannot be read in its place."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        return None, f"not JSON: {error}"
    problem = _problem(asked)
    if problem:
        return None, problem
    return asked.get("id"), Asked(asked["text"], now, asked.get("speaker") or "sales", asked.get("source") or "chat")


def _problem(asked: object) -> str:
    """Return why a line cannot be read, or nothing."""
    if not isinstance(asked, dict):
        return "not an object"
    if not isinstance(asked.get("text"), str):
        return "text is missing"
    if asked.get("speaker") not in {None, "sales", "customer"} or asked.get("source") not in {None, "chat", "voice"}:
        return "speaker or source is unknown"
    return ""
