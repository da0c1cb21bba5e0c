"""F20-F22: what payloads become, under the ready mappings and under none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.doors.channels import FOLDER, Channels
from crm.intake.channel import TARGETS, Channel, target_named
from crm.intake.judging import BAD_PHONE, NO_PHONE, NOT_AN_OBJECT, external_id, judge
from crm.intake.leaves import flatten

CHANNELS = Channels((FOLDER,))
FILES = sorted(path for path in FOLDER.glob("*.json") if path.stem != "common")


def verdict(channel: str, payload: object):
    return judge(payload, CHANNELS.get(channel), CHANNELS.common)


def test_there_are_27_templates_and_each_says_which_names_were_checked() -> None:
    assert len(FILES) == len(CHANNELS.known) == 27
    for path in FILES:
        body = json.loads(path.read_text(encoding="utf-8"))
        states = {state for keys in body["fields"].values() for state in keys.values()}
        assert states <= {"verified", "assumed"}, path
        assert bool(body["checked"]) == ("verified" in states), path
        assert set(body["fields"]) <= set(TARGETS), path
        assert "phone" in body["fields"], path


@pytest.mark.parametrize("name", ["抖音", "小红书", "邮件营销", "飞书", "飞书多维表格", "巨量引擎", "XiaoHongShu"])
def test_channels_answer_to_their_chinese_names(name: str) -> None:
    assert CHANNELS.name(name) in CHANNELS.known


@pytest.mark.parametrize("key", ["mobile", "tel", "contact_phone", "手机号", "Phone-Number"])
@pytest.mark.parametrize("channel", ["website", "xiaohongshu", "nobody-knows-it"])
def test_every_usual_name_of_a_phone_is_the_phone(channel: str, key: str) -> None:
    found = verdict(channel, {key: "+86 138-1234-5678", "name": "王磊"})
    assert found.values["phone"] == "13812345678"
    assert (found.reason, found.unknown) == ("", ())


def test_lists_of_names_and_values_are_read_as_fields() -> None:
    facebook = {
        "id": "1",
        "field_data": [
            {"name": "full_name", "values": ["Li Ming"]},
            {"name": "phone_number", "values": ["+8613812345678"]},
        ],
    }
    assert verdict("facebook", facebook).values == {"external_id": "1", "contact": "Li Ming", "phone": "13812345678"}


def test_pushes_of_the_vendors_are_read_in_their_own_shape() -> None:
    baidu = {
        "clueId": "c1", "cluePhoneNumber": "13812345678", "ucid": 7, "wechatAccount": "wx_li",
        "formDetail": [{"type": "name", "value": "李明"}, {"type": "text", "label": "公司", "value": "安克创新"}],
    }  # fmt: skip
    answers = [{"label": "姓名", "value": "李明"}, {"label": "电话", "value": "13812345678"}]
    notes = {"timestamp": 1, "source": "lead", "data": {"leads_id": "x1", "source_channel": "聚光", "data": answers}}
    clips = {"entry": [{"id": "t1", "page_id": "9", "changes": [{"field": "phone_number", "value": "13812345678"}]}]}
    page = {"entry": [{"id": "page", "changes": [{"field": "leadgen", "value": {"leadgen_id": "f1", "form_id": "2"}}]}]}
    local = {"clue_id": "d1", "telephone": "13812345678", "name": "李明", "city_name": "杭州", "flow_type": 1}
    google = {
        "lead_id": "g1",
        "user_column_data": [
            {"column_id": "WORK_PHONE", "string_value": "057186868686"},
            {"column_id": "PHONE_NUMBER", "string_value": "13812345678"},
        ],
    }
    asked = {"baidu": baidu, "xiaohongshu": notes, "tiktok": clips, "facebook": page, "douyin": local}
    found = {name: verdict(name, payload) for name, payload in (asked | {"google_ads": google}).items()}
    ids = {name: one.values["external_id"] for name, one in found.items()}
    assert ids == {
        "baidu": "c1", "xiaohongshu": "x1", "tiktok": "t1", "facebook": "f1", "douyin": "d1", "google_ads": "g1",
    }  # fmt: skip
    assert {name for name, one in found.items() if one.values.get("phone") == "13812345678"} == {*ids} - {"facebook"}
    assert all(found[name].values["contact"] == "李明" for name in ("baidu", "xiaohongshu", "douyin"))
    assert (found["baidu"].values["company"], found["douyin"].values["region"]) == ("安克创新", "杭州")
    assert {name: one.unknown for name, one in found.items() if one.unknown} == {}


def test_the_senders_own_id_is_the_lead_s_and_not_the_page_s() -> None:
    page = {"entry": [{"id": "page", "changes": [{"field": "leadgen", "value": {"leadgen_id": "f1"}}]}]}
    assert external_id(page, CHANNELS.get("facebook"), CHANNELS.common) == "f1"
    assert external_id({"id": "f2"}, CHANNELS.get("facebook"), CHANNELS.common) == "f2"


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ({"name": "a"}, NO_PHONE),
        ({"name": "a", "phone": None}, NO_PHONE),
        ({"phone": "微信同号"}, BAD_PHONE),
        ({"phone": "1.38E+10"}, BAD_PHONE),
        ([], NOT_AN_OBJECT),
        (None, NOT_AN_OBJECT),
        ("x", NOT_AN_OBJECT),
        ({}, NO_PHONE),
    ],
)
def test_what_cannot_become_a_lead_says_why(payload: object, reason: str) -> None:
    assert verdict("website", payload).reason == reason


def test_an_unknown_source_is_not_guessed_from_the_channel() -> None:
    assert verdict("xiaohongshu", {"phone": "13812345678"}).source == "小红书"
    changed = verdict("xiaohongshu", {"phone": "13812345678", "source_channel": "展会"})
    assert (changed.source, changed.unknown) == ("未知", ("source_channel",))
    mapped = CHANNELS.get("xiaohongshu", {"source_channel": "channel"})
    assert judge({"phone": "13812345678", "source_channel": "展会"}, mapped, CHANNELS.common).source == "展会"
    assert judge({"phone": "13812345678", "source_channel": None}, mapped, CHANNELS.common).source == "小红书"


def test_hundreds_of_extra_keys_and_deep_nesting_do_no_harm() -> None:
    many = {"phone": "13812345678", **{f"x{n}": n for n in range(500)}}
    assert len(verdict("website", many).unknown) == 500
    deep: object = "x"
    for _ in range(200):
        deep = {"a": deep}
    assert verdict("website", {"phone": "13812345678", "deep": deep}).reason == ""
    assert len(list(flatten({str(n): n for n in range(5000)}))) == 2000


def test_a_float_is_the_number_it_was() -> None:
    assert verdict("website", {"phone": 13812345678.0}).values["phone"] == "13812345678"


def test_fields_have_two_names() -> None:
    assert target_named("线索来源渠道") == target_named("channel") == "channel"
    assert target_named("nothing") is None


def test_an_own_channel_folder_replaces_a_template(tmp_path: Path) -> None:
    body = {"title": "官网表单", "source": "官网", "fields": {"phone": {"tel_no": "verified"}}}
    (tmp_path / "website.json").write_text(json.dumps(body), encoding="utf-8")
    own = Channels((FOLDER, tmp_path))
    found = judge({"tel_no": "13812345678"}, own.get("website"), own.common)
    assert (found.values["phone"], found.source) == ("13812345678", "官网")
    assert own.get("nobody") == Channel("nobody", "nobody")
