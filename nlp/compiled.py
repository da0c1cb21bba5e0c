"""Reading compiled for this machine, used when it was compiled from the very sources that lie here.

`genjin compile` makes native modules of these sources and puts them beside the interpreter, in a folder named after
what they were made of. A source that has changed since has another name, so nothing stale is ever used: then, without
a compiler, or with `GENJIN_COMPILED=off`, the sources are read as they are, more slowly and with the same result.
"""

from __future__ import annotations

import os
import sys
from hashlib import blake2b
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path

SOURCES = Path(__file__).resolve().parent
PLACE = Path(sys.prefix) / "compiled"
"""Where compiled modules lie: one folder for each state of the sources."""
GROUP = "genjin_reading"
"""All modules are compiled into one library named after this, so that they call each other directly."""
_ROOMS = ("", "patterns", "times", "numbers", "firms", "people", "steps", "learned", "names")
_AS_THEY_ARE = frozenset({"__init__.py", "compiled.py"})
"""Packages and what must know where it lies."""


def modules() -> list[Path]:
    """Return the sources that are compiled: all that reads a message, in a fixed order."""
    found = [file for room in _ROOMS for file in sorted((SOURCES / room).glob("*.py"))]
    return [file for file in found if file.name not in _AS_THEY_ARE]


def folder() -> Path:
    """Return where these sources lie compiled for this interpreter, if they were."""
    seen = blake2b(EXTENSION_SUFFIXES[0].encode(), digest_size=10)
    for file in modules():
        seen.update(str(file.relative_to(SOURCES)).encode() + b"\0" + file.read_bytes())
    return PLACE / seen.hexdigest()


used: Path | None = None
"""The folder whose modules are loaded, if any."""


class _Finder(MetaPathFinder):
    """Finds the compiled modules of one folder, before their sources are found."""

    def __init__(self, place: Path) -> None:
        suffix = EXTENSION_SUFFIXES[0]
        self.files = {
            ".".join(file.relative_to(place).parts).removesuffix(suffix): file for file in place.rglob(f"*{suffix}")
        }

    def find_spec(self, fullname: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """Return how a module is loaded, or nothing for those that were not compiled."""
        file = self.files.get(fullname)
        return spec_from_file_location(fullname, file) if file else None


def use() -> bool:
    """Load what was compiled of these sources from now on; tell whether there is any."""
    if os.environ.get("GENJIN_COMPILED") == "off" or not PLACE.is_dir():
        return False
    place = folder()
    if not place.is_dir():
        return False
    global used
    used = place
    sys.meta_path.insert(0, _Finder(place))
    return True
