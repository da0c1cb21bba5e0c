"""The words that scripts and people command with."""

from __future__ import annotations

import pytest

from tests.nlp.reader import read


def test_a_new_lead_in_a_row_of_fields() -> None:
    reading = read("新线索 杭州测试 张三 13800001234")
    contact = reading.contacts[0]
    assert (reading.intent, reading.is_lead, reading.company) == ("capture_lead", True, "杭州测试")
    assert (contact.name, contact.phone, reading.stage, reading.missing) == ("张三", "13800001234", "初步接触", ())


def test_a_new_lead_without_a_phone_misses_only_the_phone() -> None:
    reading = read("新线索 杭州测试 张三")
    assert (reading.company, reading.contacts[0].name, reading.missing) == ("杭州测试", "张三", ("phone",))


def test_a_follow_up_note_keeps_its_words_and_finds_the_step() -> None:
    reading = read("记录跟进 客户要 demo 下周三")
    assert reading.intent == "followup_note"
    assert reading.slots == {"note": "客户要 demo 下周三"}
    assert (reading.next_action_type, reading.next_time) == ("演示", "2026-11-25")


def test_dictation_without_a_command_is_a_draft() -> None:
    reading = read("张总说下周看样机", source="voice")
    assert (reading.intent, reading.is_lead, reading.contacts[0].name) == ("capture_lead", True, "张总")
    assert (reading.next_action, reading.next_action_type, reading.next_time) == ("看样机", "演示", "2026-11-23")


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("查 安克", "query", {"customer": "安克", "question": "查 安克"}),
        ("认领 杭州明远科技", "claim", {"customer": "杭州明远科技"}),
        ("关闭明远科技的提醒", "mute", {"customer": "明远科技"}),
        ("恢复安克的提醒", "unmute", {"customer": "安克"}),
        ("合并 安克 和 Anker Inc.", "merge", {"customer": "安克", "into": "Anker Inc"}),
        ("把杭州测试推进到方案沟通", "update_stage", {"customer": "杭州测试", "stage": "方案沟通"}),
        ("阶段改为报价中", "update_stage", {"stage": "报价中"}),
        ("拒绝 价格太低", "reject", {"reason": "价格太低"}),
        ("提醒我明天下午3点给王总打电话", "remind", {"what": "给王总打电话", "time": "2026-11-21T15:00:00+08:00"}),
        ("确认", "approve", {}),
        ("认领", "claim", {}),
        ("不再提醒", "mute", {}),
        ("恢复提醒", "unmute", {}),
        ("撤销", "undo", {}),
        ("帮助", "help", {}),
        ("自检", "report", {"report": "自检"}),
        ("你好", "chitchat", {}),
    ],
)
def test_a_command_names_what_it_is_about(text: str, intent: str, slots: dict[str, str]) -> None:
    reading = read(text)
    assert (reading.intent, reading.slots) == (intent, slots)


def test_the_customer_commands_nothing() -> None:
    assert read("确认", speaker="customer").intent == "chitchat"
