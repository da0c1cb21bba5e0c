"""Names in a voice note: where a name that was put right came from, and a question where it could be another's."""

from __future__ import annotations

from collections.abc import Sequence

from crm.leads.draft import Draft
from handlers.inbound import NameHeard

FIELDS = (("company", "company"), ("contacts", "contact"))
"""Name of the evidence → field of a draft."""
GUESSES = "?"
BETWEEN = "|"


def take_names(draft: Draft, names: Sequence[NameHeard]) -> None:
    """Give each name of the draft its source as it was heard, and mark the doubtful ones to be asked about."""
    doubtful = next((name for name in names if not name.sure), None)
    if doubtful is not None and not draft.company and not draft.contact:
        draft.company = doubtful.heard  # Nothing else was read as a name: what was heard stands until it is answered.
    for name in names:
        for evidence, field in FIELDS:
            value = str(getattr(draft, field))
            if name.sure and value and name.names[0] in value:
                draft.sources[evidence] = name.heard
            elif not name.sure and value and (name.heard in value or value in name.heard):
                draft.sources[field + GUESSES] = BETWEEN.join(name.names)
                draft.unsure = [field, *(other for other in draft.unsure if other != field)]


def certain(names: Sequence[NameHeard]) -> dict[str, str]:
    """Return each name that was put right, and how it was heard."""
    return {name.names[0]: name.heard for name in names if name.sure and name.heard != name.names[0]}


def guesses_for(draft: Draft, field: str) -> list[str]:
    """Return the known names that may have been meant, the likeliest first."""
    return [name for name in draft.sources.get(field + GUESSES, "").split(BETWEEN) if name]


def settle_name(draft: Draft, field: str) -> None:
    """The question about this name is answered; the candidates are no longer needed."""
    draft.sources = {key: value for key, value in draft.sources.items() if key != field + GUESSES}


def chosen(guesses: Sequence[str], text: str) -> str:
    """Return the candidate that an answer names, or an empty text."""
    named = [name for name in guesses if name in text]
    return named[0] if len(named) == 1 else ""


def asked_about(draft: Draft, names: Sequence[NameHeard]) -> set[str]:
    """Return what was heard where the draft's own question asks about it already."""
    asked = {guess for _, field in FIELDS for guess in guesses_for(draft, field)}
    return {name.heard for name in names if not name.sure and asked & set(name.names)}
