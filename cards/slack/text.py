"""Text for Slack: escaped mrkdwn within its limits. Vendor page: Formatting text for app surfaces."""

from __future__ import annotations

from typing import Any

SECTION = 3000
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escape(text: str) -> str:
    """Return text that Slack shows as it is: no mention, channel or link can be smuggled in."""
    return "".join(_ESCAPES.get(character, character) for character in text)


def split_escaped(text: str, limit: int = SECTION) -> list[str]:
    """Escape and split into parts of at most `limit` characters, at line ends if possible, never inside an escape."""
    parts: list[str] = []
    for line in escape_lines(text, limit):
        if parts and len(parts[-1]) + 1 + len(line) <= limit:
            parts[-1] += "\n" + line
        else:
            parts.append(line)
    return [part for part in parts if part.strip()]


def escape_lines(text: str, limit: int) -> list[str]:
    """Return the escaped lines; a line longer than `limit` becomes several."""
    lines = []
    for line in text.split("\n"):
        part = ""
        for character in map(escape, line):
            if len(part) + len(character) > limit:
                lines.append(part)
                part = ""
            part += character
        lines.append(part)
    return lines


def mrkdwn(text: str) -> dict[str, Any]:
    """Return a text object whose `text` is already escaped."""
    return {"type": "mrkdwn", "text": text}


def plain_text(text: str) -> dict[str, Any]:
    """Return a plain text object; Slack formats nothing in it."""
    return {"type": "plain_text", "text": text, "emoji": True}


def link(text: str, url: str) -> str:
    """Return `<url|text>`; the text is escaped here, the characters that would end the link are encoded."""
    safe = url.replace("&", "&amp;").replace("|", "%7C").replace("<", "%3C").replace(">", "%3E")
    return f"<{safe}|{escape(text).replace('|', '｜')}>"
