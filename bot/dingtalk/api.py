"""The calls of an internal DingTalk app, one method each. Errors are those of `bot.errors`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.dingtalk.failures import check_delivered, check_receivers, read_new, read_old
from bot.errors import AuthExpired, NoHandle, Rejected
from bot.http_client import HttpClient
from bot.tokens import AccessTokens
from config.platforms import DingTalkSettings

ALREADY_THERE = "cardAlreadyExist"
SHORT_LIVED = 300.0


class DingTalkApi:
    """Calls with the app's token, renewed once when refused."""

    def __init__(self, settings: DingTalkSettings, http: HttpClient, tokens: AccessTokens) -> None:
        self._settings = settings
        self._http = http
        self._tokens = tokens
        self._app = f"dingtalk:{settings.app_key}"

    @property
    def robot_code(self) -> str:
        """The robot of an internal app has the app's key as its code unless set otherwise."""
        return self._settings.robot_code or self._settings.app_key

    async def send_to_user(self, user: str, message: Mapping[str, Any]) -> str:
        """Post `{"msgKey", "msgParam"}` to one person; return the query key."""
        body = {"robotCode": self.robot_code, "userIds": [user], **message}
        answer = await self._call("POST", "/v1.0/robot/oToMessages/batchSend", body)
        check_receivers(answer, user)
        return str(answer.get("processQueryKey") or "")

    async def send_to_group(self, conversation: str, message: Mapping[str, Any]) -> str:
        """Post `{"msgKey", "msgParam"}` to a group the robot is in; return the query key."""
        body = {"robotCode": self.robot_code, "openConversationId": conversation, **message}
        answer = await self._call("POST", "/v1.0/robot/groupMessages/send", body)
        return str(answer.get("processQueryKey") or "")

    async def deliver_card(self, body: Mapping[str, Any]) -> None:
        """Create a card and put it where `openSpaceId` says. One that is there already counts as delivered."""
        try:
            check_delivered(await self._call("POST", "/v1.0/card/instances/createAndDeliver", body))
        except Rejected as refused:
            if ALREADY_THERE not in refused.code:
                raise

    async def update_card(self, body: Mapping[str, Any]) -> None:
        """Replace named variables of a standing card. Raises NoHandle when there is no such card."""
        try:
            await self._call("PUT", "/v1.0/card/instances", body)
        except Rejected as refused:
            if "notexist" in refused.code.lower() or "notfound" in refused.code.lower():
                raise NoHandle(refused.code) from None
            raise

    async def download(self, code: str, robot_code: str) -> bytes:
        """Return the bytes behind a download code (valid shortly, only for the robot that received it)."""
        body = {"downloadCode": code, "robotCode": robot_code or self.robot_code}
        answer = await self._call("POST", "/v1.0/robot/messageFiles/download", body)
        url = answer.get("downloadUrl")
        if not isinstance(url, str) or not url:
            raise Rejected("no_download_url")
        found = await self._http.get(url)
        if found.status != 200:
            raise Rejected(f"media_http_{found.status}")
        return found.body

    async def upload(self, kind: str, name: str, content: bytes) -> str:
        """Store a file (`kind` image, voice, video or file) for sending; return its media id."""
        url = f"{self._settings.oapi_base.rstrip('/')}/media/upload"

        async def use(token: str) -> str:
            form = aiohttp.FormData()
            form.add_field("media", content, filename=name, content_type="application/octet-stream")
            params = {"access_token": token, "type": kind}
            answer = await self._http.post(url, data=form, params=params, own_statuses=(429,))
            return str(read_old(answer).get("media_id") or "")

        return await self._tokens.call(self._app, self._fetch_token, use)

    async def _call(self, verb: str, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        url = self._settings.api_base.rstrip("/") + path

        async def use(token: str) -> dict[str, Any]:
            headers = {"x-acs-dingtalk-access-token": token}
            return read_new(await self._http.send(verb, url, json_body=body, headers=headers, own_statuses=(429,)))

        return await self._tokens.call(self._app, self._fetch_token, use)

    async def _fetch_token(self) -> tuple[str, float]:
        url = f"{self._settings.api_base.rstrip('/')}/v1.0/oauth2/accessToken"
        body = {"appKey": self._settings.app_key, "appSecret": self._settings.app_secret.get_secret_value()}
        answer = read_new(await self._http.post(url, json_body=body, own_statuses=(429,)))
        token, life = answer.get("accessToken"), answer.get("expireIn")
        if not isinstance(token, str) or not token:
            raise AuthExpired("no_token")
        return token, float(life) if isinstance(life, int | float) else SHORT_LIVED


def robot_message(key: str, param: Mapping[str, Any]) -> dict[str, str]:
    """Return a robot message: its parameters travel as JSON text inside the JSON body."""
    return {"msgKey": key, "msgParam": json.dumps(param, ensure_ascii=False)}
