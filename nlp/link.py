"""Tie a reading to known records: by phone and mail first, then by the sound of the names."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.book import Book
from nlp.lexicon import wordset
from nlp.reading import BookEntry, ContactRead, Link


def links_of(book: Book, company: str, contacts: tuple[ContactRead, ...]) -> dict[str, tuple[Link, ...]]:
    """Return the known records that the company and the people of a reading may be, best first."""
    if not book.entries:
        return {}
    out: dict[str, tuple[Link, ...]] = {}
    reached = _by_reach(book.entries, contacts)
    firms = book.index("company").find(company) if company else ()
    if reached or firms:
        out["company"] = tuple({link.name: link for link in (*firms, *reached)}.values())[:3]
    people = [link for contact in contacts if contact.name for link in book.index("person").find(contact.name, 1)]
    if people:
        out["contacts"] = tuple(people)
    return out


def _by_reach(entries: Iterable[BookEntry], contacts: tuple[ContactRead, ...]) -> list[Link]:
    """Return records that share a phone, a mail address or its own domain with a contact."""
    phones = {contact.phone for contact in contacts if contact.phone and "*" not in contact.phone}
    mails = {contact.email.casefold() for contact in contacts if contact.email}
    domains = {mail.rpartition("@")[2] for mail in mails} - wordset("public_mail")
    found = []
    for entry in entries:
        name = entry.company or entry.name
        if entry.phone and entry.phone in phones:
            found.append(Link("company", name, 1.0, "phone"))
        elif entry.email and entry.email.casefold() in mails:
            found.append(Link("company", name, 0.99, "mail"))
        elif entry.email and entry.email.casefold().rpartition("@")[2] in domains:
            found.append(Link("company", name, 0.95, "domain"))
    return found
