"""`/login` and `/login/callback`: OAuth with the platform, state bound to the browser."""

from __future__ import annotations

import structlog
from aiohttp import web

from web import sentences
from web.edge import Refused
from web.ports import Login
from web.security import own_page
from web.session import Sessions
from web.views import Views

log = structlog.get_logger(__name__)
CALLBACK = "/login/callback"
DINGTALK = "DingTalk"  # its own browser says so, and cannot show WeCom's login


class LoginPages:
    """The two ends of a login. `base_url` is our public address, whose host the platform must trust."""

    def __init__(self, login: Login | None, sessions: Sessions, views: Views, base_url: str) -> None:
        self._login = login
        self._sessions = sessions
        self._views = views
        self._base_url = base_url

    async def begin(self, request: web.Request) -> web.StreamResponse:
        """`GET /login?next=/cards/1`: send the browser to the platform, or tell how to log in from the chat."""
        login, page = self._sessions.new_login(), own_page(request.query.get("next", "/"))
        if self._login is None or DINGTALK in request.headers.get("User-Agent", ""):
            told = self._views.page("message.html", title=sentences.WELCOME, text=sentences.LOGIN_IN_CHAT)
            self._sessions.remember_login(told, login, page)
            return told
        url = self._login.authorize_url(f"{self._base_url}{CALLBACK}", self._sessions.state(login))
        response = web.Response(status=302, headers={"Location": url})
        self._sessions.remember_login(response, login, page)
        return response

    async def finish(self, request: web.Request) -> web.StreamResponse:
        """`GET /login/callback?code=…&state=…`: start the session and go to the page that was wanted."""
        page = self._sessions.page_after_login(request, request.query.get("state", ""))
        code = request.query.get("code", "")
        if self._login is None or page is None or not code or len(code) > 512:
            raise Refused(400, sentences.LOGIN_FAILED)
        person = await self._login.person_for(code)
        if person is None:
            raise Refused(403, sentences.NOT_ONE_OF_US)
        response = web.Response(status=302, headers={"Location": page})
        self._sessions.start(response, person)
        log.info("logged in", person=person)
        return response
