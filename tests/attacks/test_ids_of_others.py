"""Another person's ids in addresses, forms, buttons and the API: as if there were nothing, and recorded."""

from __future__ import annotations

from tests.attacks.fortress import PHONE, Fortress


async def test_in_an_address(fortress: Fortress) -> None:
    for person in ("chenchen", "intern"):
        headers = fortress.cookie(person)
        for path, none in (("/leads/l-zhangwei", "/leads/none"), ("/cards/draft-1", "/cards/none")):
            answer = await fortress.browser.get(path, headers=headers)
            nothing = await fortress.browser.get(none, headers=headers)
            assert (answer.status, await answer.text()) == (404, await nothing.text())
    rows = await fortress.rows("page.refused")
    assert [row["actor"] for row in rows] == ["chenchen"] * 4 + ["intern"] * 4


async def test_in_a_form(fortress: Fortress) -> None:
    headers = fortress.cookie("chenchen")
    form = fortress.form(headers, value__phone="13900009999", id="l-zhangwei", owner="chenchen")
    answer = await fortress.browser.post("/leads/l-zhangwei", data=form, headers=headers)
    assert answer.status == 404 and (await fortress.lead("zhangwei")).phone == PHONE
    assert (await fortress.rows("page.refused"))[0]["subject"] == "lead:l-zhangwei"


async def test_in_a_button(fortress: Fortress) -> None:
    """A true button of somebody else's card, sent from one's own page."""
    headers = fortress.cookie("chenchen")
    form = fortress.form(headers, token=fortress.button())
    answer = await fortress.browser.post("/cards/draft-1/press", data=form, headers=headers)
    assert answer.status == 404
    said = await fortress.service_press("chenchen", fortress.button())
    assert said == "这张卡片不是给您的，无法操作。"
    assert (await fortress.rows("tap.refused"))[0]["subject"] == "card:draft-1"


async def test_in_the_api(fortress: Fortress) -> None:
    headers = {"Authorization": "Bearer token-of-chenchen"}
    for where in ('{"id":"l-zhangwei"}', '{"owner":"zhangwei"}', '{"phone":"1380000"}'):
        answer = await fortress.browser.get("/api/leads", params={"where": where}, headers=headers)
        assert "安克创新" not in await answer.text() and answer.status == 200
