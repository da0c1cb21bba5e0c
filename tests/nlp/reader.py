"""Shared by the tests of understanding: the fixed moment and a reader of plain text."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from nlp.reading import Asked, Reading, Source, Speaker
from nlp.understand import Understander

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
"""A Friday."""
READER = Understander()


def read(text: str, speaker: Speaker = "sales", source: Source = "chat") -> Reading:
    """Return what is understood of a text said at `NOW`."""
    return READER.read(Asked(text, NOW, speaker, source))
