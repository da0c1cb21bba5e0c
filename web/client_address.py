"""The address of whoever asks, behind reverse proxies of ours; a header that anybody else sends is not believed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address

from aiohttp import web
from aiohttp.typedefs import Middleware

Networks = Sequence[IPv4Network | IPv6Network]
HEADER = "X-Forwarded-For"


def client_address(peer: str, forwarded: Sequence[str], trusted: Networks) -> str:
    """Return who asks: the last address in `X-Forwarded-For` that is no proxy of ours, if a proxy of ours connects.

    Each proxy adds the address that connected to it at the end, so what stands before the last stranger was made up
    or may have been. A connection from elsewhere, or an entry that is no address, leaves the last one that is sure.
    """
    sure = peer
    entries = [entry.strip() for line in forwarded for entry in line.split(",")]
    while _is_ours(sure, trusted) and entries:
        named = entries.pop()
        if not _is_address(named):
            break
        sure = named
    return sure


def behind(trusted: Networks) -> Middleware:
    """Return the middleware that gives every later one the address behind these proxies as `request.remote`."""

    @web.middleware
    async def remote(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if trusted and request.remote:
            address = client_address(request.remote, request.headers.getall(HEADER, []), trusted)
            if address != request.remote:
                request = request.clone(remote=address)
        return await handler(request)

    return remote


def _is_ours(address: str, trusted: Networks) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in trusted)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
