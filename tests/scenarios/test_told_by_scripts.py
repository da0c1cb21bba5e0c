"""Every rule of rights, approvals, audit and time has a script that tells it, with the process killed in between.

A step names what it tells (`"name": "F79: 4:00 moves it to the most active"`). What is named here and has no such step
in a script with a crash fails; the scripts themselves run on both databases beside this.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.play.script import Step, read_script
from tests.scenarios.test_scenarios import SCRIPTS
from tests.time.test_working_days import SCRIPT as WORKING_DAYS

TOLD = (
    "F23", "F43", *(f"F{number}" for number in range(73, 85)), *(f"F{number}" for number in range(94, 99)), "F100",
    "X1", "X2", "X3", "X5", "X7", "X8", "X13",
)  # fmt: skip


def steps_of(script: Path) -> list[Step]:
    return read_script(script.read_text(encoding="utf-8").splitlines())


def tells(step: Step, rule: str) -> bool:
    """Return whether a step names the rule and looks at what comes of it."""
    return bool(step.expect) and re.search(rf"\b{rule}\b", step.name or "") is not None


@pytest.mark.parametrize("rule", TOLD)
def test_a_script_with_crashes_tells_it(rule: str) -> None:
    found = []
    for script in (*SCRIPTS, WORKING_DAYS):
        steps = steps_of(script)
        if any(step.do == "crash" for step in steps) and any(tells(step, rule) for step in steps):
            found.append(script.stem)
    assert found, f"{rule} is told by no script"
