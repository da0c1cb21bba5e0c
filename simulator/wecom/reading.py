"""What a person reads in a text of the client: labelled lines, coloured labels, links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MARKS = {"🔴": "red", "🟢": "green", "🟡": "yellow", "🔵": "blue"}
FONT_COLOURS = {"warning": "red", "info": "green", "comment": "grey"}

_LABELLED = re.compile(r"(?P<label>[^：，。；！？]{1,30})：\s*(?P<value>.+)")
_LEAD = re.compile(r"^(?:>\s*|#{1,6}\s+|[-*•·]\s+|\d+\.\s+)+")
_FONT = re.compile(r'<font color="(?P<colour>\w+)">(?P<text>.*?)</font>')
_MARKDOWN_LINK = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<url>[^)\s]+)\)")
_ANCHOR = re.compile(r'<a\s+href=["\'](?P<url>[^"\']+)["\']\s*>(?P<text>.*?)</a>', re.DOTALL)
_DIV = re.compile(r"</?div[^>]*>")


@dataclass(slots=True)
class Reading:
    """What was read so far, in the shapes of `simulator.message.Message`."""

    lines: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return all running text."""
        return "\n".join(self.lines)

    def add_text(self, text: str | None) -> None:
        """Read running text line by line: `标签：值` is also a field, a leading coloured dot colours its label."""
        if not text:
            return
        self.lines.append(text)
        for line in text.splitlines():
            self._read_line(line)

    def add_field(self, label: str, value: str) -> None:
        """Read one labelled value; a second value under the same label goes below the first.

        A coloured dot before the label or before the value colours both.
        """
        label_colour, label = split_mark(label)
        value_colour, plain = split_mark(value)
        before = self.fields.get(label, value)
        self.fields[label] = value if before == value else f"{before}\n{value}"
        if label_colour or value_colour:
            self.colours[label] = label_colour or value_colour
            self.colours[plain] = value_colour or label_colour

    def add_link(self, text: str, url: str, under: str = "") -> None:
        """Read one link; `under` tells it from another link with the same text."""
        taken = self.links.get(text)
        self.links[f"{under} {text}".strip() if taken not in (None, url) else text] = url

    def add_anchors(self, text: str) -> str:
        """Return an HTML-like text without its tags, its links read."""
        for found in _ANCHOR.finditer(text):
            self.add_link(found["text"], found["url"])
        return _DIV.sub("", _ANCHOR.sub(lambda found: found["text"], text))

    def add_markdown(self, text: str) -> None:
        """Read a markdown message; its text stays as it was sent."""
        self.lines.append(text)
        for found in _MARKDOWN_LINK.finditer(text):
            self.add_link(found["text"], found["url"])
        for line in text.splitlines():
            coloured = [(found["text"], FONT_COLOURS.get(found["colour"], "")) for found in _FONT.finditer(line)]
            self.colours.update({part.strip("* "): colour for part, colour in coloured if colour})
            plain = _FONT.sub(lambda found: found["text"], _MARKDOWN_LINK.sub(lambda found: found["text"], line))
            label = self._read_line(plain.replace("**", "").replace("`", ""))
            if label and len(coloured) == 1 and coloured[0][1]:
                self.colours[label] = coloured[0][1]

    def _read_line(self, line: str) -> str | None:
        """Read one line and return its label, if it has one."""
        stripped = _LEAD.sub("", line.strip())
        colour, plain = split_mark(stripped)
        labelled = _LABELLED.fullmatch(plain)
        if labelled is None:
            if colour:
                self.colours[plain] = colour
            return None
        label = labelled["label"].strip()
        self.add_field(label, labelled["value"].strip())
        if colour:
            self.colours[label] = colour
        return label


def split_mark(text: str) -> tuple[str, str]:
    """Return the colour of a leading dot (empty: none) and the text without it."""
    stripped = text.strip()
    if stripped and stripped[0] in MARKS:
        return MARKS[stripped[0]], stripped[1:].strip()
    return "", text
