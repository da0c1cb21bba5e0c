"""Customer contact: who a customer is to whom, and the greeting a new one gets. Vendor page: 客户联系."""

from __future__ import annotations

from typing import Any

from bot.wecom.api import Json, WeComApi

FOLLOWER_PAGES = 20


async def external_contact(api: WeComApi, external_id: str) -> Json:
    """Return `{"external_contact": …, "follow_user": [everyone who has this customer]}`.

    Raises `Rejected` ("84061": not a customer). The list comes 500 at a time and is joined here.
    """
    followers: list[Any] = []
    contact: Json = {}
    cursor = ""
    for _ in range(FOLLOWER_PAGES):
        page = await api.call("externalcontact/get", params={"external_userid": external_id, "cursor": cursor})
        contact = contact or page.get("external_contact") or {}
        followers += page.get("follow_user") or []
        cursor = str(page.get("next_cursor") or "")
        if not cursor:
            break
    return {"external_contact": contact, "follow_user": followers}


def follows(contact: Json, user_id: str) -> bool:
    """Return whether this member of ours has the customer: what a page claims about itself is never trusted."""
    return any(entry.get("userid") == user_id for entry in contact["follow_user"] if isinstance(entry, dict))


async def send_welcome_msg(api: WeComApi, welcome_code: str, text: str) -> None:
    """Greet a new customer: once, within 20 s of the event. Raises `Rejected` ("41051": already greeted)."""
    await api.call("externalcontact/send_welcome_msg", {"welcome_code": welcome_code, "text": {"content": text}})
