"""Slack's text notation, both ways: https://docs.slack.dev/messaging/formatting-message-text."""

from __future__ import annotations

import re

_MARKED = re.compile(r"<([^<>]*)>")


def plain_text(text: str, bot_user: str = "") -> str:
    """Return what a person meant to write: our own mention dropped, links and names shown by their labels."""

    def shown(match: re.Match[str]) -> str:
        target, _, label = match[1].partition("|")
        if target.startswith("@"):
            return "" if bot_user and target[1:] == bot_user else f"@{label or target[1:]}"
        if target.startswith("#"):
            return f"#{label or target[1:]}"
        if target.startswith("!"):
            return f"@{label.lstrip('@') or target[1:].partition('^')[0]}"
        return label or target.removeprefix("mailto:").removeprefix("tel:")

    words = _MARKED.sub(shown, text)
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def mentions(text: str, user: str) -> bool:
    """Tell whether the text names this user."""
    return bool(user) and (f"<@{user}>" in text or f"<@{user}|" in text)


def escaped(text: str) -> str:
    """Return text that Slack shows as it is: no mention, link or channel can be forged by what somebody typed."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
