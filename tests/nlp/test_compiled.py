"""What reads messages, compiled: made whole or not at all, used for its own sources only, and reading the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import nlp
from benchmarks.language.sentences import Sentence, held_out, notes
from nlp import compiled
from nlp.understand import Understander, to_json

ROOT = Path(__file__).resolve().parents[2]
_COMPILE = """
import sys
from pathlib import Path
from rich.console import Console
from nlp import compiled
compiled.PLACE = Path(sys.argv[1])
compiled.modules = lambda: [compiled.SOURCES / "stages.py", compiled.SOURCES / "fold.py"]
from app.language.compiling import run_compile
code = run_compile(Console(width=200))
if compiled.use():
    import nlp.stages
    print(nlp.stages.__file__)
sys.exit(code)
"""
_READ = """
import json, sys
from tests.nlp import test_compiled
print(json.dumps([test_compiled.nlp.COMPILED, test_compiled.readings()]))
"""


def sentences() -> list[Sentence]:
    """Every tenth message of the hand-written ones."""
    return [*notes(), *held_out()][::10]


def readings() -> list[object]:
    """What is read of them, with its evidence."""
    reader = Understander()
    return [to_json(reader.read(sentence.asked), explain=True) for sentence in sentences()]


def _python(code: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **settings}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.skipif(not nlp.COMPILED, reason="nothing was compiled here: no C compiler")
def test_compiled_and_as_they_are_the_sources_read_the_same() -> None:
    done = _python(_READ, GENJIN_COMPILED="off")
    assert json.loads(done.stdout) == [False, json.loads(json.dumps(readings()))]


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler")
def test_what_was_compiled_is_loaded_and_not_made_again(tmp_path: Path) -> None:
    place = tmp_path / "compiled"
    made = _python(_COMPILE, str(place), GENJIN_COMPILED="")
    assert made.returncode == 0, made.stdout + made.stderr
    assert "编译好了，下次启动生效" in made.stdout
    assert str(place) in made.stdout.splitlines()[-1]
    again = _python(_COMPILE, str(place), GENJIN_COMPILED="")
    assert (again.returncode, again.stdout.splitlines()[0]) == (0, "已经编译过了，不用再来一次")
    unused = _python(_COMPILE, str(place), GENJIN_COMPILED="off")
    assert str(place) not in unused.stdout


@pytest.mark.parametrize(
    ("compiler", "code", "said"), [("no-such-compiler", 3, "没有 C 编译器"), ("false", 1, "没有编译成功")]
)
def test_without_a_working_compiler_nothing_is_kept(tmp_path: Path, compiler: str, code: int, said: str) -> None:
    done = _python(_COMPILE, str(tmp_path / "compiled"), CC=compiler)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stdout
    assert not (tmp_path / "compiled").exists()


def test_a_place_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    done = _python(_COMPILE, str(tmp_path / "gone" / "compiled"))
    assert (done.returncode, str(tmp_path / "gone") in done.stdout.replace("\n", "")) == (1, True)


def test_another_state_of_the_sources_lies_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(compiled.SOURCES, tmp_path / "nlp", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(compiled, "SOURCES", tmp_path / "nlp")
    before = compiled.folder()
    (tmp_path / "nlp" / "signals.py").write_text("# changed\n", encoding="utf-8")
    assert compiled.folder() != before
