"""Every page of the documentation is listed, and what it points at is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?://)([^)#]+)")
FILE = re.compile(r"`((?:app|bot|cards|config|crm|handlers|nlp|scheduler|simulator|storage|tests|web)/[\w./-]*\w)/?`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_points_at_is_there(page: Path) -> None:
    text = page.read_text()
    assert [link for link in LINK.findall(text) if not (page.parent / link).exists()] == []
    assert [file for file in FILE.findall(text) if not (ROOT / file).exists()] == []


def test_every_page_is_listed() -> None:
    listed = {(DOCS / link).resolve() for link in LINK.findall((DOCS / "README.md").read_text())}
    assert {page for page in DOCS.rglob("*.md") if page.name != "README.md"} == listed


def test_the_house_shows_every_room() -> None:
    """But those of the platforms, which bear one name on three floors, and of `nlp`, which has a page of its own."""
    platforms = {f"bot/{name}" for name in ("wecom", "dingtalk", "slack", "mail", "sms", "systems")}
    floors = [ROOT / name for name in ("app", "bot", "crm", "handlers", "storage", "web")]
    rooms = {str(room.parent.relative_to(ROOT)) for floor in floors for room in floor.glob("*/__init__.py")}
    shown = set(FILE.findall((DOCS / "house.md").read_text()))
    assert rooms - shown == platforms | {"crm/ports", "storage/migrations"}
