"""How a company name is looked up: by its brand's sound among customers, by its spelling in the dictionary."""

from __future__ import annotations

import re

from nlp.fold import fold, sound
from nlp.names.identity import identify

_NOISE = re.compile(r"[\s.,·&'()\-]+")


def name_key(name: str) -> str:
    """Return the brand of a company name by sound, by which alike names are found; empty when it has none."""
    found = identify(name)
    return (sound(found.brand) or found.latin)[:128]


def alias_keys(name: str) -> list[str]:
    """Return under what a name is looked up: as written, and without its place and its legal form."""
    whole = _NOISE.sub("", fold(name))
    found = identify(name)
    core = found.latin if not found.brand else found.brand + "".join(reversed(found.trades))
    return list(dict.fromkeys(key for key in (whole, core) if key))
