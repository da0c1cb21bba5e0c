"""The peer: a slack-bolt AsyncApp with a listener that does nothing, behind its own aiohttp adapter and uvloop.

`python -m benchmarks.bolt_edge PORT SECRET`
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
    # As the service does: the token is known, Slack is not asked.
    return AuthorizeResult(enterprise_id=None, team_id="T0001", bot_token="xoxb-1", bot_id="B1", bot_user_id="U0BOT")


async def _nothing(event: dict[str, Any]) -> None:
    """Do nothing with the message."""


async def serve(port: int, secret: str) -> None:
    """Serve until the process is ended."""
    app = AsyncApp(signing_secret=secret, authorize=_authorize)
    app.event("message")(_nothing)
    runner = web.AppRunner(app.web_app("/slack/events"), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), sys.argv[2]))
