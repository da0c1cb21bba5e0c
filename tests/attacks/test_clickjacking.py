"""Our pages inside somebody else's: the browser is told no, and a browser that says so is refused and recorded."""

from __future__ import annotations

from tests.attacks.fortress import Fortress

PAGES = ("/", "/leads/l-zhangwei", "/cards/draft-1", "/login")


async def test_no_page_may_be_framed(fortress: Fortress) -> None:
    headers = fortress.cookie("zhangwei")
    for page in PAGES:
        answer = await fortress.browser.get(page, headers=headers, allow_redirects=False)
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        for place in ("iframe", "frame", "embed", "object"):
            said = {**headers, "Sec-Fetch-Dest": place}
            assert (await fortress.browser.get(page, headers=said, allow_redirects=False)).status == 403
    assert len(await fortress.rows("http.refused")) == 4 * len(PAGES)


async def test_only_wecom_may_show_the_sidebar(fortress: Fortress) -> None:
    answer = await fortress.browser.get("/sidebar", headers=fortress.cookie("zhangwei"), allow_redirects=False)
    policy = answer.headers["Content-Security-Policy"]
    (ancestors,) = [part.split()[1:] for part in policy.split(";") if part.strip().startswith("frame-ancestors")]
    assert ancestors == ["'self'", "https://*.work.weixin.qq.com", "https://*.weixin.qq.com"]
