"""Every sentence the bot says: short, kind, Chinese. One function or constant per sentence."""

from __future__ import annotations

from collections.abc import Sequence

UNKNOWN_PERSON = "您还没有开通跟进助手，请联系管理员开通。"
HOME = "你今天想聊哪个客户？"
HELP = (
    "可以直接说：\n新线索 公司 联系人 手机号\n记录跟进 …\n查 公司名\n申请折扣 公司 金额 …\n"
    "也可以发一段语音，我会存成草稿。"
)
NOT_UNDERSTOOD = "这句我没听懂。可以说“新线索 公司 联系人 手机号”，或回复“帮助”。"
UNSUPPORTED = "这种消息我还看不懂，请发文字或语音。"
CARD_CHANGED = "卡片已更新，请看最新的一张。"
CARD_EXPIRED = "这张卡片已过期，请重新发起。"
CARD_FOREIGN = "这张卡片不是给您的，无法操作。"
CARD_UNREADABLE = "这个按钮无效，请从最新的卡片操作。"
NOTHING_TO_CONFIRM = "现在没有待确认的内容。"
STAGE_REFUSED = "阶段只能是：初步接触、方案沟通、报价中、已签约。"
PHONE_REFUSED = "这个手机号好像不对，请发11位手机号。"
DRAFT_DROPPED = "草稿已丢弃。"
EDIT_HINT = "直接回复要改的内容就行，比如：电话错了 是13900001234"
NO_SPEECH = "没有听到声音，请再说一次或发文字。"
TOO_LONG = "这条消息太长，我只读了前面一部分，请分开发。"
EMPTY_MESSAGE = "没有看到内容，请发文字或语音。"
REASON_WANTED = "请回复拒绝的原因，一句话就行。"
PICK_COLLEAGUE = "请先在“转给”里选一位同事，再点一次。"
NO_APPROVERS = "暂时没有可处理的审批人，已通知管理员，您的申请已保存。"
NOT_YOUR_CHAT = "这位客户不在您的企业微信好友里，无法登记。"


def failed(error_id: str) -> str:
    """Something broke: what happened, what was kept, what to do."""
    return f"这条没处理成功，原文已保存，请稍后再试或联系管理员（编号 {error_id}）。"


def ask_missing(labels: Sequence[str], contact: str) -> str:
    """Ask for what a lead still lacks, and only that."""
    if list(labels) == ["手机号"]:
        return f"请补充{contact or '联系人'}的手机号。"
    return f"请补充：{'、'.join(labels)}。"


def lead_made(company: str, at: str) -> str:
    """Status on a confirmed draft."""
    return f"已登记 {at}" if company else f"已登记（待补全） {at}"


def draft_dropped(at: str) -> str:
    """Status on a dropped draft."""
    return f"已取消 {at}"


def already_made(company: str) -> str:
    """A second confirmation of the same draft."""
    return f"{company or '这条线索'}已经登记过了。"


def follow_up_saved(name: str, next_step: str, when: str) -> str:
    """A follow-up was stored."""
    tail = f"，下一步：{next_step}" if next_step else ""
    return f"已记录{name}的跟进{tail}{('（' + when + '）') if when else ''}。"


def which_customer(names: Sequence[str]) -> str:
    """Several customers fit."""
    return f"您说的是哪一位客户：{'、'.join(names)}？"


def nothing_found(words: str) -> str:
    """Nothing that this reader may see fits."""
    return f"没有找到“{words}”。"


def approval_sent(number: str, group: str) -> str:
    """The requester is told where the request went."""
    return f"审批 {number} 已提交给{group}，有结果会告诉您。"


def approval_decided(number: str, name: str, verdict: str, reason: str) -> str:
    """The requester is told how it ended."""
    return f"审批 {number} 已由{name}{verdict}。" + (f"理由：{reason}" if reason else "")


def approval_moved(number: str, name: str, why: str) -> str:
    """The requester and the new owner are told that it moved on."""
    return f"审批 {number} 已移交给{name}处理：{why}。"


def approval_escalated(number: str, why: str) -> str:
    """Those above are told that nobody in the group is there."""
    return f"审批 {number} 超时无人处理：{why}，请安排。"


def customer_added(name: str) -> str:
    """A customer added this rep."""
    return f"新客户{name}加了您，打开聊天侧边栏点“登记线索”即可。"


def registered(name: str, known: bool) -> str:
    """The sidebar's answer to a registration."""
    return f"{name}已经登记过，手机号已更新。" if known else f"已登记{name}。"


NOTHING_TO_UNDO = "没有可以撤销的操作。"
NOT_OFFERED = "这个操作暂时还不支持，请回复“帮助”看看我能做什么。"


def undone(name: str) -> str:
    """A lead was taken back."""
    return f"已撤销{name}的登记，草稿还在，回复“确认”可重新登记。"


NOTHING_CHANGED = "没有改动。"


def lead_changed(count: int) -> str:
    """A lead's page was saved."""
    return f"已保存，改了{count}项。"
