"""Bad scripts are refused with the line that is wrong, before anything runs."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest

from app.play.duration import read_duration
from app.play.expect import matches, unmet
from app.play.script import BadScript, read_script


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"do":"say"', "not JSON"),
        ("[1]", "not an object"),
        ('{"do":"fly"}', "unknown do"),
        ('{"do":"say","on":"wecom","as":"a","text":"b","colour":"red"}', "unknown key"),
        ('{"do":"say","on":"telegram","as":"a","text":"b"}', "unknown on"),
        ('{"do":"say","on":"wecom","as":"a"}', "needs: text"),
        ('{"do":"clock"}', "either to or by"),
        ('{"do":"show","what":"secrets"}', "unknown collection"),
        ('{"do":"fault","at":"wecom","what":"explode"}', "unknown fault"),
        ('{"do":"crash","log_level":"LOUD"}', "unknown log_level"),
        ('{"do":"crash","zone":"Mars/Olympus"}', "unknown zone"),
        ('{"do":"run","command":["verify"],"code":"1"}', "code must be a number"),
        ('{"do":"crash","expect":[{"felt":1}]}', "unknown condition"),
        ('{"do":"crash","expect":[{"sent_count":1,"of":"a"}]}', "unknown key in condition"),
        ('{"do":"voice","on":"slack","as":"a"}', "file or transcript"),
    ],
)
def test_a_bad_line_is_named(line: str, why: str) -> None:
    with pytest.raises(BadScript, match=f"line 2: .*{why}"):
        read_script(['{"do":"crash"}', line])


def test_empty_lines_are_passed_over_and_steps_numbered() -> None:
    assert [step.number for step in read_script(['{"do":"crash"}', "", '{"do":"crash","name":"again"}'])] == [1, 2]


@pytest.mark.parametrize(
    ("pattern", "value", "fits"),
    [
        ("安克", "安克创新", True),
        (1, 1, True),
        (1, 2, False),
        (True, 1, False),
        ({"a": "x"}, {"a": "xyz", "b": 1}, True),
        ({"a": "x"}, {"b": 1}, False),
        (["同意"], ["同意", "拒绝"], True),
        (["同意", "转交"], ["同意"], False),
        (None, None, True),
    ],
)
def test_patterns(pattern: Any, value: Any, fits: bool) -> None:
    assert matches(pattern, value) is fits


def test_conditions() -> None:
    sent = [{"to": "a", "group": None}, {"to": None, "group": "华东群"}]
    held: list[dict[str, Any]] = [
        {"sent": {"to": "a"}},
        {"sent_count": 2},
        {"sent_count": 1, "to": "华东群"},
        {"not_sent": {"to": "b"}},
        {"shown_count": 0},
        {"output_contains": "ok"},
    ]
    assert unmet(held, sent, [], "all ok") == []
    broken: list[dict[str, Any]] = [{"sent": {"to": "b"}}, {"sent_count": 3}, {"shown": {}}, {"output_contains": "no"}]
    assert unmet(broken, sent, [], "ok") == broken


@pytest.mark.parametrize(
    ("text", "length"),
    [("PT80H", timedelta(hours=80)), ("P1DT2H30M", timedelta(days=1, hours=2, minutes=30)), ("P2W", timedelta(14))],
)
def test_durations(text: str, length: timedelta) -> None:
    assert read_duration(text) == length


@pytest.mark.parametrize("text", ["", "P", "PT", "80H", "P1M"])
def test_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        read_duration(text)


def test_a_bad_script_ends_with_two() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "play", "-"], input='{"do":"fly"}\n', capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "line 1" in done.stderr
