"""Cutting and splitting text to what a platform takes. Limits are in characters or in UTF-8 bytes, as named."""

from __future__ import annotations


def cut(text: str, characters: int) -> str:
    """Return the text, or its beginning with an ellipsis when it is longer than `characters`."""
    return text if len(text) <= characters else text[: characters - 1] + "…"


def size(text: str) -> int:
    """Return the length in UTF-8 bytes."""
    return len(text.encode())


def split_bytes(text: str, limit: int) -> list[str]:
    """Split into parts of at most `limit` bytes, at paragraph borders where possible, else lines, else characters.

    Nothing but the white space at a border is dropped. Empty text gives no part.
    """
    return _split(text.strip(), limit, ("\n\n", "\n"))


def _split(text: str, limit: int, borders: tuple[str, ...]) -> list[str]:
    if not text:
        return []
    if size(text) <= limit:
        return [text]
    if not borders:
        return _split_characters(text, limit)
    parts: list[str] = []
    for piece in text.split(borders[0]):
        if parts and size(parts[-1]) + size(borders[0]) + size(piece) <= limit:
            parts[-1] += borders[0] + piece
        else:
            parts += _split(piece, limit, borders[1:])
    return parts


def _split_characters(text: str, limit: int) -> list[str]:
    parts, part, used = [], "", 0
    for character in text:
        width = size(character)
        if used + width > limit:
            parts.append(part)
            part, used = "", 0
        part += character
        used += width
    return [*parts, part]


def cut_bytes(text: str, limit: int) -> str:
    """Return the text, or its beginning with an ellipsis, in at most `limit` bytes."""
    if size(text) <= limit:
        return text
    return text.encode()[: limit - 3].decode(errors="ignore") + "…"
