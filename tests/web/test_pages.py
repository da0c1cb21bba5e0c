"""The pages of cards and leads: what they show, what they take, what they refuse."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cards.card import Choice, Option
from cards.token import LIFETIME, open_token, signer
from tests.web.page_fakes import CARD, SECRET, START
from tests.web.page_site import Browser, Site, csrf_of

JSON = {"Accept": "application/json"}
STRANGE = ["card-2", "%00", "..%2F..%2Fetc", "你好", "x" * 65, "card-1%27", "%F0%9F%98%80"]


def token_of(action: str) -> str:
    return signer(CARD.id, CARD.rev, START + LIFETIME, SECRET)(action)


async def test_a_card_stands_on_its_page_with_its_form(browser: Browser) -> None:
    answer = await browser.get("/cards/card-1")
    page = await answer.text()
    assert answer.status == 200
    assert "&lt;b&gt;杭州测试&lt;/b&gt;" in page
    assert 'action="/cards/card-1/press"' in page
    assert '<link rel="stylesheet" href="/static/genjin.css">' in page
    assert "<script" not in page


async def test_a_pressed_button_acts_and_the_page_shows_the_new_state(site: Site, browser: Browser) -> None:
    page = await (await browser.get("/cards/card-1")).text()
    token = page.partition('name="token" value="')[2].partition('"')[0]
    assert open_token(token, START, SECRET).action == "lead:confirm"
    form = {"csrf": csrf_of(page), "token": token, "value.phone": "13800001234"}
    answer = await browser.post("/cards/card-1/press", data=form)
    shown = await answer.text()
    assert site.press.pressed == [("zhangwei", "lead:confirm", {"phone": ("13800001234",)})]
    assert "已登记。" in shown
    assert "已由张伟确认 10:00" in shown
    assert "<form" not in shown


async def test_ticks_arrive_together(site: Site, browser: Browser) -> None:
    csrf = csrf_of(await (await browser.get("/cards/card-1")).text())
    form = [("csrf", csrf), ("token", token_of("save")), ("value.tags", "a"), ("value.tags", "b")]
    await browser.post("/cards/card-1/press", data=form)
    assert site.press.pressed[0][2] == {"tags": ("a", "b")}


async def test_a_drop_down_left_alone_says_nothing(site: Site, browser: Browser) -> None:
    site.cards.shown = replace(CARD, choices=(Choice("stage", "阶段", (Option("s0", "初步接触"),)),))
    page = await (await browser.get("/cards/card-1")).text()
    assert '<option value="">请选择</option>' in page
    form = {"csrf": csrf_of(page), "token": token_of("save"), "value.stage": "", "value.phone": ""}
    await browser.post("/cards/card-1/press", data=form)
    assert site.press.pressed[0][2] == {"phone": ("",)}


async def test_a_forged_button_is_answered_with_a_sentence(site: Site, browser: Browser) -> None:
    csrf = csrf_of(await (await browser.get("/cards/card-1")).text())
    answer = await browser.post("/cards/card-1/press", data={"csrf": csrf, "token": "1.a.b.c.d"})
    assert answer.status == 200
    assert "这个按钮无效" in await answer.text()
    assert not site.press.pressed


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.test"}, {"Origin": "null"}])
async def test_a_post_from_elsewhere_does_nothing(site: Site, browser: Browser, headers: dict[str, str]) -> None:
    page = await (await browser.get("/cards/card-1")).text()
    form = {"token": token_of("lead:confirm"), "csrf": csrf_of(page) if headers else "wrong"}
    answer = await browser.post("/cards/card-1/press", data=form, headers=headers)
    assert answer.status == 403
    assert not site.press.pressed


async def test_the_token_of_another_session_does_not_count(site: Site, browser: Browser) -> None:
    other = await site.browser_of("code-zhang")
    csrf = csrf_of(await (await other.get("/cards/card-1")).text())
    answer = await browser.post("/cards/card-1/press", data={"csrf": csrf, "token": token_of("x")})
    assert answer.status == 403


async def test_our_own_origin_may_post(site: Site, browser: Browser) -> None:
    page = await (await browser.get("/cards/card-1")).text()
    form = {"token": token_of("lead:confirm"), "csrf": csrf_of(page)}
    answer = await browser.post("/cards/card-1/press", data=form, headers={"Origin": "http://127.0.0.1:8701"})
    assert answer.status == 200


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("kind", ["cards", "leads"])
async def test_what_does_not_exist_is_not_found(browser: Browser, kind: str, name: str) -> None:
    answer = await browser.get(f"/{kind}/{name}")
    assert answer.status == 404


async def test_what_belongs_to_others_looks_like_what_does_not_exist(site: Site, browser: Browser) -> None:
    lina = await site.browser_of("code-li")
    for path in ("/cards/card-1", "/leads/lead-1"):
        foreign = await lina.get(path)
        missing = await browser.get(path + "0")
        assert (
            (foreign.status, await foreign.text())
            == (missing.status, await missing.text())
            == (404, await missing.text())
        )


async def test_a_lead_shows_its_form_and_history_escaped(browser: Browser) -> None:
    page = await (await browser.get("/leads/lead-1")).text()
    assert "张伟" in page
    assert '<option value="s0" selected>初步接触</option>' in page
    assert 'name="value.phone" value="13800001234"' in page
    assert "&lt;script&gt;" in page


async def test_only_offered_fields_of_a_lead_can_be_changed(site: Site, browser: Browser) -> None:
    csrf = csrf_of(await (await browser.get("/leads/lead-1")).text())
    form = {"csrf": csrf, "value.stage": "s1", "value.phone": "13900001234", "owner": "lina"}
    refused = await browser.post("/leads/lead-1", data={**form, "value.owner": "lina"})
    assert refused.status == 400 and not site.leads.edits
    answer = await browser.post("/leads/lead-1", data=form)
    assert "已保存。" in await answer.text()
    assert site.leads.edits == [{"stage": "s1", "phone": "13900001234"}]


async def test_an_empty_form_changes_nothing(site: Site, browser: Browser) -> None:
    csrf = csrf_of(await (await browser.get("/leads/lead-1")).text())
    assert "没有改动" in await (await browser.post("/leads/lead-1", data={"csrf": csrf})).text()
    assert not site.leads.edits


async def test_programs_get_json(browser: Browser) -> None:
    lead = await (await browser.get("/leads/lead-1", headers=JSON)).json()
    assert lead["fields"] == {"负责人": "张伟"}
    headers = {**JSON, "X-CSRF-Token": lead["csrf"]}
    answer = await browser.post("/leads/lead-1", json={"value.phone": "13900001234"}, headers=headers)
    assert await answer.json() == {"ok": True, "text": "已保存。"}
    missing = await browser.get("/leads/none", headers=JSON)
    assert (missing.status, (await missing.json())["ok"]) == (404, False)
