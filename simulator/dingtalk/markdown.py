"""What a reader sees of DingTalk's Markdown: plain lines, labelled values and links."""

from __future__ import annotations

import re

from simulator.message import Message

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_TAG = re.compile(r"</?(?:font|a|b|br)\b[^>]*>")
_COLOUR = re.compile(r"<font[^>]*color=[\"']?(#?\w+)[\"']?[^>]*>")
_FIELD = re.compile(
    r"^(?:[-*>]\s+)*(?:\*\*(?P<bold>[^*]{1,24}?)(?:[：:]\*\*|\*\*[：:])\s*|(?P<plain>[^\s*：:/，。]{1,16})[：:]\s*)"
    r"(?P<value>(?!//)\S.*)$"
)
CIRCLES = {"🔴": "red", "🟢": "green", "🟡": "yellow", "🔵": "blue", "🟠": "orange"}
_MARKS = re.compile(r"\*\*|^#{1,6}\s+|^>\s?", re.MULTILINE)


def read(source: str, into: Message) -> str:
    """Return the plain text of `source`; its links and labelled lines also go into the message."""
    kept = []
    for line in source.replace("\r", "").split("\n"):
        colour = _COLOUR.search(line)
        line = _TAG.sub("", _IMAGE.sub("", _LINK.sub(lambda link: _note(link, into), line))).strip()
        kept.append(_MARKS.sub("", line))
        if match := _FIELD.match(line):
            _note_field(match, colour[1] if colour else None, into)
    return "\n".join(line for line in kept if line)


def _note_field(match: re.Match[str], colour: str | None, into: Message) -> None:
    label, value = match["bold"] or match["plain"], match["value"].replace("**", "")
    for circle, name in CIRCLES.items():
        if circle in label + value:
            colour, label, value = name, label.replace(circle, ""), value.replace(circle, "")
    into.fields.setdefault(label.strip(), value.strip())
    if colour:
        into.colours[label.strip()] = colour


def _note(link: re.Match[str], into: Message) -> str:
    into.links[link[1]] = link[2]
    return link[1]
