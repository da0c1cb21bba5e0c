"""Who is looking at our page inside the WeCom client. Vendor page: 网页授权登录."""

from __future__ import annotations

from urllib.parse import urlencode

from bot.errors import Rejected
from bot.wecom.api import WeComApi
from config.platforms import WeComSettings


class WeComLogin:
    """Sends the browser to WeCom and turns what it brings back into a member's id."""

    def __init__(self, settings: WeComSettings, api: WeComApi) -> None:
        self._settings = settings
        self._api = api

    def authorize_url(self, redirect_uri: str, state: str) -> str:
        """Return where to send the browser. `state` comes back unchanged; the caller binds it to the session.

        The host of `redirect_uri` must be the app's trusted domain, otherwise WeCom shows error 50001.
        """
        query = urlencode(
            {
                "appid": self._settings.corp_id,
                "redirect_uri": redirect_uri,
                "response_type": "code",
                "scope": "snsapi_base",
                "state": state,
                "agentid": str(self._settings.agent_id),
            }
        )
        return f"{self._settings.oauth_base.rstrip('/')}/connect/oauth2/authorize?{query}#wechat_redirect"

    async def user_id(self, code: str) -> str:
        """Exchange a code (5 min, once) for the member's userid.

        Raises `Rejected`: "40029" for a code that is wrong, used or old, "not_member" for somebody outside the corp.
        """
        if not code:
            raise Rejected("40029", "no code")
        answer = await self._api.call("auth/getuserinfo", params={"code": code})
        user = answer.get("userid")
        if not isinstance(user, str) or not user:
            raise Rejected("not_member")
        return user
