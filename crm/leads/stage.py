"""The stages of a lead, their order, and the four short forms of F01."""

from __future__ import annotations

import re
from enum import StrEnum


class Stage(StrEnum):
    """Where a lead stands. Texts only move a lead upwards; a loss is always explicit."""

    FIRST_CONTACT = "初步接触"
    NEED_CONFIRMED = "需求确认"
    SOLUTION = "方案沟通"
    QUOTING = "报价中"
    SIGNED = "已签约"
    LOST = "已流失"


CHOOSABLE = (Stage.FIRST_CONTACT, Stage.SOLUTION, Stage.QUOTING, Stage.SIGNED)


def short_form(stage: str) -> str:
    """Return the stage as cards show it: one of F01's four, or the loss."""
    return Stage.FIRST_CONTACT.value if stage == Stage.NEED_CONFIRMED else stage


def named_stage(text: str) -> Stage | None:
    """Return the stage whose very name stands as a word of its own in the text, the last one if several do."""
    words = re.split(r"[\s,，;；。、:：]+", text)
    return next((stage for word in reversed(words) for stage in CHOOSABLE if word == stage.value), None)


def read_stage(text: str) -> Stage | None:
    """Return the stage a person may set by name (F01: one of four), or None for anything else."""
    return next((stage for stage in CHOOSABLE if stage == text.strip()), None)
