"""Fields that a form does not offer: the whole form is refused, and recorded."""

from __future__ import annotations

from tests.attacks.fortress import PHONE, Fortress

FIELDS = ("owner", "score", "id", "account_id", "created_at", "channel", "status", "__class__")


async def test_a_field_that_is_not_offered_ends_the_form(fortress: Fortress) -> None:
    headers = fortress.cookie("zhangwei")
    for field in FIELDS:
        form = {**fortress.form(headers, value__phone="13900009999"), f"value.{field}": "chenchen"}
        assert (await fortress.browser.post("/leads/l-zhangwei", data=form, headers=headers)).status == 400
    lead = await fortress.lead("zhangwei")
    assert (lead.owner, lead.phone, lead.id) == ("zhangwei", PHONE, "l-zhangwei")
    rows = await fortress.rows("http.refused")
    assert len(rows) == len(FIELDS)
    assert {(row["actor"], row["subject"]) for row in rows} == {("zhangwei", "route:POST /leads/{id} 400")}
