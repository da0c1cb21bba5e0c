"""Pieces of the small markdown that chat platforms share, safe for words that people wrote."""

from __future__ import annotations

import re

from cards.text_limits import size


def plain(text: str) -> str:
    """Return text that markdown shows as it is: what people write can make no link, mention or tag."""
    return re.sub(r"<(?=[@!/A-Za-z])", "＜", text).replace("](", "］(")


def link(text: str, url: str) -> str:
    """Return a markdown link; a text too long for one message stands before its link."""
    shown = plain(text)
    return f"[{shown}]({url})" if size(shown) + size(url) < 1000 else f"{shown}\n[打开]({url})"


def quoted(text: str) -> str:
    """Return the text as a markdown quotation."""
    return "\n".join(f"> {part}" for part in plain(text).splitlines())
