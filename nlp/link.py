"""Tie a mention to a known record."""

from __future__ import annotations

from nlp.book import Book
from nlp.normalize import normalize
from nlp.reading import ContactRead, Link


def links_of(book: Book, company: str, contacts: tuple[ContactRead, ...]) -> dict[str, tuple[Link, ...]]:
    """Return the known records that the company and the people of a reading may be, best first."""
    out: dict[str, tuple[Link, ...]] = {}
    if not book.entries:
        return out
    folded = normalize(company).plain.casefold()
    hits = []
    for entry in book.entries:
        if entry.kind == "company" and folded:
            if normalize(entry.name).plain.casefold() == folded:
                hits.append(Link("company", entry.name, 1.0, "exact"))
            elif any(normalize(alias).plain.casefold() == folded for alias in entry.aliases):
                hits.append(Link("company", entry.name, 0.98, "alias"))
    if hits:
        out["company"] = tuple(hits[:3])
    return out
