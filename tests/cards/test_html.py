"""The page shows everything, and nothing written by people becomes markup."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings

from cards import html
from cards.card import Action, Card, Choice, Field, Input, Option
from cards.token import signer
from tests.cards.random_cards import cards

SIGN = signer("c1", 3, datetime(2026, 12, 20, tzinfo=UTC), b"secret")
RANDOM = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
KNOWN = {
    *("article", "h1", "p", "dl", "div", "dt", "dd", "a", "blockquote", "img", "form", "input", "label", "select"),
    *("option", "fieldset", "legend", "textarea", "button", "details", "summary", "nav", "strong"),
}


class Tags(HTMLParser):
    """Collects the names of all elements and what stands between and in them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.names: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.texts += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(fragment: str) -> Tags:
    tags = Tags()
    tags.feed(fragment)
    tags.close()
    return tags


@given(cards())
@RANDOM
def test_the_page_shows_every_word_and_only_known_elements(card: Card) -> None:
    page = read(html.render(card, SIGN, "/cards/c1/press"))
    assert page.names <= KNOWN
    for text in (card.title, card.subtitle, card.status, card.summary, card.quote, card.source):
        assert not text or text in page.texts
    for field in card.fields:
        assert field.label in page.texts
        assert not field.value or field.value in page.texts
        assert not field.link or field.link in page.texts
    for action in (*card.actions, *card.menu):
        assert action.label in page.texts
        assert (action.url or SIGN(action.key)) in page.texts
    for choice in card.choices:
        assert {option.id for option in choice.options} <= set(page.texts)
        assert {option.text for option in choice.options} <= set(page.texts)
    for entry in card.inputs:
        assert entry.label in page.texts
        assert any(entry.initial in text for text in page.texts)


def test_forms_post_the_token_of_the_pressed_button_and_what_was_asked() -> None:
    card = Card(
        "c1",
        1,
        "k",
        "标题",
        choices=(Choice("stage", "阶段", (Option("s0", "初步接触"),)),),
        inputs=(Input("phone", "手机号", required=True),),
        actions=(Action("save", "保存", "primary"), Action("drop", "丢弃", "danger", confirm="确定？")),
    )
    fragment = html.render(card, SIGN, "/cards/c1/press", {"csrf": "abc"})
    assert '<form method="post" action="/cards/c1/press"' in fragment
    assert '<input type="hidden" name="csrf" value="abc">' in fragment
    assert '<select name="value.stage">' in fragment
    assert '<input type="text" name="value.phone" value="" required>' in fragment
    assert f'name="token" value="{SIGN("save")}"' in fragment
    assert "<details" in fragment
    assert "<form" not in html.render(card.settled("完成"), SIGN, "/cards/c1/press")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.test", "/\\evil.test", " https://x"]
)
def test_only_web_addresses_and_our_own_paths_are_opened(url: str) -> None:
    card = Card("c1", 1, "k", "标题", fields=(Field("网址", "看", link=url),), actions=(Action("o", "打开", url=url),))
    assert url not in unescape(html.render(card, SIGN, "/p"))


def test_markdown_links_open_and_scripts_do_not_run() -> None:
    card = Card(
        "c1", 1, "k", "t", body_md="[看](https://x.test/a) **重点** [坏](javascript:alert(1)) <script>x</script>"
    )
    fragment = html.render(card, SIGN, "/p")
    assert '<a href="https://x.test/a">看</a>' in fragment
    assert "<strong>重点</strong>" in fragment
    assert 'href="javascript' not in fragment
    assert "<script" not in fragment
