"""Everything that can be understood or pressed has somebody who answers."""

from __future__ import annotations

import ast
from pathlib import Path

from handlers.router import BUTTONS, INTENTS

UNDERSTOOD = [
    "capture_lead",
    "followup_note",
    "query",
    "approve",
    "reject",
    "claim",
    "mute",
    "unmute",
    "remind",
    "merge",
    "update_stage",
    "report",
    "help",
    "undo",
    "chitchat",
]
HANDLERS = Path(__file__).parents[2] / "handlers"


def test_every_intent_has_a_handler() -> None:
    assert set(UNDERSTOOD) <= set(INTENTS)


def test_every_button_has_a_handler() -> None:
    """Every `Action(key, …)` without an address that a handler builds is in the table under some card kind."""
    keys = {key for _, key in BUTTONS}
    built: dict[str, str] = {}
    for path in HANDLERS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Action":
                first = node.args[0]
                opens_page = any(keyword.arg == "url" for keyword in node.keywords)
                if isinstance(first, ast.Constant) and not opens_page:
                    built[str(first.value)] = path.name
    assert built, "no buttons found"
    assert set(built) <= keys, {key: where for key, where in built.items() if key not in keys}


def test_handlers_never_commit() -> None:
    found = [
        path.name
        for path in HANDLERS.rglob("*.py")
        if any(
            isinstance(node, ast.Attribute) and node.attr in ("commit", "rollback")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert found == []
