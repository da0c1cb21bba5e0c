"""Login inside the client: the OAuth page and the exchange of its code (platforms.md 1.9)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from aiohttp import web

from simulator.wecom.answers import Answer, Refusal, ok
from simulator.wecom.corp import Call, Corp

CODE_LIFETIME = timedelta(minutes=5)
COOKIE = "wecom_as"
_CHOICE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>企业微信</title>
<style>
body {{ margin: 0 auto; max-width: 640px; padding: 16px; font: 17px/1.5 system-ui, sans-serif; background: #ededed; }}
h1 {{ font-size: 20px; font-weight: 500; }}
a {{ display: block; padding: 12px 16px; background: #fff; border-top: 1px solid #ededed; text-decoration: none; }}
</style>
<h1>模拟企业微信：以谁的身份打开？</h1><nav>{links}</nav></html>
"""
SCOPES = ("snsapi_base", "snsapi_userinfo", "snsapi_privateinfo")


@dataclass(slots=True)
class _Code:
    person: str
    until: datetime
    used: bool = False


class Login:
    """Codes for people of the corp and for customers. `trusted_host` limits redirects, as the console setting does."""

    def __init__(self, corp: Corp) -> None:
        self._corp = corp
        self._codes: dict[str, _Code] = {}
        self.trusted_host: str | None = None

    def code(self, person: str) -> str:
        """Return a code that says who this is: once, for five minutes."""
        code = secrets.token_urlsafe(32)
        self._codes[code] = _Code(person, self._corp.world.now() + CODE_LIFETIME)
        return code

    def user_info(self, call: Call) -> Answer:
        """Serve `auth/getuserinfo`."""
        if call.by != "app":
            raise Refusal(48002)
        known = self._codes.get(call.query.get("code", ""))
        if known is None or known.used:
            raise Refusal(40029)
        if known.until <= self._corp.world.now():
            raise Refusal(42003)
        known.used = True
        if self._corp.is_member(known.person):
            return ok(userid=known.person)
        return ok(openid=f"o{known.person}", external_userid=known.person)

    async def authorize(self, request: web.Request) -> web.StreamResponse:
        """Serve the OAuth page: the client of `as` (query or cookie) goes straight back with a code."""
        query = request.query
        target = urlsplit(query.get("redirect_uri", ""))
        if query.get("appid") != self._corp.corp_id:
            return web.json_response(Refusal(40013).answer())
        if query.get("response_type") != "code" or query.get("scope") not in SCOPES or not target.netloc:
            return web.json_response(Refusal(40058, "response_type, scope or redirect_uri").answer())
        if self.trusted_host is not None and target.netloc != self.trusted_host:
            return web.json_response(Refusal(50001).answer())
        person = query.get("as") or request.cookies.get(COOKIE, "")
        if not person:
            return self._choose(request)
        extra = [("code", self.code(person)), ("state", query.get("state", ""))]
        back = urlunsplit(target._replace(query=urlencode(parse_qsl(target.query) + extra), fragment=""))
        answer = web.Response(status=302, headers={"Location": back})
        answer.set_cookie(COOKIE, person, httponly=True, samesite="Lax")
        return answer

    def _choose(self, request: web.Request) -> web.Response:
        """Return a page that asks whose client this is."""
        links = []
        for person in self._corp.world.people.values():
            url = request.rel_url.update_query({"as": person.id})
            links.append(f'<a href="{escape(str(url))}">{escape(person.name)}</a>')
        return web.Response(text=_CHOICE.format(links="".join(links)), content_type="text/html")
