"""What a reader sees of Slack's mrkdwn: plain text, labelled values, links and coloured circles."""

from __future__ import annotations

import re

from simulator.message import Message

_ANGLED = re.compile(r"<([^<>\n]+)>")
_STYLES = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?!\w)|(?<!\w)~([^~\n]+)~(?!\w)|(?<!\w)_([^_\n]+)_(?!\w)")
_WHOLE = re.compile(r"\*([^*\n]{1,40}?)[：:]?\*[：:]?\s*\n(.+)", re.DOTALL)
_LINE = re.compile(r"^(?:[•\-]\s*)?([^*\n]{0,16}?)\*([^*\n]{1,40}?)(?:[：:]\*|\*[：:])\s*(.+)$")
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


def read(source: str, into: Message) -> str:
    """Return the text as shown; its links go into the message."""
    text = _ANGLED.sub(lambda found: _angled(found[1], into), source)
    text = _STYLES.sub(lambda found: found[1] or found[2] or found[3], text)
    return unescape(re.sub(r"^(?:&gt;|>)\s?", "", text, flags=re.MULTILINE)).strip()


def read_section(source: str, into: Message) -> str:
    """Return the unlabelled rest of a section's text; labelled values become fields."""
    if whole := _WHOLE.fullmatch(source.strip()):
        _note(whole[1], whole[2], into)
        return ""
    rest = []
    for line in source.split("\n"):
        match = _LINE.match(line)
        if match:
            _note(match[1] + match[2], match[3], into)
        else:
            rest.append(line)
    return read("\n".join(rest), into)


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
    into.fields[name] = read(value, into)
    if colour:
        into.colours[name] = colour


def _angled(inside: str, into: Message) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return f"@{label or target[1:]}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:]}"
    into.links[unescape(label or target)] = unescape(target)
    return label or target
