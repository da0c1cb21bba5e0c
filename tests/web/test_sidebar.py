"""F02: beside a chat only the phone is typed, and only for one's own customers."""

from __future__ import annotations

import pytest

from tests.web.page_fakes import KNOWN, FakeSignatures
from tests.web.page_site import Browser, Site, csrf_of

JSON = {"Accept": "application/json"}
PAGE = "/sidebar?external_userid=wm_zhou"


async def test_the_page_shows_the_customer_and_one_empty_input(browser: Browser) -> None:
    page = await (await browser.get(PAGE)).text()
    assert "周砚" in page
    assert "https://avatar.example.test/z.png" in page
    assert page.count('<input type="tel"') == 1
    assert 'name="phone" value=""' in page
    assert "<script" not in page


async def test_a_phone_makes_the_lead_and_the_page_says_so(site: Site, browser: Browser) -> None:
    form = {
        "csrf": csrf_of(await (await browser.get(PAGE)).text()),
        "external_userid": "wm_zhou",
        "phone": "13800001234",
    }
    page = await (await browser.post("/sidebar/register", data=form)).text()
    assert "已登记周砚。" in page
    assert 'href="/leads/lead-9"' in page
    assert site.leads.registered["wm_zhou"]["phone"] == "13800001234"
    assert 'value="13800001234"' in await (await browser.get(PAGE)).text()


async def test_programs_read_and_register(browser: Browser) -> None:
    opened = await (await browser.get(PAGE, headers=JSON)).json()
    assert opened["customer"] == {"id": "wm_zhou", "name": "周砚", "avatar": "https://avatar.example.test/z.png"}
    assert (opened["known"], opened["inputs"]) == (None, ["手机号"])
    headers = {**JSON, "X-CSRF-Token": opened["csrf"]}
    body = {"external_userid": "wm_zhou", "phone": "123"}
    refused = await (await browser.post("/sidebar/register", json=body, headers=headers)).json()
    assert (refused["ok"], refused["inputs"]) == (False, ["手机号"])
    body["phone"] = "13800001234"
    done = await (await browser.post("/sidebar/register", json=body, headers=headers)).json()
    assert (done["ok"], done["lead"]["contact"]) == (True, "周砚")
    known = await (await browser.get(PAGE, headers=JSON)).json()
    assert known["known"]["phone"] == "13800001234"


async def test_a_customer_of_somebody_else_is_refused_for_reading_and_writing(site: Site) -> None:
    lina = await site.browser_of("code-li")
    shown = await lina.get(PAGE, headers=JSON)
    assert shown.status == 404
    assert "周砚" not in await shown.text()
    csrf = csrf_of("".join([await (await lina.get("/sidebar")).text(), f'name="csrf" value="{"x"}"']))
    answer = await lina.post(
        "/sidebar/register", json={"external_userid": "wm_zhou", "phone": "13800001234", "csrf": csrf}
    )
    assert answer.status == 403
    assert not site.leads.registered


async def test_strange_customers_are_not_asked_for(browser: Browser) -> None:
    for name in ("wm_other", "%00", "你好", "x" * 200, "a b"):
        assert (await browser.get("/sidebar", params={"external_userid": name})).status == 404


async def test_without_a_customer_the_page_asks_to_be_opened_in_a_chat(browser: Browser) -> None:
    assert "侧边栏" in await (await browser.get("/sidebar")).text()
    assert (await browser.get("/sidebar", headers=JSON)).status == 400
    assert (await browser.get("/sidebar/signature?url=http://127.0.0.1:8701/sidebar")).status == 404


@pytest.mark.parametrize("signatures", [FakeSignatures()])
async def test_only_our_own_sidebar_is_signed_for(browser: Browser) -> None:
    ours = "http://127.0.0.1:8701/sidebar"
    signed = await browser.get("/sidebar/signature", params={"url": f"{ours}?a=1#top"})
    assert (await signed.json())["config"] == {"signature": f"{ours}?a=1"}
    for url in ("", f"{ours}2", "https://evil.test/sidebar", "http://127.0.0.1:8701/cards/1"):
        assert (await browser.get("/sidebar/signature", params={"url": url})).status == 404
    page = await (await browser.get("/sidebar")).text()
    assert '<script src="/static/sidebar.js" defer></script>' in page


async def test_a_known_customer_is_decided_on_the_page_itself(site: Site, browser: Browser) -> None:
    form = {"csrf": csrf_of(await (await browser.get(PAGE)).text()), "external_userid": "wm_zhou", "phone": KNOWN}
    asked = await browser.post("/sidebar/register", data=form, headers={"Sec-Fetch-Dest": "iframe"})
    page = await asked.text()
    assert (asked.status, site.leads.registered) == (200, {})
    assert "还没保存，请先选择。" in page and 'action="/sidebar/press"' in page
    token = page.partition('name="token" value="')[2].partition('"')[0]
    chosen = {"csrf": csrf_of(page), "external_userid": "wm_zhou", "card": "card-1", "token": token}
    answer = await browser.post("/sidebar/press", data=chosen, headers={"Sec-Fetch-Dest": "iframe"})
    shown = await answer.text()
    assert [pressed[:2] for pressed in site.press.pressed] == [("zhangwei", "lead:confirm")]
    assert "已登记。" in shown and "已由张伟确认 10:00" in shown and 'action="/sidebar/register"' in shown


async def test_a_card_of_somebody_else_is_not_pressed_beside_a_chat(site: Site, browser: Browser) -> None:
    csrf = csrf_of(await (await browser.get(PAGE)).text())
    for body in ({"card": "card-2"}, {"card": "../x"}, {}):
        sent = {"csrf": csrf, "external_userid": "wm_zhou", "token": "1.a.b", **body}
        assert (await browser.post("/sidebar/press", data=sent)).status == 404
    assert not site.press.pressed


async def test_registering_needs_the_session_and_its_token(site: Site, browser: Browser) -> None:
    body = {"external_userid": "wm_zhou", "phone": "13800001234"}
    assert (await browser.post("/sidebar/register", json=body)).status == 403
    assert (await (await site.open()).post("/sidebar/register", json=body)).status == 401
    assert not site.leads.registered
