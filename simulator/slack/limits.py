"""What Slack refuses in blocks: types, lengths and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
_KNOWN = {
    "section",
    "header",
    "context",
    "actions",
    "input",
    "divider",
    "image",
    "markdown",
    "rich_text",
    "video",
    "file",
}
_OPTION_LIMITS = {
    "static_select": (1, 100),
    "multi_static_select": (1, 100),
    "overflow": (2, 5),
    "checkboxes": (1, 10),
    "radio_buttons": (1, 10),
}

Found = Iterator[str]


def problems(blocks: Any, most: int = MESSAGE_BLOCKS) -> list[str]:
    """Return what is wrong, one sentence each with the place; empty when Slack would take the blocks."""
    if not isinstance(blocks, list):
        return ["must provide an array [json-pointer:/blocks]"]
    found = [f"no more than {most} items allowed [json-pointer:/blocks]"] if len(blocks) > most else []
    block_ids: set[str] = set()
    action_ids: set[str] = set()
    for index, block in enumerate(blocks):
        where = f"/blocks/{index}"
        if not isinstance(block, dict) or block.get("type") not in _KNOWN:
            found.append(f"unsupported type [json-pointer:{where}/type]")
            continue
        found += [f"{text} [json-pointer:{where}{place}]" for text, place in _block(block)]
        found += _unique(block, block_ids, action_ids, where)
    return found


def _unique(block: dict[str, Any], blocks: set[str], actions: set[str], where: str) -> Found:
    name = block.get("block_id")
    if name is not None:
        if not 1 <= len(str(name)) <= 255:
            yield f"must be 1 to 255 characters [json-pointer:{where}/block_id]"
        if name in blocks:
            yield f"block_id already exists [json-pointer:{where}/block_id]"
        blocks.add(str(name))
    for element in [*(block.get("elements") or []), block.get("accessory"), block.get("element")]:
        action = element.get("action_id") if isinstance(element, dict) else None
        if action is None:
            continue
        if action in actions or not 1 <= len(action) <= 255:
            yield f"action_id is not unique or too long [json-pointer:{where}]"
        actions.add(action)


Problem = tuple[str, str]


def _block(block: dict[str, Any]) -> Iterator[Problem]:
    check = _CHECKS.get(block["type"])
    if check is not None:
        yield from check(block)


def _text(holder: Any, most: int, place: str, kinds: tuple[str, ...] = ("plain_text", "mrkdwn")) -> Iterator[Problem]:
    if not isinstance(holder, dict) or holder.get("type") not in kinds or not isinstance(holder.get("text"), str):
        yield f"must be a text object of {' or '.join(kinds)}", place
    elif not 1 <= len(holder["text"]) <= most:
        yield f"must be 1 to {most} characters", f"{place}/text"


def _section(block: dict[str, Any]) -> Iterator[Problem]:
    if "text" not in block and not block.get("fields"):
        yield "section needs text or fields", ""
    if "text" in block:
        yield from _text(block["text"], 3000, "/text")
    fields = block.get("fields") or []
    if len(fields) > 10:
        yield "no more than 10 items allowed", "/fields"
    for number, entry in enumerate(fields):
        yield from _text(entry, 2000, f"/fields/{number}")
    if "accessory" in block:
        yield from _element(block["accessory"], "/accessory")


def _header(block: dict[str, Any]) -> Iterator[Problem]:
    yield from _text(block.get("text"), 150, "/text", ("plain_text",))


def _context(block: dict[str, Any]) -> Iterator[Problem]:
    elements = block.get("elements") or []
    if not 1 <= len(elements) <= 10:
        yield "must have 1 to 10 items", "/elements"
    for number, element in enumerate(elements):
        if not isinstance(element, dict) or element.get("type") != "image":
            yield from _text(element, 3000, f"/elements/{number}")


def _actions(block: dict[str, Any]) -> Iterator[Problem]:
    elements = block.get("elements") or []
    if not 1 <= len(elements) <= 25:
        yield "must have 1 to 25 items", "/elements"
    for number, element in enumerate(elements):
        yield from _element(element, f"/elements/{number}")


def _input(block: dict[str, Any]) -> Iterator[Problem]:
    yield from _text(block.get("label"), 2000, "/label", ("plain_text",))
    if "hint" in block:
        yield from _text(block["hint"], 2000, "/hint", ("plain_text",))
    yield from _element(block.get("element"), "/element")


def _markdown(block: dict[str, Any]) -> Iterator[Problem]:
    if not 1 <= len(str(block.get("text") or "")) <= 12_000:
        yield "must be 1 to 12000 characters", "/text"


def _image(block: dict[str, Any]) -> Iterator[Problem]:
    if not block.get("slack_file") and not 1 <= len(str(block.get("image_url") or "")) <= 3000:
        yield "must have an image_url of at most 3000 characters", "/image_url"
    if not 1 <= len(str(block.get("alt_text") or "")) <= 2000:
        yield "must be 1 to 2000 characters", "/alt_text"


def _element(element: Any, place: str) -> Iterator[Problem]:
    if not isinstance(element, dict) or "type" not in element:
        yield "must be an element", place
        return
    kind = element["type"]
    if kind == "button":
        yield from _button(element, place)
    elif kind == "image":
        yield from ((text, place + inner) for text, inner in _image(element))
    elif kind in _OPTION_LIMITS:
        yield from _options(element, place)
    if "placeholder" in element:
        yield from _text(element["placeholder"], 150, f"{place}/placeholder", ("plain_text",))
    if kind == "plain_text_input" and int(element.get("max_length") or 1) > 3000:
        yield "must be at most 3000", f"{place}/max_length"
    if "confirm" in element:
        yield from _confirm(element["confirm"], f"{place}/confirm")


def _button(button: dict[str, Any], place: str) -> Iterator[Problem]:
    yield from _text(button.get("text"), 75, f"{place}/text", ("plain_text",))
    for name, most in (("value", 2000), ("url", 3000)):
        if name in button and len(str(button[name])) > most:
            yield f"must be at most {most} characters", f"{place}/{name}"
    if button.get("style", "primary") not in ("primary", "danger"):
        yield "must be primary or danger", f"{place}/style"


def _options(element: dict[str, Any], place: str) -> Iterator[Problem]:
    least, most = _OPTION_LIMITS[element["type"]]
    groups = element.get("option_groups")
    for group in groups if groups is not None else [element]:
        options = group.get("options") or []
        if not least <= len(options) <= most:
            yield f"must have {least} to {most} items", f"{place}/options"
        for number, option in enumerate(options):
            yield from _text(option.get("text"), 75, f"{place}/options/{number}/text")
            if not 1 <= len(str(option.get("value") or "")) <= 150:
                yield "must be 1 to 150 characters", f"{place}/options/{number}/value"
    known = [option for group in (groups or [element]) for option in group.get("options") or []]
    for option in [*(element.get("initial_options") or []), element.get("initial_option")]:
        if option is not None and option not in known:
            yield "must be one of the options", f"{place}/initial_option"


def _confirm(confirm: Any, place: str) -> Iterator[Problem]:
    limits = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
    for name, most in limits.items():
        yield from _text((confirm or {}).get(name), most, f"{place}/{name}")


_CHECKS: dict[str, Callable[[dict[str, Any]], Iterator[Problem]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "markdown": _markdown,
    "image": _image,
}
