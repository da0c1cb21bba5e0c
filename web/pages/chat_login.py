"""`/login/chat/{link}`: the page on which the code from the chat is entered. It works once and for one browser."""

from __future__ import annotations

import structlog
from aiohttp import web

from web import sentences
from web.edge import Refused, first, read_values
from web.ports import CodeLogin
from web.security import ID
from web.session import Sessions
from web.views import Views

log = structlog.get_logger(__name__)


class ChatLoginPages:
    """The form and what becomes of it. Looking at the form uses nothing up: previews of links do that too."""

    def __init__(self, logins: CodeLogin, sessions: Sessions, views: Views) -> None:
        self._logins = logins
        self._sessions = sessions
        self._views = views

    async def show(self, request: web.Request) -> web.StreamResponse:
        """`GET /login/chat/{link}`."""
        return self._form(request, "")

    async def finish(self, request: web.Request) -> web.StreamResponse:
        """`POST /login/chat/{link}` with `code` and the `state` of the form in this browser."""
        values = await read_values(request)
        page = self._sessions.page_after_login(request, first(values, "state"))
        if page is None:
            raise Refused(403, sentences.LOGIN_FAILED)
        person, why = await self._logins.person_for(_link(request), first(values, "code").strip())
        if person is None:
            return self._form(request, why, 403)
        response = web.Response(status=302, headers={"Location": page})
        self._sessions.start(response, person)
        log.info("logged in by code", person=person)
        return response

    def _form(self, request: web.Request, notice: str, status: int = 200) -> web.StreamResponse:
        login, page = self._sessions.new_login(), self._sessions.page_wanted(request)
        action, state = f"/login/chat/{_link(request)}", self._sessions.state(login)
        response = self._views.page(
            "login.html", status, title=sentences.WELCOME, notice=notice, action=action, state=state
        )
        self._sessions.remember_login(response, login, page)
        return response


def _link(request: web.Request) -> str:
    found = request.match_info["link"]
    if not ID.fullmatch(found):
        raise Refused(404, sentences.NOT_FOUND)
    return found
