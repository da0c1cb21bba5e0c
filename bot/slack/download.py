"""Downloading private files: the token goes to Slack's own hosts and nowhere else."""

from __future__ import annotations

from yarl import URL

from bot.errors import Rejected, Unreachable
from bot.http_client import Answer, HttpClient
from config.platforms import SlackSettings

REDIRECTS = 3


class Downloads:
    """Fetches `url_private_download` addresses, at most 20 MB each."""

    def __init__(self, settings: SlackSettings, http: HttpClient) -> None:
        self._token = settings.bot_token.get_secret_value()
        self._api = URL(settings.api_base)
        self._http = http

    async def get(self, address: str) -> bytes:
        """Return the bytes. Raises Rejected for foreign hosts, gone files and the login page of a refused token."""
        url = URL(address)
        if not self._ours(url):
            raise Rejected("foreign_host")
        for _ in range(REDIRECTS + 1):
            answer = await self._http.get(url, headers=self._headers(url))
            if answer.status not in (301, 302, 303, 307, 308):
                return _file(answer)
            url = url.join(URL(answer.headers.get("Location", "")))
            if url.scheme != self._api.scheme:
                raise Rejected("redirect_scheme")
        raise Rejected("too_many_redirects")

    def _headers(self, url: URL) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"} if self._ours(url) else {}

    def _ours(self, url: URL) -> bool:
        """`slack.com` and below. Files kept elsewhere (`is_external`) have their own address here."""
        base = self._api.host or ""
        host = url.host or ""
        return url.scheme == self._api.scheme and bool(base) and (host == base or host.endswith(f".{base}"))


def _file(answer: Answer) -> bytes:
    if answer.content_type == "text/html":
        raise Rejected("login_page")
    if answer.status in (401, 403, 404, 410):
        raise Rejected(f"file_http_{answer.status}")
    if answer.status != 200:
        raise Unreachable(f"file_http_{answer.status}")
    return answer.body
