"""Patterns tried only where they can begin match what they match everywhere."""

from __future__ import annotations

import re

import pytest

from benchmarks.language.sentences import load
from nlp.lexicon import FOLDER, phrases
from nlp.patterns.held import Held
from nlp.patterns.openings import Opened
from nlp.patterns.sweep import Sweep

CASES = {
    r"样[品件]|送样|(?:寄|发)[^,。]{0,4}样": "下周寄两个样品, 送样前先发样件",
    r"(?:我们?|已经?)?(?:签了|成交)|签": "我们签了, 已成交, 签",
    r"[^,。]{0,3}(?:太慢|差)|响应": "他们响应太慢,质量差,太慢",
    r".{0,2}好|不": "不好也好,不",
    r"(?i:demo|poc)|PO(?!C)": "Demo poc PO POC dEMO",
    r"\d{1,3}万|\$\s?\d+": "20万 $ 30 7万",
    r"(?P<same>[耐防])不(?P=same)|稳": "耐不耐防不耐稳",
    r"(?<!不)要|(?=想)想|\b[Vv]x": "不要 想要 vx Vx avx",
    r"一?[点些]|[一-龥]家": "一点 点 些 别家 一家",
    r"[\[\]a-c\-]x|[^\d]9": "]x bx -x 甲9 19",
    r"a{2}b|c{0,2}d|e{2,}f": "aab ab ccd d eef eeef",
    r"(?:^|,)好|好$": "好,好,不好",
    r"[一二三\d]{1,3}(?:封顶|到顶)|[要想]{1,2}[^,]{0,4}样品": "三百一封顶, 20到顶, 想要两个样品, 要3套",
    r"(?:再|能|要)[^,]{0,2}(?i:Call|mail)\d": "再call1, 能E-MAIL2, 要样, Call3",
}


@pytest.fixture
def own() -> Sweep:
    return Sweep()


def _spans(found: list[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in found]


@pytest.mark.parametrize("flags", [0, re.I, re.A])
def test_each_way_to_begin_is_found(own: Sweep, flags: int) -> None:
    for source, text in CASES.items():
        plain = re.compile(source, flags)
        opened = Opened(source, flags, own)
        assert _spans(opened.finditer(text)) == _spans(list(plain.finditer(text))), source
        for start in (0, 3):
            expected = plain.search(text, start)
            found = opened.search(text, start)
            assert (found and found.span()) == (expected and expected.span()), source


def test_names_are_those_of_the_first_pattern_that_matches(own: Sweep) -> None:
    opened = Opened([("寄样", "寄.{0,2}样"), ("电话", "打电话|回电"), ("其他", "寄|打")], sweep=own)
    found = [(name, match[0]) for name, match in opened.named("先寄个样,再打电话,寄信")]
    assert found == [("寄样", "寄个样"), ("电话", "打电话"), ("其他", "寄")]


def test_the_shipped_patterns_match_as_they_do_everywhere(own: Sweep) -> None:
    sources = [
        phrases(file.stem, line[3:])
        for file in sorted((FOLDER / "patterns").glob("*.txt"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("== ")
    ]
    asked = [
        (re.compile(source), Opened(source, sweep=own)) for source in sources if source[0] != "^" and "<<" not in source
    ]
    asked = [(plain, opened) for plain, opened in asked if not plain.match("")]
    assert len(asked) > 60
    for text in (sentence.asked.text for name in ("fresh_1", "mixed", "customer") for sentence in load(name)):
        for plain, opened in asked:
            assert _spans(opened.finditer(text)) == _spans(list(plain.finditer(text))), (plain.pattern, text)


def test_what_begins_often_is_only_tried_where_what_it_needs_stands(own: Sweep) -> None:
    opened = Opened(r"[再能要稍\d](?:松|样)口", sweep=own)
    assert not opened.finditer("再要 5 个, 能稍等")
    assert own.kept["再要 5 个, 能稍等"] == [None]
    assert _spans(opened.finditer("再要 5 个, 能松口, 5样口")) == [(8, 11), (13, 16)]


def test_a_text_with_blanked_places_is_not_looked_at_again(own: Sweep) -> None:
    opened = Opened(r"样[品件]|送样|[^,。]{0,2}试|□+样|[一二三□]松口", sweep=own)
    source, blanked = "送样杭州试样品,试,杭松口", "送□□州□样品,试,□松口"
    opened.finditer(source)
    own.same(blanked, source)
    assert _spans(opened.finditer(blanked)) == [match.span() for match in opened.pattern.finditer(blanked)]


def test_a_held_pattern_is_asked_only_of_texts_that_hold_what_it_needs(own: Sweep) -> None:
    held = Held(r"[^,。]{0,9}(?:撤销|取消)(?:吧|了)?$|undo", lead=r"\s*(?:请|麻烦)*", sweep=own)
    for text in ("请把刚才的撤销吧", "麻烦 undo", " 请undo", "撤销单在哪", "请稍等", ""):
        plain = held.pattern
        assert held.may(text) == ("撤销" in text or "undo" in text)
        assert [found and found.span() for found in (held.match(text), held.search(text))] == [
            found and found.span() for found in (plain.match(text), plain.search(text))
        ]
        assert _spans(list(held.finditer(text))) == _spans(list(plain.finditer(text)))


def test_a_held_pattern_that_needs_nothing_is_asked_of_every_text(own: Sweep) -> None:
    held = Held(r"[^,]*", sweep=own)
    assert held.may("") and held.may("随便说说")


def test_a_pattern_can_be_looked_for_in_a_part_of_a_text(own: Sweep) -> None:
    opened = Opened("技术总监|采购|技术", sweep=own)
    text = "采购和技术总监,技术"
    for start, end in ((0, 2), (1, 5), (3, 4), (3, 7), (4, 99)):
        assert _spans(opened.finditer(text, start, end)) == _spans(list(opened.pattern.finditer(text, start, end)))
        first, plain = opened.search(text, start, end), opened.pattern.search(text, start, end)
        assert (first and first.span()) == (plain and plain.span())
