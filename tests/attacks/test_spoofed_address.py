"""Headers that claim another address: the log keeps the connection's own, or what a proxy of ours says of it."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from app.installation import Installation
from tests.attacks.fortress import Fortress, raise_fortress, settings_for
from web.client_address import client_address

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


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", ["10.9.8.7"], "203.0.113.9"),
        ("10.0.0.5", [], "10.0.0.5"),
        ("10.0.0.5", ["198.51.100.7"], "198.51.100.7"),
        ("10.0.0.5", ["1.2.3.4, 198.51.100.7"], "198.51.100.7"),
        ("10.0.0.5", ["1.2.3.4", "198.51.100.7, 10.0.0.6"], "198.51.100.7"),
        ("10.0.0.5", ["10.0.0.6, 10.0.0.7"], "10.0.0.6"),
        ("10.0.0.5", ["1.2.3.4, not-an-address"], "10.0.0.5"),
        ("10.0.0.5", ["1.2.3.4, "], "10.0.0.5"),
        ("fd00::5", ["2001:db8::7"], "2001:db8::7"),
    ],
)
def test_only_what_our_own_proxies_say_is_believed(peer: str, forwarded: list[str], client: str) -> None:
    assert client_address(peer, forwarded, [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]) == client


async def test_behind_a_proxy_of_ours_the_log_has_the_client(tmp_path: Path) -> None:
    settings = settings_for(tmp_path).model_copy(update={"trusted_proxies": (ip_network("127.0.0.1"),)})
    async with Installation(settings) as service:
        fortress = await raise_fortress(service)
        claim = {"X-Forwarded-For": "1.2.3.4, 198.51.100.7", "X-Real-IP": "1.2.3.4", "Forwarded": "for=1.2.3.4"}
        made_up = {**claim, "Authorization": "Bearer made-up"}
        assert (await fortress.browser.get("/api/leads", headers=made_up)).status == 401
        headers = {**fortress.cookie("chenchen"), **claim}
        assert (await fortress.browser.get("/leads/l-zhangwei", headers=headers)).status == 404
        forged = {**claim, "Cookie": "genjin_session=planted"}
        await fortress.browser.get("/leads/l-zhangwei", headers=forged, allow_redirects=False)
        rows = [row for act in ("token.refused", "page.refused", "http.refused") for row in await fortress.rows(act)]
        assert {row["ip"] for row in rows} == {"198.51.100.7"} and len(rows) >= 2
        await fortress.browser.close()
