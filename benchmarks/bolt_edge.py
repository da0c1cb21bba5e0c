"""The peer: a slack-bolt AsyncApp with a listener that does nothing, behind its own aiohttp adapter.

`python -m benchmarks.bolt_edge PORT SECRET start|uvloop`: started as its documentation says, or on uvloop.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import uvloop
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult


async def _authorize(**_: Any) -> AuthorizeResult:
    # The token is known, Slack is not asked: as in the service.
    return AuthorizeResult(enterprise_id=None, team_id="T0001", bot_token="xoxb-1", bot_id="B1", bot_user_id="U0BOT")


async def _nothing(event: dict[str, Any]) -> None:
    """Do nothing with the message."""


def app(secret: str) -> AsyncApp:
    """Return the app."""
    made = AsyncApp(signing_secret=secret, authorize=_authorize)
    made.event("message")(_nothing)
    return made


async def serve(port: int, secret: str) -> None:
    """Serve until the process is ended."""
    runner = web.AppRunner(app(secret).web_app("/slack/events"), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    if sys.argv[3] == "uvloop":
        uvloop.run(serve(int(sys.argv[1]), sys.argv[2]))
    else:
        app(sys.argv[2]).start(int(sys.argv[1]), host="127.0.0.1")
