"""The board of doubtful groups: what it shows, to people and to programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from aiohttp.test_utils import make_mocked_request

from web.pages.reviews import Doubt, ReviewPage
from web.session import Session
from web.views import Views

GROUP = Doubt("海川仪表、<b>海川</b>", "75%", "公司字号一致或相近", "/cards/merge-1")


class Waiting:
    """Groups that wait for one person."""

    def __init__(self, *groups: Doubt) -> None:
        self._groups = groups

    async def open_reviews(self, person: str) -> Sequence[Doubt]:
        return self._groups if person == "wangfang" else ()


def session(person: str) -> Session:
    return Session(person, "csrf")


async def test_each_group_leads_to_its_card() -> None:
    page = ReviewPage(Waiting(GROUP), Views())
    shown = await page.show(make_mocked_request("GET", "/duplicates"), session("wangfang"))
    assert "海川仪表、&lt;b&gt;海川&lt;/b&gt;" in shown.text
    assert 'href="/cards/merge-1"' in shown.text and "75%" in shown.text


async def test_nobody_sees_what_is_not_theirs_to_decide() -> None:
    page = ReviewPage(Waiting(GROUP), Views())
    shown = await page.show(make_mocked_request("GET", "/duplicates"), session("lina"))
    assert "现在没有待复核的疑似重复。" in shown.text


async def test_programs_get_the_same() -> None:
    asked = make_mocked_request("GET", "/duplicates", headers={"Accept": "application/json"})
    shown = await ReviewPage(Waiting(GROUP), Views()).show(asked, session("wangfang"))
    assert json.loads(shown.text)["groups"][0]["link"] == "/cards/merge-1"
