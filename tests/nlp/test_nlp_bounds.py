"""The work that a message costs is bounded: counted in calls, which depend neither on the machine nor on its load.

They are counted where the sources run as they are, since compiled modules call each other unseen.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.language import dense
from nlp.normalize import LONGEST
from nlp.patterns.openings import Opened
from nlp.patterns.sweep import SWEEP
from tests.nlp.reader import read

MOST_CALLS = 180_000
"""Calls for the densest message; two thousand characters of ordinary notes take 85,000."""
MOST_GROWTH = 2.3
"""Calls for twice the text. Work that grows with the square of the length would take four times as many."""
SMALL = 1500
"""Calls that any message costs."""
NUMERALS = "(?:(?P<low>[零〇一"
"""An amount in words begins with any number of numerals; that they match at once makes them one step."""


def _calls(text: str) -> int:
    count = 0

    def note(_frame: object, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count


def count() -> dict[str, tuple[int, int]]:
    """Return the calls for each dense message and for its first half."""
    found = dense.messages()
    for text in found.values():
        read(text)
    return {name: (_calls(text), _calls(text[: LONGEST // 2])) for name, text in found.items()}


@pytest.fixture(scope="module")
def costs() -> dict[str, tuple[int, int]]:
    """Calls for each dense message and for its first half, counted in a process of their own."""
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-c", "import json; from tests.nlp.test_nlp_bounds import count; print(json.dumps(count()))"],
        cwd=root, env={**os.environ, "PYTHONPATH": root, "GENJIN_COMPILED": "off"}, capture_output=True, check=True,
    )  # fmt: skip
    found: dict[str, tuple[int, int]] = json.loads(done.stdout)
    assert min(cost for cost, _ in found.values()) > SMALL
    return found


def test_the_densest_messages_cost_a_bounded_number_of_calls(costs: dict[str, tuple[int, int]]) -> None:
    assert {name: cost for name, (cost, _) in costs.items() if cost > MOST_CALLS} == {}


def test_the_work_grows_with_the_length_and_not_with_its_square(costs: dict[str, tuple[int, int]]) -> None:
    growths = {name: whole / (half + SMALL) for name, (whole, half) in costs.items()}
    assert {name: growth for name, growth in growths.items() if growth > MOST_GROWTH} == {}


def _begins_without_end(parsed: Any) -> bool:
    """Tell whether a pattern begins with a part that repeats without end: each place of a long run would walk it."""
    for kind, value in parsed:
        name = str(kind)
        if name == "BRANCH":
            return any(map(_begins_without_end, value[1]))
        if name == "SUBPATTERN":
            return _begins_without_end(value[-1])
        if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            least, most, inner = value
            if int(most) > LONGEST or _begins_without_end(inner):
                return True
            if least == 0:
                continue
        if name == "ASSERT" or (name == "ASSERT_NOT" and value[0] > 0) or name == "AT":
            continue
        return False
    return False


def test_no_pattern_walks_a_long_run_from_each_of_its_places() -> None:
    parse = importlib.import_module("re._parser").parse
    read("张总")
    sources = {source for one in SWEEP.patterns if isinstance(one, Opened) for source in one._sources}
    assert len(sources) > 1000
    walking = [source for source in sources if _begins_without_end(parse(source, re.NOFLAG))]
    assert [source for source in walking if not source.startswith(NUMERALS)] == []
    assert _begins_without_end(parse("(?:的|家)*(?:要|能)?比", re.NOFLAG))


def test_a_numeral_without_end_is_no_amount() -> None:
    assert read("预算" + "一二三四五六七八九十百千万亿" * 100).budget_cny is None
