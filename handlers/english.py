"""The few English sentences that order something, in the words the bot knows; other English is read as it is."""

from __future__ import annotations

import re

_SAID = (
    (r"what can (?:you|i) (?:do|say|ask)|how (?:do i|to|can i) use (?:this|it|you)|commands?|help me", "帮助"),
    (r"(?:(?:show|list|who are)(?: me)?(?: all)?(?: of)? ?)?my (?:customers|leads|clients|accounts)", "我的客户有哪些"),
    (r"(?:what(?:'s| is) (?:on )?)?(?:my )?(?:schedule|agenda|plan|to-?dos?)(?: (?:for )?today)?", "今天有什么安排"),
    (r"what(?:'s| is)? (?:up|next|on) (?:for )?today", "今天有什么安排"),
    (r"undo(?: (?:it|that|this|the last one))?|take (?:it|that) back", "撤销"),
    (r"cancel(?: (?:it|that|this))?|never ?mind|forget it", "取消"),
    (r"confirm(?:ed)?|that(?:'s| is) (?:right|correct)|all (?:right|correct|good)|looks good", "确认"),
)  # fmt: skip
_KNOWN = tuple((re.compile(said, re.IGNORECASE), meant) for said, meant in _SAID)


def in_chinese(text: str) -> str:
    """Return the Chinese order that the whole message means, else the message."""
    plain = text.strip().rstrip("?!.。？！ ").replace("’", "'")
    if not plain.isascii():
        return text
    return next((meant for said, meant in _KNOWN if said.fullmatch(plain)), text)
