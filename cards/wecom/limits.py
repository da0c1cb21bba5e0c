"""How much fits on a WeCom template card: self-built app, intelligent robot, group webhook.

Counts are characters unless the name says bytes. The vendor calls most of them advice (longer text is cut on
screen), so keeping them is what keeps a card readable in full.
"""

from __future__ import annotations

from dataclasses import dataclass

ROWS = 6
LABEL = 5
BUTTONS = 6
BUTTON_TEXT = 10
MENU = 3
JUMPS = 3
SELECTS = 3
SELECT_OPTIONS = 10
TICKS = 20
QUOTE = 160


@dataclass(frozen=True, slots=True)
class Limits:
    """One column of the vendor's table. `url_buttons`: whether a button may open a page."""

    source: int
    title: int
    desc: int
    text: int
    value: int
    jump: int
    vote_title: int
    form_desc: int
    option: int
    tick: int
    markdown_bytes: int
    url_buttons: bool


APP = Limits(20, 36, 44, 160, 30, 18, 16, 160, 16, 17, 2048, True)
AIBOT = Limits(13, 26, 30, 112, 26, 13, 16, 30, 10, 11, 20480, False)
WEBHOOK = Limits(13, 26, 30, 112, 26, 13, 16, 30, 10, 11, 4096, False)
