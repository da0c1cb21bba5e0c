"""A form on another site that posts with the victim's cookie: refused and recorded."""

from __future__ import annotations

from tests.attacks.fortress import PHONE, Fortress

POSTS = (
    "/leads/l-zhangwei",
    "/cards/draft-1/press",
    "/sidebar/register",
    "/sidebar/press",
    "/sidebar/clip",
    "/sidebar/call",
    "/imports/1/undo",
)


async def test_a_post_from_elsewhere(fortress: Fortress) -> None:
    cookie = fortress.cookie("zhangwei")
    form = fortress.form(cookie, value__phone="13900009999")
    foreign = fortress.form(fortress.cookie("chenchen"))["csrf"]
    tries: tuple[tuple[dict[str, str], dict[str, str]], ...] = (
        ({**form, "csrf": ""}, {}),
        ({**form, "csrf": foreign}, {}),
        (form, {"Origin": "https://evil.example"}),
        (form, {"Origin": "null"}),
    )
    for path in POSTS:
        for sent, headers in tries:
            answer = await fortress.browser.post(path, data=sent, headers={**cookie, **headers})
            assert answer.status == 403, (path, sent, headers)
    assert (await fortress.lead("zhangwei")).phone == PHONE
    rows = await fortress.rows("http.refused")
    assert len(rows) == len(POSTS) * len(tries)
    assert all(row["actor"] == "zhangwei" and row["subject"].endswith("403") for row in rows)


async def test_json_does_not_get_around_it(fortress: Fortress) -> None:
    headers = fortress.cookie("zhangwei")
    body = {"value.phone": "13900009999"}
    assert (await fortress.browser.post("/leads/l-zhangwei", json=body, headers=headers)).status == 403
    plain = {**headers, "Content-Type": "text/plain"}
    assert (await fortress.browser.post("/leads/l-zhangwei", data="{}", headers=plain)).status == 415
