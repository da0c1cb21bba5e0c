"""Presses, forms and shortcuts. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.slack.fields import conversation, moment, part_of, parts_of, person, text_of
from bot.slack.mrkdwn import plain_text
from handlers.inbound import CardAction, Conversation, InboundEvent, InboundMessage, Unsupported

_PRESSED = ("button", "overflow")


def read_interaction(payload: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    """Return what an interaction says; a changed drop-down and a closed form say nothing yet."""
    kind = text_of(payload, "type")
    read = _READERS.get(kind)
    if read is not None:
        return read(payload, received)
    tenant = _tenant(payload)
    actor = person(payload, tenant)
    key = f"interaction:{text_of(payload, 'trigger_id') or text_of(payload, 'action_ts')}"
    if not actor.id:
        return [Unsupported(key, kind or "interaction", received)]
    return [Unsupported(key, kind or "interaction", received, actor, conversation(tenant, "", actor.id))]


def _block_actions(payload: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    """Buttons and menu entries carry the sealed token; one that only opens a page has none."""
    found: list[InboundEvent] = []
    for action in parts_of(payload, "actions"):
        token = _token(action)
        if token:
            found.append(_press(payload, action, token, received))
    return found


def _token(action: Mapping[str, Any]) -> str:
    if text_of(action, "type") not in _PRESSED:
        return ""
    return text_of(action, "value") or text_of(part_of(action, "selected_option"), "value")


def _press(payload: Mapping[str, Any], action: Mapping[str, Any], token: str, received: datetime) -> CardAction:
    actor = person(payload, _tenant(payload))
    stamp = text_of(action, "action_ts")
    return CardAction(
        key=f"action:{stamp}:{text_of(action, 'action_id')}:{actor.id}",
        token=token,
        actor=actor,
        conversation=_where(payload, actor.id),
        occurred_at=moment(stamp, received),
        values=_values(part_of(payload, "state") or part_of(part_of(payload, "view"), "state")),
        handle=_handle(payload),
        modal_trigger=text_of(payload, "trigger_id") or None,
    )


def _view_submission(payload: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    view = part_of(payload, "view")
    actor = person(payload, _tenant(payload))
    return [
        CardAction(
            key=f"view:{text_of(view, 'id')}:{text_of(view, 'hash')}",
            token=text_of(view, "private_metadata"),
            actor=actor,
            conversation=_where(payload, actor.id),
            occurred_at=received,
            values=_values(part_of(view, "state")),
            handle={"view_id": text_of(view, "id"), "hash": text_of(view, "hash")},
            modal_trigger=text_of(payload, "trigger_id") or None,
        )
    ]


def _message_action(payload: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    """`存为跟进` on somebody's message: its words come as if the person had sent them to us."""
    tenant, message = _tenant(payload), part_of(payload, "message")
    actor = person(payload, tenant)
    stamp = text_of(payload, "action_ts")
    return [
        InboundMessage(
            key=f"shortcut:{stamp}:{actor.id}",
            conversation=conversation(tenant, "", actor.id),
            actor=actor,
            sent_at=moment(stamp, received),
            text=plain_text(text_of(message, "text")),
            mentioned=True,
        )
    ]


def _nothing(payload: Mapping[str, Any], received: datetime) -> list[InboundEvent]:
    return []


def _tenant(payload: Mapping[str, Any]) -> str:
    return text_of(part_of(payload, "team"), "id") or text_of(part_of(payload, "user"), "team_id")


def _where(payload: Mapping[str, Any], user: str) -> Conversation:
    channel = text_of(part_of(payload, "channel"), "id") or text_of(part_of(payload, "container"), "channel_id")
    thread = text_of(part_of(payload, "message"), "thread_ts")
    return conversation(_tenant(payload), channel, user, thread)


def _handle(payload: Mapping[str, Any]) -> dict[str, str]:
    container = part_of(payload, "container")
    found = {
        "channel": text_of(part_of(payload, "channel"), "id") or text_of(container, "channel_id"),
        "ts": text_of(container, "message_ts") or text_of(part_of(payload, "message"), "ts"),
        "response_url": text_of(payload, "response_url"),
    }
    return {name: value for name, value in found.items() if value}


def _values(state: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return every input by its action id; block ids only keep blocks apart."""
    found: dict[str, tuple[str, ...]] = {}
    for block in part_of(state, "values").values():
        if isinstance(block, Mapping):
            found |= {str(name): _chosen(part_of(block, name)) for name in block}
    return found


def _chosen(element: Mapping[str, Any]) -> tuple[str, ...]:
    if isinstance(element.get("selected_options"), list):
        return tuple(text_of(option, "value") for option in parts_of(element, "selected_options"))
    one = text_of(part_of(element, "selected_option"), "value") or text_of(element, "value")
    one = one or text_of(element, "selected_date")
    return (one,) if one else ()


_READERS: dict[str, Callable[[Mapping[str, Any], datetime], list[InboundEvent]]] = {
    "block_actions": _block_actions,
    "view_submission": _view_submission,
    "view_closed": _nothing,
    "message_action": _message_action,
}
