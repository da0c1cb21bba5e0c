"""What a reader sees of Slack's mrkdwn: plain text, labelled values, links and coloured circles."""

from __future__ import annotations

import re

from simulator.message import Message

_ANGLED = re.compile(r"<([^<>\n]+)>")
_STYLES = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?!\w)|(?<!\w)~([^~\n]+)~(?!\w)|(?<!\w)_([^_\n]+)_(?!\w)")
_WHOLE = re.compile(r"\*([^*\n]{1,40}?)[：:]?\*[：:]?\s*\n(.+)", re.DOTALL)
_LINE = re.compile(r"^(?:[•\-]\s*)?([^*\n]{0,16}?)\*([^*\n]{1,40}?)(?:[：:]\*|\*[：:])\s*(.+)$")
_PLAIN = re.compile(r"^([^\s：:*<>/，。]{1,16})：\s*(\S.*)$")
_ENTRY = re.compile(r"^([^*\n]{0,16}?)\*([^*\n]+?)[：:]?\*[：:]?\s*(.*)$", re.DOTALL)
_CIRCLES = {
    "🔴": "red",
    ":red_circle:": "red",
    "🟢": "green",
    ":large_green_circle:": "green",
    "🟡": "yellow",
    ":large_yellow_circle:": "yellow",
    "🔵": "blue",
    ":large_blue_circle:": "blue",
    "🟠": "orange",
    ":large_orange_circle:": "orange",
}


def escape(text: str) -> str:
    """Return what a person typed as Slack sends it to the app."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Return escaped text as it is shown."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def read(source: str, into: Message, under: str = "") -> str:
    """Return the text as shown; its links go into the message, `under` tells equal link texts apart."""
    text = _ANGLED.sub(lambda found: _angled(found[1], into, under), source)
    text = _STYLES.sub(lambda found: found[1] or found[2] or found[3], text)
    return unescape(re.sub(r"^(?:&gt;|>)\s?", "", text, flags=re.MULTILINE)).strip()


def read_section(source: str, into: Message) -> str:
    """Return a section's text; labelled lines also become fields, and one label with its value nothing else."""
    if whole := _WHOLE.fullmatch(source.strip()):
        _note(whole[1], whole[2], into)
        return ""
    for line in source.split("\n"):
        if match := _LINE.match(line):
            _note(match[1] + match[2], match[3], into)
        elif match := _PLAIN.match(line):
            _note(match[1], match[2], into)
    return read(source, into)


def read_entry(source: str, into: Message) -> str:
    """Return an entry of a section's `fields` that has no label; a labelled one becomes a field."""
    match = _ENTRY.match(source.strip())
    if match is None:
        return read(source, into)
    _note(match[1] + match[2], match[3], into)
    return ""


def _note(label: str, value: str, into: Message) -> None:
    colour = next((colour for circle, colour in _CIRCLES.items() if circle in label + value), None)
    for circle in _CIRCLES:
        label, value = label.replace(circle, ""), value.replace(circle, "")
    name = read(label, into).rstrip("：:")
    into.fields[name] = read(value, into, name)
    if colour:
        into.colours[name] = colour


def _angled(inside: str, into: Message, under: str) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return f"@{label or target[1:]}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:]}"
    for circle in _CIRCLES:
        label = label.replace(circle, "")
    shown, address = unescape(label.strip() or target), unescape(target)
    taken = into.links.get(shown, address) != address
    into.links[f"{under} {shown}" if taken and under else shown] = address
    if under:
        into.links.setdefault(under, address)
    return label.strip() or target
