"""What every page is sent with, and what every post must bring."""

from __future__ import annotations

import hmac
import re
from urllib.parse import urlsplit

from aiohttp import web

from web.session import Session

_POLICY = (
    "default-src 'self'; img-src 'self' https: http:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors {ancestors}; frame-src {frames}"
)
WECOM_ANCESTORS = "'self' https://*.work.weixin.qq.com https://*.weixin.qq.com"
# The JS-SDK talks to the client through a hidden frame from here.
WECOM_FRAME = "https://login.work.weixin.qq.com"
ID = re.compile(r"[0-9A-Za-z_\-]{1,64}")
EXTERNAL_ID = re.compile(r"[0-9A-Za-z_\-.@]{1,128}")


def protect(response: web.StreamResponse, framed: bool = False) -> None:
    """Set the security headers. `framed`: WeCom may show the page inside its own window."""
    ancestors, frames = (WECOM_ANCESTORS, WECOM_FRAME) if framed else ("'none'", "'none'")
    response.headers["Content-Security-Policy"] = _POLICY.format(ancestors=ancestors, frames=frames)
    response.headers["X-Content-Type-Options"] = "nosniff"
    # `no-referrer` would make browsers post with `Origin: null`, and the origin is checked below.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers.setdefault("Cache-Control", "no-store")


def known_id(text: str) -> str:
    """Return the id from an address, empty for what no id can look like."""
    return text if ID.fullmatch(text) else ""


def own_page(path: str) -> str:
    """Return the path if it leads to a page of ours, otherwise the start page: no redirects to other sites."""
    safe = re.fullmatch(r"/(?![/\\])[!-\[\]-~]{0,1000}", path)
    return path if safe else "/"


def may_post(request: web.Request, session: Session, csrf: str, origin: str) -> bool:
    """Decide whether a post comes from our own page: the session's CSRF token, and our origin where one is sent."""
    sent = request.headers.get("Origin")
    ours = {origin, f"{request.scheme}://{request.host}"}
    if sent is not None and sent not in ours:
        return False
    return hmac.compare_digest(csrf.encode(), session.csrf.encode())


def origin_of(url: str) -> str:
    """Return scheme, host and port of our public address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
