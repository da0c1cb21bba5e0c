"""What was made of patterns is kept: the same patterns come back, and nothing strange is believed."""

from __future__ import annotations

import json
import marshal
import os
import subprocess
import sys
from pathlib import Path

import pytest

import nlp
from nlp.patterns import stored

ROOT = Path(__file__).resolve().parents[2]
_KEEP = """
import json, re, sys
from pathlib import Path
from nlp import compiled
from nlp.patterns import stored
from nlp.patterns.openings import Opened
from nlp.patterns.sweep import Sweep
place = Path(sys.argv[1])
patterns = [(r"(?P<a>甲+)|乙(丙)?(?!丁)", 0), (r"[一二三]\\s?(?P<b>\\d{1,3})\\b", re.A), (r"(?i:ab)|c+?d", 0),
            (r"(?:甲乙|甲|乙丙|甲乙丙|乙|丙丁){1,2}(?P<b>丙|丁)?", 0), (r"(?<=甲乙|乙丙|甲丙)(?:丁|[丙戊]|丁己|)$", 0),
            ("|".join(f"{one}{two}" for one in "甲乙丙丁戊" for two in ("己", "", "己庚", "庚")), 0),
            (r"(?i:Ab|a|aB|bc)C?|(?-i:ac|aD)", re.I),
            (r"(?:" + "|".join("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午") + "未?)未", 0)]
texts = ["甲甲乙丙", "乙丁 三 12", "ABccd", "", "一٣二9x", "甲乙丙", "乙丙丁丁", "甲乙丁", "乙丙戊", "戊己庚乙",
         "戊戊", "丁庚", "AbC", "abc ac aD", "癸子未", "午未未"]
def asked():
    return [[found and [found.span(), found.groupdict()] for found in map(stored.made(*one).search, texts)]
            for one in patterns]
def opened():
    own = Opened("甲乙|(?:丙|[丁戊]己)庚", sweep=Sweep())
    return [match.span() for match in own.finditer("甲乙丁己庚丙庚己庚")]
before = asked(), opened()
stored.keep(place)
compiled.used = place
if len(sys.argv) > 2:
    (place / "patterns").write_bytes(bytes.fromhex(sys.argv[2]))
stored.strange.clear(), stored.apart.clear(), stored._kept.cache_clear()
print(json.dumps([before == (asked(), opened()), len(stored.strange), len(stored.apart)]))
"""


def _run(code: str, *arguments: str, **settings: str) -> list[object]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    said: list[object] = json.loads(done.stdout)
    return said


def test_what_was_kept_comes_back_the_same(tmp_path: Path) -> None:
    assert _run(_KEEP, str(tmp_path), GENJIN_COMPILED="off") == [True, 0, 0]


@pytest.mark.parametrize(
    "found",
    [
        b"",
        b"no such thing",
        marshal.dumps((("3.0", 0, 4), {("", 16): (0, b"", 0, {}, ())}, {})),
        marshal.dumps("short"),
    ],
)
def test_what_another_interpreter_or_nobody_made_is_made_anew(tmp_path: Path, found: bytes) -> None:
    same, made, taken = _run(_KEEP, str(tmp_path), found.hex(), GENJIN_COMPILED="off")
    assert (same, made != 0, taken != 0) == (True, True, True)


@pytest.mark.skipif(not nlp.COMPILED, reason="nothing was compiled here: no C compiler")
def test_where_reading_is_compiled_no_pattern_is_made_at_the_start() -> None:
    code = "import json, nlp.understand; from nlp.patterns import stored; print(json.dumps(sorted(stored.strange)))"
    assert _run(code) == []
    assert (nlp.compiled.folder() / stored.FILE).is_file()
