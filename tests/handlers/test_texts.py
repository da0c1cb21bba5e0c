"""The exact words of everything the bot says. Whoever changes a sentence changes it in `said/` as well.

Every file of `handlers/texts` has a table of the same name there: its constants, and each function's answers.
"""

from __future__ import annotations

import types
from importlib import import_module
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "handlers" / "texts"
MODULES = ["texts", *(path.stem for path in sorted(ROOM.glob("*_texts.py")))]
TEXTS = {module: import_module(f"handlers.texts.{module}") for module in MODULES if module != "texts"}
TEXTS["texts"] = import_module("handlers.texts")
SAID = {module: import_module(f"tests.handlers.said.{module}") for module in MODULES}

CONSTANTS = [(module, name, said) for module in MODULES for name, said in SAID[module].CONSTANTS.items()]
SENTENCES = [(module, *row) for module in MODULES for row in SAID[module].SENTENCES]


@pytest.mark.parametrize(("module", "name", "expected"), CONSTANTS)
def test_constant(module: str, name: str, expected: str) -> None:
    assert getattr(TEXTS[module], name) == expected


@pytest.mark.parametrize(("module", "name", "given", "expected"), SENTENCES)
def test_sentence(module: str, name: str, given: list[object], expected: str) -> None:
    assert getattr(TEXTS[module], name)(*given) == expected


@pytest.mark.parametrize("module", MODULES)
def test_every_sentence_is_here(module: str) -> None:
    said = {
        name
        for name, value in vars(TEXTS[module]).items()
        if isinstance(value, str | types.FunctionType) and not name.startswith("_")
    }
    assert said == {*SAID[module].CONSTANTS, *(name for name, _, _ in SAID[module].SENTENCES)}


def test_no_sentence_is_long_or_talks_shop() -> None:
    told = [*(said for _, _, said in CONSTANTS), *(said for *_, said in SENTENCES)]
    assert [text for text in told if len(text) > 120] == []
    shop = ("error", "null", "json", "http", "数据库", "异常", "字段")
    for_admins = "发现未映射字段"
    plain = [text for text in told if not text.startswith(for_admins)]
    assert [text for text in plain if any(word in text.lower() for word in shop)] == []
