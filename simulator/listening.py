"""A local server that listens on a free port and closes every connection when it stops."""

from __future__ import annotations

from aiohttp import web

GRACE = 1.0  # seconds for requests that are being answered


class Listening:
    """One web application on 127.0.0.1."""

    def __init__(self) -> None:
        self._runner: web.AppRunner | None = None

    async def start(self, app: web.Application, port: int = 0) -> str:
        """Listen and return host and port; port 0 takes any free one. Raises OSError when the port is taken."""
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=GRACE)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        host, bound = self._runner.addresses[0][:2]
        return f"{host}:{bound}"

    async def stop(self) -> None:
        """Stop listening; once is enough, more does no harm."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
