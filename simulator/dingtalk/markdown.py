"""What a reader sees of DingTalk's Markdown: plain lines, labelled values and links."""

from __future__ import annotations

import re

from simulator.message import Message

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_TAG = re.compile(r"</?(?:font|a|b|br)\b[^>]*>")
_COLOUR = re.compile(r"<font[^>]*color=[\"']?(#?\w+)[\"']?[^>]*>")
_FIELD = re.compile(
    r"^(?:[-*>]\s+)*(?:\*\*(?P<bold>[^*]{1,24}?)[：:]?\*\*[：:]?\s*|(?P<plain>[^\s：:/，。]{1,16})[：:]\s*)(?P<value>\S.*)$"
)
_MARKS = re.compile(r"\*\*|^#{1,6}\s+|^>\s?", re.MULTILINE)


def read(source: str, into: Message, fields: bool = True) -> str:
    """Return the plain text of `source`; links and labelled lines go into the message."""
    kept = []
    for line in source.replace("\r", "").split("\n"):
        colour = _COLOUR.search(line)
        line = _TAG.sub("", _IMAGE.sub("", _LINK.sub(lambda link: _note(link, into), line))).strip()
        match = _FIELD.match(line) if fields and "://" not in line else None
        if match is None:
            kept.append(_MARKS.sub("", line))
            continue
        label = match["bold"] or match["plain"]
        into.fields[label] = match["value"].replace("**", "").strip()
        if colour:
            into.colours[label] = colour[1]
    return "\n".join(line for line in kept if line)


def _note(link: re.Match[str], into: Message) -> str:
    into.links[link[1]] = link[2]
    return link[1]
