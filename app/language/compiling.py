"""`genjin compile`: make native modules of what reads messages, for this machine and these sources."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from rich.console import Console

from nlp import compiled

COMPILED, FAILED, NO_COMPILER = 0, 1, 3
_KEPT = 3
"""Compiled states that stay: other checkouts may share the interpreter."""


def run_compile(out: Console) -> int:
    """Compile, unless these sources are compiled already; return the exit code. Takes two minutes of one processor."""
    place = compiled.folder()
    if place.is_dir():
        out.print("已经编译过了，不用再来一次")
        return COMPILED
    if not _able():
        out.print("没有编译：这台机器没有 C 编译器。不编译也能用，只是读消息慢约三成；装好 gcc 后再运行")
        return NO_COMPILER
    if not os.access(compiled.PLACE.parent, os.W_OK):
        out.print(
            f"没有编译：没有写入 {compiled.PLACE.parent} 的权限。不编译也能用；请用安装时的账号再运行", markup=False
        )
        return FAILED
    with tempfile.TemporaryDirectory(prefix="genjin-compile-") as made:
        with out.status("正在编译，约两分钟，只需一次……"):
            problem = _make(Path(made))
        if problem:
            out.print(f"没有编译成功，不编译也能用，只是读消息慢约三成。原因：{problem}", markup=False)
            return FAILED
        patterns = _keep(Path(made) / "lib", place)
    out.print(
        "编译好了，下次启动生效" if patterns else "编译好了，下次启动生效。规则没能预先备好，启动会慢一点，其他不受影响"
    )
    return COMPILED


def _able() -> bool:
    """Tell whether there is a C compiler; the variable `CC` may name another one."""
    return shutil.which((os.environ.get("CC") or "cc").split()[0]) is not None


def _make(made: Path) -> str:
    """Compile into a folder; return what went wrong, or nothing. What is said of the sources is not shown."""
    from mypyc.build import mypycify
    from setuptools import setup

    root = compiled.SOURCES.parent
    sources = [str(file.relative_to(root)) for file in compiled.modules()]
    said = StringIO()
    try:
        with chdir(root), redirect_stdout(said), redirect_stderr(said):
            modules = mypycify(
                ["--ignore-missing-imports", f"--cache-dir={made}/cache", *sources],
                opt_level="2",
                debug_level="0",
                group_name=compiled.GROUP,
                target_dir=str(made / "c"),
            )
            setup(
                name=compiled.GROUP,
                packages=[],
                py_modules=[],
                ext_modules=modules,
                script_args=["-q", "build_ext", "--build-lib", f"{made}/lib", "--build-temp", f"{made}/objects"],
            )
    except SystemExit as stopped:
        wrong = [line for line in said.getvalue().splitlines() if "error" in line]
        return "\n".join([*wrong[-3:], str(stopped)])
    return ""


def _keep(made: Path, place: Path) -> bool:
    """Put what was made in its place, whole or not at all; drop the oldest of what was made before.

    Return whether the patterns lie beside it (`app/language/keeping.py`): without them, reading begins more slowly.
    """
    compiled.PLACE.mkdir(exist_ok=True)
    coming = Path(tempfile.mkdtemp(dir=compiled.PLACE, prefix=".coming-"))
    shutil.copytree(made, coming, dirs_exist_ok=True)
    coming.chmod(0o755)
    done = subprocess.run(  # noqa: S603 - our own module, a folder of our own naming
        [sys.executable, "-m", "app.language.keeping", str(coming)],
        cwd=compiled.SOURCES.parent,
        env={**os.environ, "GENJIN_COMPILED": "off"},
        capture_output=True,
        check=False,
    )
    try:
        coming.rename(place)
    except OSError:
        # The same sources were compiled by somebody else meanwhile.
        shutil.rmtree(coming)
    others = sorted(compiled.PLACE.iterdir(), key=lambda other: other.stat().st_mtime, reverse=True)
    for other in others[_KEPT:]:
        shutil.rmtree(other)
    return done.returncode == 0
