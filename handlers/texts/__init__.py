"""What the bot says anywhere: who is unknown, what was not understood, cards that moved on, what failed.

The sentences of each conversation stand in the file of its name beside this one: short, kind, Chinese; one function or
constant per sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

UNKNOWN_PERSON = "您还没有开通跟进助手，请联系管理员开通。"
HOME = "你今天想聊哪个客户？"
HOME_HINT = "你今天想聊哪个客户？点名字，或直接说客户名。"
HELP = (
    "可以直接说：\n新线索 公司 联系人 手机号\n记录跟进 …\n查 公司名\n提醒我明天9点 …\n今天有什么安排\n"
    "申请折扣 公司 金额 …\n也可以发一段语音，我会存成草稿。\n说错了直接改：不是20万是12万；做错了回复“撤销”。"
)
NOT_UNDERSTOOD = "这句我没听懂。可以说“新线索 公司 联系人 手机号”，或回复“帮助”。"
UNSUPPORTED = "这种消息我还看不懂，请发文字或语音。"
TOO_LONG = "这条消息太长，我没有处理，请分开发（每条4000字以内）。"
EMPTY_MESSAGE = "没有看到内容，请发文字或语音。"
CARD_CHANGED = "卡片已更新，请看最新的一张。"
CARD_EXPIRED = "这张卡片已过期，请重新发起。"
CARD_FOREIGN = "这张卡片不是给您的，无法操作。"
CARD_UNREADABLE = "这个按钮无效，请从最新的卡片操作。"
NOTHING_TO_CONFIRM = "现在没有待确认的内容。"
NOTHING_TO_UNDO = "没有可以撤销的操作。"
NOTHING_CHANGED = "没有改动。"
THANKED = "不客气，有事随时说。"
NOTED = "好的。"
WAITING = "好的，找到了发我就行。"
WHO = "我是跟进助手，帮您记客户、写跟进、到点提醒。回复“帮助”看怎么说。"
REPORT_LATER = "报表还在准备。现在可以问：我的客户有哪些、报价中的客户、一周没跟进的客户、今天有什么安排。"
WHAT_IS_WRONG = "哪里不对？直接说对的就行，比如：电话错了 是13900001234。要撤掉刚才的，回复“撤销”。"
SORRY = "抱歉没帮上忙。要记什么、查哪位客户，直接说就行。"
HERE = "我在。要记什么、查哪位客户，直接说就行。"
ADMINS_ONLY = "这个操作只有管理员可以做。"


def failed(error_id: str) -> str:
    """Something broke: what happened, what was kept, what to do."""
    return f"这条没处理成功，原文已保存，请稍后再试或联系管理员（编号 {error_id}）。"


def which_customer(names: Sequence[str]) -> str:
    """Several customers fit."""
    return f"您说的是哪一位客户：{'、'.join(names)}？"


def nothing_found(words: str) -> str:
    """Nothing that this reader may see fits."""
    return f"没有找到“{words}”。"


def number_unknown(number: str) -> str:
    """A bare phone number that is none of this reader's customers'."""
    return f"没有找到{number}。要登记请说“新线索 公司 联系人 {number}”。"


def done_by(name: str, at: str) -> str:
    """Status on something that is done."""
    return f"已由{name}完成 {at}"


def dropped_at(at: str) -> str:
    """Status on what was called off before it was done."""
    return f"已取消 {at}"


def undone_at(at: str) -> str:
    """Status on what was taken back."""
    return f"已撤销 {at}"
