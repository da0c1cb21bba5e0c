"""Blocks as a Slack client shows them."""

from __future__ import annotations

import json
import re
from typing import Any

from simulator.message import Message
from simulator.slack.controls import MANY, ONE, Button, buttons, controls
from simulator.slack.mrkdwn import read, read_entry, read_section
from simulator.slack.workspace import Block, Post, View

INSTANCE, PRESET = "#instance", "#preset"


def draw_post(message: Message, post: Post) -> Message:
    """Fill the message with what is seen of a post and return it."""
    message.hooks[INSTANCE] = post.key
    if not post.blocks:
        message.text = read(post.text, message)
    if post.files:
        _draw_file(message, post)
        return message
    lines = _draw_blocks(message, post.blocks)
    message.text = "\n".join([message.text, *lines]).strip()
    pressable = _draw_controls(message, post.blocks)
    interactive = bool(message.buttons or message.inputs or message.choices)
    if interactive or message.title or _payload(post).get("card"):
        message.card = _card_id(post)
        message.kind = "card" if message.kind == "text" else message.kind
    message.done = message.kind != "text" and not pressable
    return message


def draw_view(message: Message, view: View) -> Message:
    """Fill the message with what is seen of a modal or Home and return it."""
    message.hooks[INSTANCE] = view.id
    message.card = _view_card(view)
    message.title = str((view.body.get("title") or {}).get("text", ""))
    lines = _draw_blocks(message, view.blocks)
    message.text = "\n".join(lines)
    pressable = _draw_controls(message, view.blocks)
    if view.body["type"] == "modal" and (submit := submit_text(view)):
        message.buttons.append(submit)
        pressable = True
    message.done = not pressable
    return message


def submit_text(view: View) -> str:
    """Return the text of a modal's submit button; empty when it has none."""
    if view.body.get("submit"):
        return str(view.body["submit"]["text"])
    return "Submit" if any(block["type"] == "input" for block in view.blocks) else ""


def _draw_blocks(message: Message, blocks: list[Block]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        kind = block["type"]
        if kind == "header" and not message.title:
            message.title = str(block["text"]["text"])
        elif kind == "header":
            lines.append(str(block["text"]["text"]))
        elif kind == "section":
            lines += _section(message, block)
        elif kind == "context":
            lines.append(" ".join(_context(message, element) for element in block["elements"]))
        elif kind == "markdown":
            lines.append(_markdown(message, str(block["text"])))
        elif kind == "image":
            message.links[str(block.get("alt_text") or "图片")] = str(block.get("image_url", ""))
        elif kind == "rich_text":
            lines.append("".join(_rich(block)))
    return [line for line in lines if line]


def _section(message: Message, block: Block) -> list[str]:
    lines = []
    accessory = (block.get("accessory") or {}).get("type")
    if "text" in block and accessory not in MANY + ONE:
        text = block["text"]
        lines.append(read_section(text["text"], message) if text["type"] == "mrkdwn" else str(text["text"]))
    lines += [read_entry(entry["text"], message) for entry in block.get("fields") or []]
    if accessory == "image":
        message.links[str(block["accessory"].get("alt_text") or "图片")] = str(block["accessory"].get("image_url", ""))
    return lines


def _context(message: Message, element: dict[str, Any]) -> str:
    if element["type"] == "image":
        return ""
    return read(element["text"], message) if element["type"] == "mrkdwn" else str(element["text"])


def _markdown(message: Message, source: str) -> str:
    for found in re.finditer(r"\[([^\]]+)\]\(([^)\s]+)\)", source):
        message.links[found[1]] = found[2]
    text = re.sub(r"\[([^\]]+)\]\([^)\s]+\)", r"\1", source)
    return re.sub(r"\*\*|^#{1,6}\s+|^>\s?", "", text, flags=re.MULTILINE).strip()


def _rich(part: dict[str, Any]) -> list[str]:
    if "elements" in part:
        return [text for element in part["elements"] for text in _rich(element)]
    return [str(part.get("text") or part.get("url") or "")]


def _draw_controls(message: Message, blocks: list[Block]) -> bool:
    """Show what can be used and return whether anything of it reports back."""
    for control in controls(blocks):
        if control.options:
            message.choices[control.label] = [str(option["text"]["text"]) for option in control.options]
        else:
            message.inputs.append(control.label)
        message.hooks.setdefault(PRESET, {})[control.label] = control.preset()
    pressable = bool(message.choices or message.inputs)
    for button in buttons(blocks):
        message.buttons.append(button.text)
        message.hooks.setdefault(button.text, button)
        if button.url:
            message.links[button.text] = button.url
        else:
            pressable = True
    return pressable


def find_button(shown: Message, press: str) -> Button:
    """Return the button with this text. Raises LookupError that names those that are there."""
    button = shown.hooks.get(press) if press in shown.buttons else None
    if isinstance(button, Button):
        return button
    there = "、".join(shown.buttons) or "没有按钮"
    raise LookupError(f"按钮“{press}”不在卡片上；卡片“{shown.title}”上的按钮：{there}")


def _draw_file(message: Message, post: Post) -> None:
    names = [str(file.get("title") or file.get("name")) for file in post.files]
    image = str(post.files[0].get("mimetype", "")).startswith("image/")
    message.kind = "image" if image else "file"
    message.title = "、".join(names)


def _payload(post: Post) -> dict[str, Any]:
    return (post.metadata or {}).get("event_payload") or {}


def _card_id(post: Post) -> str | None:
    payload = _payload(post)
    found = payload.get("card") or payload.get("delivery")
    return str(found) if found else _prefix(post.blocks)


def _view_card(view: View) -> str | None:
    try:
        data = json.loads(view.body.get("private_metadata") or "null")
    except ValueError:
        data = None
    found = (data.get("card") or data.get("delivery")) if isinstance(data, dict) else None
    return str(found) if found else view.card


def _prefix(blocks: list[Block]) -> str | None:
    """Return what stands before the revision in the first block id like `{card}:{rev}`, if there is one."""
    named = (re.fullmatch(r"(.+):\d+", str(block["block_id"])) for block in blocks)
    return next((match[1] for match in named if match), None)
