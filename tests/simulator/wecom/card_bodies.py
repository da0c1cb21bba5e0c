"""Template cards as a bot sends them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from tests.simulator.wecom.wecom_bot import Client

VOTE: dict[str, Any] = {
    "card_type": "vote_interaction",
    "main_title": {"title": "打标签", "desc": "标签可多选"},
    "task_id": "tags-1@v1",
    "checkbox": {
        "question_key": "tags",
        "mode": 1,
        "option_list": [{"id": "t1", "text": "有预算", "is_checked": True}, {"id": "t2", "text": "决策人"}],
    },
    "submit_button": {"text": "提交", "key": "submit:1"},
}


SELECTS: dict[str, Any] = {
    "card_type": "multiple_interaction",
    "main_title": {"title": "补全信息"},
    "task_id": "form-1@v1-b",
    "select_list": [
        {
            "question_key": key,
            "title": title,
            "option_list": [{"id": f"{key}1", "text": "甲"}, {"id": f"{key}2", "text": "乙"}],
        }
        for key, title in (("owner", "负责人"), ("stage", "阶段"))
    ],
    "submit_button": {"text": "提交", "key": "submit:2"},
}


NOTICE: dict[str, Any] = {
    "card_type": "text_notice",
    "main_title": {"title": "48小时未跟进"},
    "emphasis_content": {"title": "30万", "desc": "预计金额"},
    "quote_area": {"type": 1, "url": "https://a.test/q", "title": "上次记录", "quote_text": "最后跟进：11月18日"},
    "sub_title_text": "建议今天致电",
    "jump_list": [{"type": 1, "title": "时间线", "url": "https://a.test/t"}],
    "action_menu": {"desc": "更多", "action_list": [{"text": "转派", "key": "pass:1"}]},
    "task_id": "remind-1@v1",
    "card_action": {"type": 1, "url": "https://a.test/c"},
}


async def send(client: Client, card: dict[str, Any], to: str = "zhangwei") -> dict[str, Any]:
    return await client.send(to, "template_card", card)


def _changed(card: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {**deepcopy(card), "task_id": "other@v1", **parts}
