"""Random neutral cards, and a reader that collects every word a payload shows."""

from __future__ import annotations

import json
import re
import string
from typing import Any

from hypothesis import strategies as st

from cards.card import Action, Card, Choice, Field, Input, Option

UNSEEN = {"msgtype", "msgKey", "card_type", "type", "block_id", "action_id"}
PAGES = "https://crm.example.test"
WORDS = st.text(alphabet="跟进客户报价样机云杉张总下周三演示合同📞😀👩🏽‍💻ab 9.&<>[](){}*_`#|\"'\n", max_size=60)
LONG = st.text(alphabet="跟进客户报价样机云杉📞ab &<>*\n", min_size=200, max_size=900)
NAMES = st.text(alphabet="客户公司手机号阶段联系人负责最后跟进时间金额Ab1", min_size=1, max_size=24)
KEYS = st.text(alphabet=string.ascii_lowercase + "_", min_size=1, max_size=12)
URLS = st.builds(lambda path: f"{PAGES}/{path}?a=1&b=2", st.text(string.ascii_lowercase, min_size=1, max_size=30))
TEXTS = st.one_of(WORDS, LONG)
COLOURS = st.sampled_from([None, "red", "green", "yellow", "blue"])

FIELDS = st.builds(Field, label=NAMES, value=TEXTS, link=st.none() | URLS, colour=COLOURS)
ACTIONS = st.builds(
    Action,
    key=KEYS,
    label=NAMES,
    style=st.sampled_from(["default", "primary", "danger"]),
    url=st.none() | URLS,
    confirm=st.none() | st.just("确定要这样做吗？"),
)
INPUTS = st.builds(
    Input,
    key=KEYS,
    label=NAMES,
    kind=st.sampled_from(["text", "area", "number", "date"]),
    required=st.booleans(),
    initial=WORDS,
)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    """Return a choice with one to thirty options and some of them selected."""
    texts = draw(st.lists(NAMES, min_size=1, max_size=30))
    options = tuple(Option(f"id_{number}", text) for number, text in enumerate(texts))
    multi = draw(st.booleans())
    selected = draw(
        st.lists(st.sampled_from([o.id for o in options]), unique=True, max_size=len(options) if multi else 1)
    )
    return Choice(draw(KEYS), draw(NAMES), options, multi, tuple(selected))


@st.composite
def cards(draw: st.DrawFn, linked: bool = True) -> Card:
    """Return any card that handlers could build, far beyond what they do build."""
    asked = draw(st.lists(choices(), max_size=5, unique_by=lambda choice: choice.key))
    typed = draw(st.lists(INPUTS, max_size=6, unique_by=lambda entry: entry.key))
    taken = {choice.key for choice in asked}
    actions = draw(st.lists(ACTIONS, max_size=15, unique_by=lambda action: action.key))
    cut = draw(st.integers(0, 9))
    return Card(
        id=draw(st.text("0123456789abcXYZ_-", min_size=1, max_size=64)),
        rev=draw(st.integers(1, 999)),
        kind="test",
        title=draw(st.one_of(NAMES, LONG)),
        subtitle=draw(TEXTS),
        source=draw(st.one_of(st.just(""), NAMES)),
        status=draw(st.one_of(st.just(""), NAMES)),
        summary=draw(TEXTS),
        body_md=draw(st.one_of(st.just(""), WORDS, LONG)),
        fields=tuple(draw(st.lists(FIELDS, max_size=14))),
        image=draw(st.none() | URLS),
        quote=draw(TEXTS),
        choices=tuple(asked),
        inputs=tuple(entry for entry in typed if entry.key not in taken),
        actions=tuple(actions[:cut]),
        menu=tuple(actions[cut:]),
        link=f"{PAGES}/cards/c1" if linked else None,
    )


def strings(payload: Any) -> list[str]:
    """Return every string in a payload, in order; strings that hold JSON are opened."""
    if isinstance(payload, dict):
        return [text for name, value in payload.items() if name not in UNSEEN for text in strings(value)]
    if isinstance(payload, list | tuple):
        return [text for value in payload for text in strings(value)]
    if not isinstance(payload, str):
        return []
    if payload.startswith(("[{", "[")) and payload.endswith("]"):
        try:
            return [payload, *strings(json.loads(payload))]
        except ValueError:
            return [payload]
    return [payload]


def squeezed(text: str) -> str:
    """Return the text without what drawing may change: white space, escapes, quotation marks of markdown."""
    for written, meant in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        text = text.replace(written, meant)
    text = text.replace("＜", "<").replace("］", "]").replace("｜", "|")
    return re.sub(r"[\s>]|<strong[^>]*|</strong", "", text)


def seen(payload: Any) -> str:
    """Return all words of a payload as one squeezed text."""
    return squeezed("".join(strings(payload)))
