"""Calls to WeCom's server API with the app's access token. Vendor pages: 服务端API, 获取access_token.

The token travels in the query string, because WeCom takes it nowhere else; nothing here logs or raises an address.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.errors import Rejected, Unknown
from bot.http_client import Answer, HttpClient
from bot.tokens import AccessTokens, Fetch
from bot.wecom.error_codes import check, check_token
from config.platforms import WeComSettings

Json = dict[str, Any]


class WeComApi:
    """One self-built app. Methods raise the errors of `bot.errors`."""

    def __init__(self, settings: WeComSettings, http: HttpClient, tokens: AccessTokens) -> None:
        self._settings = settings
        self._http = http
        self._tokens = tokens
        self._root = f"{settings.api_base.rstrip('/')}/cgi-bin/"
        self.app = f"wecom:{settings.corp_id}:{settings.agent_id}"

    async def call(self, method: str, body: Json | None = None, params: Mapping[str, str] | None = None) -> Json:
        """Return the answer of `POST {method}`, or of a GET when there is no body; `errcode` is 0 then.

        A refused token is renewed once and the call repeated once: nothing was done with the refused one.
        """

        async def use(token: str) -> Json:
            query = {**(params or {}), "access_token": token}
            if body is None:
                answer = await self._http.get(self._root + method, params=query)
            else:
                answer = await self._http.post(self._root + method, params=query, json_body=body)
            return _checked(answer)

        return await self._tokens.call(self.app, self._fetch_token, use)

    async def download(self, media_id: str) -> bytes:
        """Return a temporary file (at most 20 MB). WeCom reports errors as JSON with status 200."""

        async def use(token: str) -> bytes:
            query = {"access_token": token, "media_id": media_id}
            answer = await self._http.get(self._root + "media/get", params=query)
            if answer.content_type in {"application/json", "text/plain"} or answer.status != 200:
                _checked(answer)
                raise Rejected("no_media", answer.content_type)
            return answer.body

        return await self._tokens.call(self.app, self._fetch_token, use)

    async def upload(self, kind: str, name: str, content: bytes) -> str:
        """Return the media id of a temporary file; valid for three days, `kind` is image or file."""

        async def use(token: str) -> Json:
            query = {"access_token": token, "type": kind}
            return _checked(await self._http.post(self._root + "media/upload", params=query, data=_form(name, content)))

        return text_of(await self._tokens.call(self.app, self._fetch_token, use), "media_id")

    async def webhook(self, key: str, body: Json) -> Json:
        """Return the answer of a group's message webhook; `key` is its secret."""
        return _checked(await self._http.post(self._root + "webhook/send", params={"key": key}, json_body=body))

    async def webhook_upload(self, key: str, name: str, content: bytes) -> str:
        """Return the media id of a file that only this webhook can send."""
        query = {"key": key, "type": "file"}
        url = self._root + "webhook/upload_media"
        return text_of(_checked(await self._http.post(url, params=query, data=_form(name, content))), "media_id")

    async def lent(self, name: str, fetch: Fetch) -> str:
        """Return something WeCom lends this app for a while (a ticket, an uploaded file), fetched when we hold none."""
        return await self._tokens.get(f"{self.app}:{name}", fetch)

    async def _fetch_token(self) -> tuple[str, float]:
        query = {"corpid": self._settings.corp_id, "corpsecret": self._settings.secret.get_secret_value()}
        answer = (await self._http.get(self._root + "gettoken", params=query)).json()
        check_token(answer)
        return text_of(answer, "access_token"), life_of(answer)


def text_of(answer: Json, name: str) -> str:
    """Return a text the answer must have. Raises `Unknown` when WeCom said yes but left it out."""
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise Unknown("bad_answer", name)
    return value


def life_of(answer: Json) -> float:
    """Return `expires_in` in seconds; nothing lent without one is kept."""
    life = answer.get("expires_in")
    return float(life) if isinstance(life, int | float) else 0.0


def _checked(answer: Answer) -> Json:
    parsed = answer.json() if answer.status == 200 or answer.body.startswith(b"{") else {}
    check(parsed)
    if answer.status != 200:
        raise Rejected(f"http_{answer.status}")
    return parsed


def _form(name: str, content: bytes) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("media", io.BytesIO(content), filename=name, content_type="application/octet-stream")
    return form
