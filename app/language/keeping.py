"""What the patterns of reading are made of, written beside the compiled modules (`nlp/patterns/stored.py`)."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path


def keep_patterns(place: Path) -> int:
    """Make every pattern once and write down what was made; return how many. Run where nothing is compiled."""
    import nlp.understand  # noqa: F401 - the patterns come with it
    from nlp.patterns.kept import compiled
    from nlp.patterns.stored import keep, strange
    from nlp.patterns.sweep import SWEEP

    SWEEP.look("")
    for pattern in SWEEP.patterns:
        pattern.prepare()
    for text in _written():
        compiled(text)
    for made_by in _functions():
        made_by()
    keep(place)
    return len(strange)


def _written() -> Iterator[str]:
    """Yield the patterns that are written where they are asked."""
    from nlp.compiled import modules

    for file in modules():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "compiled":
                text = node.args[0] if node.args else None
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


def _functions() -> Iterator[Callable[[], object]]:
    """Yield the functions that make a pattern at the first question."""
    for name, module in sorted(sys.modules.items()):
        for function in vars(module).values() if name.startswith("nlp.") else ():
            written = getattr(getattr(function, "__wrapped__", None), "__annotations__", {})
            if hasattr(function, "cache_info") and written == {"return": "re.Pattern[str]"}:
                yield function


if __name__ == "__main__":
    keep_patterns(Path(sys.argv[1]))
