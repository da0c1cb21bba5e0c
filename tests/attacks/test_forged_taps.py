"""Buttons that were made up, taken from another card, or pressed again: refused and recorded."""

from __future__ import annotations

import hmac
from hashlib import sha256

from app.service.refusals import Refusals
from tests.attacks.fortress import NOW, Fortress


async def press(fortress: Fortress, person: str, token: str) -> str:
    headers = fortress.cookie(person)
    form = fortress.form(headers, token=token)
    answer = await fortress.browser.post("/cards/draft-1/press", data=form, headers=headers)
    return f"{answer.status} {await answer.text()}"


async def test_a_forged_token_does_nothing(fortress: Fortress) -> None:
    token = fortress.button()
    seal = token[:-2] + ("AA" if not token.endswith("AA") else "BB")
    forgeries = (token.replace("confirm", "approve"), seal, "", "A" * 200, token.swapcase())
    for forged in forgeries:
        assert forged != token
        assert "这个按钮无效" in await press(fortress, "zhangwei", forged)
    rows = await fortress.rows("tap.refused")
    assert len(rows) == len(forgeries)
    assert {(row["actor"], row["subject"], row["ip"]) for row in rows} == {("zhangwei", "token", "127.0.0.1")}


async def test_a_token_of_another_installation_does_nothing(fortress: Fortress) -> None:
    service = fortress.service
    ours, service.secret = service.secret, b"somebody else's secret, 32 bytes"
    foreign = fortress.button()
    service.secret = ours
    assert "这个按钮无效" in await press(fortress, "zhangwei", foreign)
    assert len(await fortress.rows("tap.refused")) == 1


async def test_a_press_that_was_recorded_and_is_played_again(fortress: Fortress) -> None:
    """A true Slack request, sent again six minutes later: its signature is good, its time is not."""
    body = b"payload=%7B%22type%22%3A%22block_actions%22%7D"
    at = int(NOW.timestamp()) - 360
    seal = hmac.new(b"shhh", b"v0:%d:%s" % (at, body), sha256).hexdigest()
    headers = {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"v0={seal}"}
    answer = await fortress.browser.post("/slack/interactive", data=body, headers=headers)
    assert answer.status == 401
    (row,) = await fortress.rows("http.refused")
    assert (row["subject"], row["ip"]) == ("route:POST /slack/interactive 401", "127.0.0.1")


async def test_the_short_way_for_webhooks_writes_it_down_too(fortress: Fortress) -> None:
    service = fortress.service
    for path, webhook in service.platforms.webhooks.items():
        watched = Refusals(service.database, service.clock).watch(path, webhook)
        assert (await watched({"x-slack-signature": "v0=00"}, b"{}")).status == 401
    subjects = [row["subject"] for row in await fortress.rows("http.refused")]
    assert subjects == [f"route:POST {path} 401" for path in service.platforms.webhooks] and len(subjects) == 3


async def test_a_token_of_an_older_card_is_stale_and_recorded(fortress: Fortress) -> None:
    await press(fortress, "zhangwei", fortress.button(rev=7))
    (row,) = await fortress.rows("tap.stale")
    assert (row["actor"], row["subject"]) == ("zhangwei", "card:draft-1")
