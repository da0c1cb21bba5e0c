"""Settings of what we do: speech, digests, keywords, working time, imports, the queue."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from config.part import Part


class SpeechSettings(Part):
    """Speech recognition. Empty `model_dir`: use the installed model package."""

    model_dir: str = ""
    hub_model: str = ""
    workers: int = 1
    threads: int = 2
    max_seconds: int = 120
    idle_seconds: float = 300.0


class DigestSettings(Part):
    """The morning digest (F04): when, on which platform, and until when a missed one may still go out."""

    at: str = "08:30"
    until: str = "12:00"
    platform: Literal["wecom", "dingtalk", "slack"] = "wecom"


class ClipSettings(Part):
    """Chat sent over from the sidebar (F07): the privacy filter, without which nothing is taken, and more words."""

    filter: bool = True
    words: tuple[str, ...] = ()


class KeywordSettings(Part):
    """Whether a customer's words count by the bare keyword or by meaning: for stages (F52), for tags (F54)."""

    stage: Literal["literal", "meaning", "either"] = "literal"
    tags: Literal["literal", "meaning", "either"] = "either"


class WorkingSettings(Part):
    """Which time limits count working time (`F79`, `F40`, `F42`), and when reminders keep quiet (empty: never)."""

    rules: tuple[str, ...] = ()
    quiet_from: str = "22:00"
    quiet_until: str = "07:30"


class ImportSettings(Part):
    """The folder of tables to import (default: `imports` in the data folder): when it is looked at, and who decides.

    `ask`: each table shows its preview and waits for a tap. `every_minutes` looks that often instead of `at`.
    """

    folder: Path | None = None
    ask: bool = False
    at: tuple[str, ...] = ("08:10", "12:10", "18:10")
    every_minutes: int = Field(default=0, ge=0, le=60)


class QueueSettings(Part):
    """When the queue of channels' leads counts as standing still (F101): under rules, and by hand (F34)."""

    stall_seconds: int = Field(default=60, ge=10, le=86_400)
    by_hand_minutes: int = Field(default=120, ge=1, le=10_080)
