"""Headers that claim another address: the log keeps the connection's own."""

from __future__ import annotations

from tests.attacks.fortress import Fortress

CLAIMS = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "True-Client-IP", "CF-Connecting-IP", "X-Client-IP", "Via")


async def test_a_claimed_address_is_not_believed(fortress: Fortress) -> None:
    for header in CLAIMS:
        claim = {header: "for=10.9.8.7" if header == "Forwarded" else "10.9.8.7"}
        made_up = {**claim, "Authorization": "Bearer made-up"}
        assert (await fortress.browser.get("/api/leads", headers=made_up)).status == 401
        headers = {**fortress.cookie("chenchen"), **claim}
        assert (await fortress.browser.get("/leads/l-zhangwei", headers=headers)).status == 404
    rows = [*await fortress.rows("token.refused"), *await fortress.rows("page.refused")]
    assert [row["ip"] for row in rows] == ["127.0.0.1"] * 2 * len(CLAIMS)
