"""What the bot says while a lead is written down, known again, or taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

STAGE_REFUSED = "阶段只能是：初步接触、方案沟通、报价中、已签约。"
PHONE_REFUSED = "这个手机号好像不对，请发11位手机号。"
DRAFT_DROPPED = "草稿已丢弃。"
EDIT_HINT = "直接回复要改的内容就行，比如：电话错了 是13900001234"
ORDERS_REFUSED = "我只记客户和跟进，不执行这样的指令。"
CHAT_LOG = "收到一段聊天记录。要存下来，请说“记录跟进 客户名 内容”。"
UNDO_NOTES_FIRST = "已有跟进记录，请先撤销跟进。"
LABELS = {"contact": "联系人", "phone": "手机号", "wechat": "微信号", "email": "邮箱", "next_time": "下一步时间"}
"""What the values of a lead are called where one is said to have changed."""
FIELD_LABELS = {**LABELS, "stage": "阶段", "budget": "预算", "decision_role": "决策链角色"}
ADVERTISEMENT = "这像是广告，我没有登记。真有这位客户，请说“新线索 公司 联系人 手机号”。"


def too_many_phones(count: int) -> str:
    """Many numbers in one message are a list, not a lead."""
    return f"一条消息里有{count}个手机号，请一次发一位客户。"


def budget_told(amount: float) -> str:
    """The budget among the values that changed."""
    return f"预算{amount:,.0f}元"


def note_told(text: str, step: str, by: str) -> str:
    """A follow-up on the lead's page: the words, what comes next, and who wrote it."""
    return "\n".join(filter(None, (text, f"下一步：{step}" if step else "", f"——{by or '同事'}")))


def ask_missing(labels: Sequence[str], contact: str) -> str:
    """Ask for what a lead still lacks, and only that."""
    if list(labels) == ["手机号"]:
        return f"请补充{contact or '联系人'}的手机号。"
    return f"请补充：{'、'.join(labels)}。"


def newcomer(company: str, labels: Sequence[str], contact: str) -> str:
    """A follow-up was saved about a company nobody has registered."""
    wanted = f"{contact or '联系人'}的手机号" if list(labels) == ["手机号"] else "、".join(labels)
    return f"{company}还没登记，回复{wanted}，就登记成您的线索。"


def ask_sure(label: str, value: str) -> str:
    """A value was read with little confidence."""
    return f"{label}是“{value}”吗？回复“是”，或直接发正确的。"


def ask_name(heard: str, names: Sequence[str]) -> str:
    """A name in a voice note sounds like known ones."""
    if len(names) == 1:
        return f"听到“{heard}”，是{names[0]}吗？回复“是”“不是”，或直接发正确的。"
    return f"听到“{heard}”，是{'还是'.join(names[:3])}？请回复名字，都不是就回“不是”。"


def sources_line(sources: Mapping[str, str]) -> str:
    """Where each value came from: the person's own words, shortened."""
    plain = {label: " ".join(said.split()) for label, said in sources.items() if said.strip()}
    words = [f"{label}“{said if len(said) <= 12 else said[:11] + '…'}”" for label, said in plain.items()]
    return f"来自原话：{'、'.join(words)}" if words else ""


def lead_made(company: str, at: str) -> str:
    """Status on a confirmed draft."""
    return f"已登记 {at}" if company else f"已登记（待补全） {at}"


def lead_updated(name: str, told: Sequence[str]) -> str:
    """Plain words changed a known customer."""
    return f"{name}已更新：{'、'.join(told)}。"


def already_made(company: str) -> str:
    """A second confirmation of the same draft."""
    return f"{company or '这条线索'}已经登记过了。"


def lead_changed(count: int) -> str:
    """A lead's page was saved."""
    return f"已保存，改了{count}项。"


def undone(name: str) -> str:
    """A lead was taken back."""
    return f"已撤销{name}的登记，草稿还在，回复“确认”可重新登记。"


def customer_added(name: str) -> str:
    """A customer added this rep."""
    return f"新客户{name}加了您，打开聊天侧边栏点“登记线索”即可。"


def registered(name: str, known: bool) -> str:
    """The sidebar's answer to a registration."""
    return f"{name}已经登记过，手机号已更新。" if known else f"已登记{name}。"


def linked_words(company: str, contact: str, phone: str) -> str:
    """The follow-up of a linked customer when nothing was said."""
    return f"再次登记：{' '.join(filter(None, (company, contact, phone)))}"


def linked_to(name: str, at: str) -> str:
    """Status on a card whose customer was known (F15)."""
    return f"已关联到{name} {at}"


def linked_to_yours(name: str, company: str) -> str:
    """The owner of a known customer is told that a colleague met them again."""
    return f"{name}也在接触您的客户{company}，内容已记到该客户的跟进里，报价前请先沟通。"
