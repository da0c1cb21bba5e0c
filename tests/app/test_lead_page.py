"""What the page of a lead shows: names and times as people say them, what was said before, and no hidden value."""

from __future__ import annotations

from typing import Any

from app.pages.leads import lead_shown
from crm.rights.reach import MASK

LEAD: dict[str, Any] = {
    "id": "l-1",
    "company": "杭州测试",
    "contact": "张三",
    "title": "",
    "phone": "13800001234",
    "stage": "初步接触",
    "status": "跟进中",
    "owner": "zhangwei",
    "channel": "销售录入",
    "next_action": "寄样品",
    "next_time": "2026-11-25T15:00:00+08:00",
    "created_at": "2026-11-22T19:17:46.539733+08:00",
}
SAID: dict[str, Any] = {
    "owner": "lina",
    "text": "聊了报价",
    "at": "2026-11-22T20:05:00+08:00",
    "next_step": "发合同",
    "promised_time": "2026-11-24",
}
NAMES = {"zhangwei": "张伟", "lina": "李娜"}


def test_people_and_moments_are_written_as_people_say_them() -> None:
    fields = {field.label: field.value for field in lead_shown(LEAD, (), NAMES).fields}
    assert fields == {
        "状态": "跟进中",
        "负责人": "张伟",
        "来源": "销售录入",
        "下一步时间": "2026-11-25 周三 15:00",
        "登记": "2026-11-22 19:17",
    }


def test_what_was_said_stands_below_with_the_step_and_who_said_it() -> None:
    (entry,) = lead_shown(LEAD, [SAID], NAMES).history
    assert (entry.label, entry.value) == (
        "2026-11-22 20:05",
        "聊了报价\n下一步：发合同，2026-11-24 周二\n——李娜",
    )


def test_a_person_who_left_the_book_is_a_colleague_and_a_silent_step_is_left_out() -> None:
    (entry,) = lead_shown(LEAD, [{**SAID, "next_step": "", "promised_time": ""}], {}).history
    assert entry.value == "聊了报价\n——同事"


def test_a_hidden_phone_is_shown_masked_and_not_asked_for() -> None:
    page = lead_shown({**LEAD, "phone": MASK}, (), NAMES)
    assert ("手机号", MASK) in {(field.label, field.value) for field in page.fields}
    assert "phone" not in {entry.key for entry in page.inputs}
    assert "phone" in {entry.key for entry in lead_shown(LEAD, (), NAMES).inputs}
