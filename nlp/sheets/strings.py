"""The string table of an Excel file on disk: a million names do not have to fit into memory."""

from __future__ import annotations

import tempfile
from array import array
from typing import IO
from xml.etree.ElementTree import iterparse

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class DiskStrings:
    """Fits the list that openpyxl asks by number: the texts lie in a temporary file, their places in 8 bytes each."""

    def __init__(self, source: IO[bytes]) -> None:
        self._file = tempfile.TemporaryFile(prefix="genjin-strings-")  # noqa: SIM115  (closed with the object)
        self._ends = array("Q", [0])
        end = 0
        for _, element in iterparse(source):  # noqa: S314  (expat expands no outer entities; sizes are capped)
            if element.tag == f"{MAIN}si":
                end += self._file.write(_text(element).encode("utf-8", "replace"))
                self._ends.append(end)
                element.clear()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        begin, end = self._ends[number], self._ends[number + 1]
        self._file.seek(begin)
        return self._file.read(end - begin).decode()

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


def _text(element: object) -> str:
    """Return a string without the readings (phonetic hints) beside it."""
    parts: list[str] = []

    def walk(node: object) -> None:
        for child in node:  # type: ignore[attr-defined]
            if child.tag == f"{MAIN}t":
                parts.append(child.text or "")
            elif child.tag != f"{MAIN}rPh":
                walk(child)

    walk(element)
    return "".join(parts)
