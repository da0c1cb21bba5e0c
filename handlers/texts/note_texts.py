"""What the bot says while follow-ups, first contacts, minutes, tags and pieces of chat are taken down."""

from __future__ import annotations

from collections.abc import Sequence

NOTE_WANTED = "请说跟进的内容，发文字或语音都行。"
NOTE_DONE = "这条已经保存过了。"
NO_CUSTOMER = "还不知道是哪位客户，请先说客户名。"
UNLINKED = "先不选客户"
TURNED_INTO_NEWS = "这是您的客户，已转到跟进记录"
LEFT_OPEN = "好的，先不填。"
PICK_TAG = "请先勾选标签，再点一次。"
FILTER_OFF = "敏感词过滤没有开启，不能同步聊天内容。"
CLIP_TIME = "时间看不懂，没有同步。"
CLIP_EMPTY = "没有可同步的内容。"
CALL_NOTED = "已发到您的聊天里，点“保存纪要”就行。"


def note_lacks(labels: Sequence[str]) -> str:
    """A follow-up is not saved; what is missing is named, the first is asked for."""
    return f"还没保存，缺：{'、'.join(labels)}。请回复“{labels[0]}”。"


def note_open(labels: str) -> str:
    """Status on a follow-up that was submitted too early."""
    return f"未保存，缺：{labels}"


def note_saved(at: str) -> str:
    """Status on a saved follow-up."""
    return f"已保存 {at}"


def follow_up_saved(name: str, next_step: str, when: str) -> str:
    """A follow-up was stored."""
    tail = f"，下一步：{next_step}" if next_step else ""
    return f"{f'已记录{name}的跟进' if name else '跟进已记录'}{tail}{('（' + when + '）') if when else ''}。"


def not_registered(company: str) -> str:
    """The customer a follow-up is about, when nobody has registered it."""
    return f"{company}（未登记）"


def number_kept(company: str) -> str:
    """A number was said while the follow-up of an unregistered company waits."""
    return f"号码记下了，保存跟进后和{company}一起登记。"


def several_customers(names: Sequence[str]) -> str:
    """One message tells of several customers."""
    return f"这条说到{len(names)}位客户（{'、'.join(names)}），分成{len(names)}张卡片，请分别提交。"


def several_companies(names: Sequence[str]) -> str:
    """One message tells of several companies, not all of them registered."""
    return f"这条说到{len(names)}家公司（{'、'.join(names)}），分成{len(names)}张卡片；哪张不用记，点“取消”。"


def follow_up_undone(name: str, again: bool) -> str:
    """A saved follow-up was taken back."""
    return (f"已撤销{name}的跟进" if name else "跟进已撤销") + ("，内容还在卡片上，改好可再提交。" if again else "。")


def undone_status(at: str) -> str:
    """Status on a follow-up taken back; it can be changed and submitted again."""
    return f"已撤销 {at}，可修改后再提交"


def without_next_step(lines: Sequence[str]) -> str:
    """Follow-ups without a next step (F06)."""
    return f"未填写下一步动作（{len(lines)}条）：\n" + "\n".join(lines) if lines else "没有未填写下一步动作的跟进。"


def first_contact_short(label: str, length: int) -> str:
    """A first contact is told too briefly (F08)."""
    return f"{label}至少20字，现在{length}字，请补充（可以发语音）。"


def first_contact_count(length: int) -> str:
    """How far a first contact's words are from the twenty they should have."""
    return f"{length}/20字，请多写一点"


def first_contact_saved(name: str, way: str) -> str:
    """A first contact was stored."""
    return f"已记录{name}的首次联系（{way}）。"


def ask_progress(label: str) -> str:
    """One field that is still missing (F48)."""
    return f"顺便补一项：{label}是？下次跟进前要填好。"


def progress_kept(label: str) -> str:
    """The missing field was filled."""
    return f"已记下{label}。"


def minutes_saved(tags: Sequence[str], at: str) -> str:
    """Status on saved minutes (F10)."""
    return f"已保存纪要 {at}" + (f"，关注点：{'、'.join(tags)}" if tags else "")


def tagged(tags: Sequence[str], at: str) -> str:
    """Status after tagging."""
    return f"已打标 {at}：{'、'.join(tags)}"


def tag_list(tags: Sequence[str]) -> str:
    """All preset tags."""
    return f"共{len(tags)}个标签：{'、'.join(tags)}"


def act_done(done: str, depth: str, at: str) -> str:
    """Status after an act that fills fields (F11)."""
    return f"{done} {at}，需求深度分 {depth}"


def clip_kept(name: str, masked: bool) -> str:
    """A piece of chat was stored (F07)."""
    return f"已同步{name}的聊天片段" + ("，敏感内容已隐藏。" if masked else "。")
