"""What people post: whether it is ours to keep, and where it belongs. The door asks this of every event. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.slack.fields import parts_of, text_of
from bot.slack.mrkdwn import mentions

POSTS = ("message", "app_mention")
_PERSON_SUBTYPES = ("", "file_share", "thread_broadcast", "me_message")


def counts(payload: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    """Tell whether a post is meant for us: in a direct message each is, in a channel one that names us.

    What people say to each other in a channel is not ours to keep. Our own posts are echoes.
    """
    if event.get("bot_id") or text_of(event, "subtype") not in _PERSON_SUBTYPES:
        return False
    user = text_of(event, "user")
    if not user or user == bot_user(payload):
        return False
    return text_of(event, "channel").startswith("D") or names_us(payload, event)


def names_us(payload: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    """Tell whether a post says our name."""
    return text_of(event, "type") == "app_mention" or mentions(text_of(event, "text"), bot_user(payload))


def post_key(payload: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    """Return the key of a post. One that names us in a channel arrives as message and as app_mention, with one key.

    The time stands first, so that what comes together lies together in the index.
    """
    return f"msg:{text_of(event, 'ts')}:{tenant(payload)}:{text_of(event, 'channel')}"


def post_partition(payload: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    """Return the partition of the conversation of a post (`where`), without building it."""
    channel = text_of(event, "channel")
    alone = channel.startswith("D") or not channel or payload.get("is_ext_shared_channel")
    return f"slack:{tenant(payload)}:{text_of(event, 'user') if alone else channel}"


def tenant(payload: Mapping[str, Any]) -> str:
    """Return the installation's team: an event in a shared channel may name the other side's team elsewhere."""
    for installation in parts_of(payload, "authorizations")[:1]:
        if text_of(installation, "team_id"):
            return text_of(installation, "team_id")
    return text_of(payload, "team_id")


def bot_user(payload: Mapping[str, Any]) -> str:
    """Return our own user id in that team, empty when the event does not tell."""
    owners = parts_of(payload, "authorizations")
    return next((text_of(owner, "user_id") for owner in owners if owner.get("is_bot")), "")
