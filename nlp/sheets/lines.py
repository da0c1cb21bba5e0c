"""Lines of a text table, decoded one by one, so that a few foreign bytes spoil one line and not the file."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nlp.dedup.table import encoding_of

PROBE = 1 << 20
LONGEST_LINE = 1 << 20
MENDED = "有读不出来的字符"


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end. `ended`: a line break followed; `mended`: bytes that are no text were replaced."""

    text: str
    ended: bool = True
    mended: bool = False


def read_lines(path: Path) -> Iterator[Line]:
    """Yield the lines of a file in UTF-8 (with or without mark), UTF-16 or GB18030.

    A line that is not in the file's encoding is tried in the other one: files get glued together.
    Raises `UnreadableTable` ("binary") or `OSError`.
    """
    with path.open("rb") as source:
        encoding = encoding_of(source.read(PROBE), path)
    if encoding == "utf-16":
        yield from _wide_lines(path)
        return
    first, second = ("utf-8", "gb18030") if encoding.startswith("utf-8") else _by_majority(path)
    with path.open("rb") as source:
        start = True
        while raw := source.readline(LONGEST_LINE):
            body = raw.removeprefix(codecs.BOM_UTF8) if start else raw
            start = False
            ended = body.endswith((b"\n", b"\r"))
            for piece in body.rstrip(b"\r\n").split(b"\r"):
                yield _decoded(piece.replace(b"\0", b""), first, second, ended)


def _decoded(raw: bytes, first: str, second: str, ended: bool) -> Line:
    for encoding in (first, second):
        try:
            return Line(raw.decode(encoding), ended)
        except UnicodeDecodeError:
            continue
    return Line(raw.decode(first, errors="replace"), ended, True)


def _by_majority(path: Path) -> tuple[str, str]:
    """Not all of the file is UTF-8: return the encoding of most lines with foreign letters first."""
    with path.open("rb") as source:
        lines = [line for line in source.read(PROBE).split(b"\n") if not line.isascii()]
    valid = sum(_is_utf8(line) for line in lines)
    return ("utf-8", "gb18030") if valid * 2 > len(lines) else ("gb18030", "utf-8")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _wide_lines(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-16", errors="replace", newline="") as source:
        while text := source.readline(LONGEST_LINE):
            bare = text.rstrip("\r\n").replace("\0", "")
            yield Line(bare, text.endswith(("\n", "\r")), "\ufffd" in bare)
