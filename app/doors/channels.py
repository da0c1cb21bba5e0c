"""The channels of this installation: the mappings of the product, and those of its own folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from config.settings import Settings
from crm.intake.channel import TARGETS, Channel, plain

FOLDER = Path(__file__).parents[2] / "config" / "channels"
COMMON = "common.json"


class BadChannel(ValueError):
    """A channel file or a mapping names what does not exist."""


class Channels:
    """The mappings of all channels: those of the product, and those of the installation's `channels` folder."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.common: dict[str, str] = {}
        self.known: dict[str, Channel] = {}
        for folder in folders:
            for path in sorted(folder.glob("*.json")):
                body = json.loads(path.read_text(encoding="utf-8"))
                if path.name == COMMON:
                    self.common.update(_common(body, path))
                else:
                    self.known[path.stem] = _channel(body, path)
        self._names = {
            plain(name): channel.name
            for channel in self.known.values()
            for name in (*channel.also, channel.source, channel.title, channel.name)
            if name
        }

    def name(self, asked: str) -> str:
        """Return the name under which a channel is kept; one without a file keeps the name it has."""
        return self._names.get(plain(asked), asked)

    def get(self, asked: str, added: Mapping[str, str] | None = None) -> Channel:
        """Return a channel with what was mapped since (`added`); one without a file has only the common aliases."""
        name = self.name(asked)
        found = self.known.get(name, Channel(name, name))
        if not added:
            return found
        fields = {**found.fields, **added}
        return Channel(found.name, found.title, found.source, found.also, fields, found.known)


def open_channels(settings: Settings) -> Channels:
    """Return the channels of the product and of this installation's data folder. Raises BadChannel."""
    return Channels((FOLDER, settings.data_dir / "channels"))


def _common(body: Mapping[str, Any], path: Path) -> dict[str, str]:
    aliases = {plain(alias): "" for alias in body.get("known", ())}
    for target, keys in body["fields"].items():
        if target not in TARGETS:
            raise BadChannel(f"{path}: no such field: {target}")
        aliases.update({plain(alias): target for alias in keys})
    return aliases


def _channel(body: Mapping[str, Any], path: Path) -> Channel:
    fields: dict[str, str] = {}
    for target, keys in body["fields"].items():
        if target not in TARGETS:
            raise BadChannel(f"{path}: no such field: {target}")
        fields.update(dict.fromkeys(keys, target))
    known = frozenset(body.get("known", ()))
    return Channel(path.stem, body["title"], body.get("source", ""), tuple(body.get("also", ())), fields, known)
