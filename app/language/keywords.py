"""Keywords of notes: `genjin keywords`, and the answer to `关键词 安克`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TextIO

MOST = 8


def keywords_of(texts: Sequence[str], most: int = MOST, names: Sequence[str] = ()) -> list[str]:
    """Return what these texts are about, the weightiest words first; `names` of customers are no keywords."""
    from nlp.keywords import keywords

    joined = "\n".join(texts)
    for name in filter(None, names):
        joined = joined.replace(name, " ")
    return [word for word, _ in keywords(joined, most)]


def run_keywords(source: TextIO, out: TextIO, most: int) -> int:
    """Answer each line of text, or of JSON with `text`, with one line `{"text", "keywords"}`."""
    for line in source:
        words = line.strip()
        if not words:
            continue
        text = _text_of(words)
        out.write(json.dumps({"text": text, "keywords": keywords_of([text], most)}, ensure_ascii=False) + "\n")
    out.flush()
    return 0


def _text_of(line: str) -> str:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return line
    return str(read["text"]) if isinstance(read, dict) and "text" in read else line
