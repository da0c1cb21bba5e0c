"""What pages refuse: garbage, too much, files that are not ours; and what none of them goes without."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.web.page_site import Browser, Site

BAD: list[dict[str, Any]] = [
    {"data": b"{", "headers": {"Content-Type": "application/json"}},
    {"data": b"[]", "headers": {"Content-Type": "application/json"}},
    {"data": b"\xff", "headers": {"Content-Type": "application/json"}},
    {"data": b"[" * 100_000, "headers": {"Content-Type": "application/json"}},
    {"data": b"{}", "headers": {"Content-Type": "application/json; charset=nothing"}},
    {"data": b"a=%ff", "headers": {"Content-Type": "application/x-www-form-urlencoded; charset=nothing"}},
    {"data": b"\xff\xfe", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
    {"data": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=b"}},
    {"data": b"", "headers": {"Content-Type": "text/plain"}},
]


@pytest.mark.parametrize("request_body", BAD)
@pytest.mark.parametrize("path", ["/cards/card-1/press", "/leads/lead-1", "/sidebar/register"])
async def test_garbage_is_refused_and_never_breaks_a_page(
    site: Site, browser: Browser, path: str, request_body: dict[str, Any]
) -> None:
    answer = await browser.post(path, **request_body)
    assert 400 <= answer.status < 500
    assert not site.press.pressed


async def test_a_body_too_large_is_refused(browser: Browser) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await browser.post("/leads/lead-1", data=io.BytesIO(b"a=" + b"x" * 2_000_000), headers=headers)
    assert answer.status == 413


async def test_a_broken_page_shows_an_id_and_no_detail(site: Site, browser: Browser) -> None:
    site.cards.broken = True
    answer = await browser.get("/cards/card-1")
    page = await answer.text()
    assert answer.status == 500
    assert "编号" in page
    assert "secret" not in page


async def test_every_page_carries_the_security_headers(browser: Browser) -> None:
    for path in ("/cards/card-1", "/cards/none", "/leads/lead-1", "/login", "/static/genjin.css", "/static/none.css"):
        answer = await browser.get(path, allow_redirects=False)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-inline" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
    framed = await browser.get("/sidebar?external_userid=wm_zhou")
    assert "work.weixin.qq.com" in framed.headers["Content-Security-Policy"]
    assert framed.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "name", ["../pages.py", "%2e%2e/pages.py", "..%2fpages.py", "none.css", "%00.css", "", "vendor"]
)
async def test_only_our_static_files_are_served(browser: Browser, name: str) -> None:
    answer = await browser.get(f"/static/{name}")
    assert answer.status == 404
    assert "import" not in await answer.text()
    assert (await browser.get("/static/genjin.css")).headers["Content-Type"] == "text/css; charset=utf-8"
