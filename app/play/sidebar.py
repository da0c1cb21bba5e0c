"""A rep using the chat sidebar page: log in as the WeCom client does, open the page, send the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import aiohttp
from yarl import URL

if TYPE_CHECKING:
    from app.play.scene import Scene

JSON = {"Accept": "application/json"}
LABELS = {
    "手机号": "phone", "电话": "phone", "内容": "text", "片段": "text", "文字": "text", "transcript": "text",
    "说话人": "speaker", "时间": "at", "文件": "file", "敏感词过滤": "filter",
}  # fmt: skip
HOPS = 6


async def use_sidebar(
    scene: Scene, person: str, customer: Mapping[str, Any], action: str, fields: Mapping[str, str]
) -> tuple[str, list[dict[str, Any]]]:
    """Return the page's text and what it showed. The customer is a contact of this rep unless somebody else's."""
    contacts = scene.town.wecom
    if customer["id"] not in contacts.customers:
        contacts.add_customer(customer["id"], customer["name"], customer.get("avatar", ""), [person])
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        page = f"{scene.server.url}/sidebar?external_userid={customer['id']}"
        await _log_in(browser, page, person)
        async with browser.get(page, headers=JSON) as answer:
            opened: dict[str, Any] = await answer.json()
        if action == "open" or "csrf" not in opened:
            return str(opened.get("text", "")), [opened]
        body = {"external_userid": customer["id"], **{LABELS.get(key, key): value for key, value in fields.items()}}
        where = action if action in ("clip", "call") else "register"
        headers = {**JSON, "X-CSRF-Token": str(opened.get("csrf", "")), "Origin": scene.server.url}
        async with browser.post(f"{scene.server.url}/sidebar/{where}", json=body, headers=headers) as answer:
            done: dict[str, Any] = await answer.json()
        return str(done.get("text", "")), [done.get("lead") or done.get("clip") or done]


async def _log_in(browser: aiohttp.ClientSession, page: str, person: str) -> None:
    url = URL(page)
    for _ in range(HOPS):
        async with browser.get(url, allow_redirects=False) as answer:
            if answer.status not in (302, 303):
                return
            url = url.join(URL(answer.headers["Location"]))
        if url.path.endswith("/connect/oauth2/authorize"):
            url = url.update_query({"as": person}).with_fragment(None)
    raise LookupError(f"{person} could not log in to the sidebar")
