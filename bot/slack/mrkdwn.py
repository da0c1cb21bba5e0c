"""Slack's text notation, both ways: https://docs.slack.dev/messaging/formatting-message-text."""

from __future__ import annotations

import re

from cards.slack.text import split_escaped

MESSAGE = 4_000
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_LINK = re.compile(r"\[([^\[\]\n|]+)\]\((https?://[^\s()|]+)\)")
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


def outgoing(text: str) -> list[str]:
    """Return messages of at most about 4,000 characters. What somebody typed can forge no mention, link or channel.

    The little markdown of our own sentences, bold and links, is put into Slack's notation.
    """
    parts = split_escaped(text, MESSAGE)
    return [_LINK.sub(r"<\2|\1>", _BOLD.sub(r"*\1*", part)) for part in parts]
