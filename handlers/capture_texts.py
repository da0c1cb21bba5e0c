"""What the bot says while notes, reminders, stages and pieces of chat are taken down. See `handlers.texts`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

HOME_HINT = "你今天想聊哪个客户？点名字，或直接说客户名。"
NOTE_WANTED = "请说跟进的内容，发文字或语音都行。"
NOTE_DONE = "这条已经保存过了。"
NO_CUSTOMER = "还不知道是哪位客户，请先说客户名。"
LEFT_OPEN = "好的，先不填。"
PICK_TAG = "请先勾选标签，再点一次。"
FILTER_OFF = "敏感词过滤没有开启，不能同步聊天内容。"
CLIP_TIME = "时间看不懂，没有同步。"
ORDERS_REFUSED = "我只记客户和跟进，不执行这样的指令。"
CHAT_LOG = "收到一段聊天记录。要存下来，请说“记录跟进 客户名 内容”。"
ADVERTISEMENT = "这像是广告，我没有登记。真有这位客户，请说“新线索 公司 联系人 手机号”。"
NO_TALK = "无数据"
STAGE_REASON = "改阶段要写原因，一句话就行。"
CLIP_EMPTY = "没有可同步的内容。"
CALL_NOTED = "已发到您的聊天里，点“保存纪要”就行。"
REMIND_WHAT = "请说要提醒您做什么。"
REMIND_TIME = "什么时候提醒您？比如：明天9点。"
REMIND_PAST = "这个时间已经过了，请换一个时间。"


def sources_line(sources: Mapping[str, str]) -> str:
    """Where each value came from: the person's own words, shortened."""
    plain = {label: " ".join(said.split()) for label, said in sources.items() if said.strip()}
    words = [f"{label}“{said if len(said) <= 12 else said[:11] + '…'}”" for label, said in plain.items()]
    return f"来自原话：{'、'.join(words)}" if words else ""


def too_many_phones(count: int) -> str:
    """Many numbers in one message are a list, not a lead."""
    return f"一条消息里有{count}个手机号，请一次发一位客户。"


def ask_sure(label: str, value: str) -> str:
    """A value was read with little confidence."""
    return f"{label}是“{value}”吗？回复“是”，或直接发正确的。"


def ask_name(heard: str, names: Sequence[str]) -> str:
    """A name in a voice note sounds like known ones."""
    if len(names) == 1:
        return f"听到“{heard}”，是{names[0]}吗？回复“是”“不是”，或直接发正确的。"
    return f"听到“{heard}”，是{'还是'.join(names[:3])}？请回复名字，都不是就回“不是”。"


def note_lacks(labels: Sequence[str]) -> str:
    """A follow-up is not saved; what is missing is named, the first is asked for."""
    return f"还没保存，缺：{'、'.join(labels)}。请回复“{labels[0]}”。"


def note_open(labels: str) -> str:
    """Status on a follow-up that was submitted too early."""
    return f"未保存，缺：{labels}"


def note_saved(at: str) -> str:
    """Status on a saved follow-up."""
    return f"已保存 {at}"


def undone_status(at: str) -> str:
    """Status on a follow-up taken back; it can be changed and submitted again."""
    return f"已撤销 {at}，可修改后再提交"


def follow_up_undone(name: str, again: bool) -> str:
    """A saved follow-up was taken back."""
    return f"已撤销{name}的跟进" + ("，内容还在卡片上，改好可再提交。" if again else "。")


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


def ask_stage_reason(name: str, stage: str) -> str:
    """A change of stage without a reason (F48)."""
    return f"{name}改为{stage}，请说一下原因，一句话就行。"


def stage_changed(name: str, before: str, after: str) -> str:
    """The stage was changed by hand."""
    return f"{name}的阶段：{before} → {after}，原因已记录。"


def stage_moved(name: str, before: str, after: str) -> str:
    """The customer's own words moved the stage (F52)."""
    if before == after:
        return f"{name}又主动询问了报价或参数，请尽快跟进。"
    return f"{name}主动询问报价或参数，阶段已从{before}变为{after}，请尽快跟进。"


def customer_tagged(name: str, tag: str) -> str:
    """The customer's own words fired a tag (F54)."""
    return f"{name}：{tag}。"


def minutes_saved(tags: Sequence[str], at: str) -> str:
    """Status on saved minutes (F10)."""
    return f"已保存纪要 {at}" + (f"，关注点：{'、'.join(tags)}" if tags else "")


def talk_told(rivals: int, delivery: int, price_density: float) -> str:
    """The three figures of a conversation (F58)."""
    return f"竞品提及{rivals}次，询问交付{delivery}次，价格词每百字{price_density:g}个"


def question_unclear(words: Sequence[str]) -> str:
    """A question has words or filters that nobody understood: asked back, never guessed (F91)."""
    return f"{'、'.join(words)}还不能用来筛选，请换个说法，比如：显示报价中的客户。"


def question_answered(told: str, count: int, names: Sequence[str]) -> str:
    """The customers a question asks for, with the filter that was used (F91)."""
    return "\n".join([f"筛选条件：{told}", f"共{count}位客户" + ("：" if names else "。"), *names])


def tagged(tags: Sequence[str], at: str) -> str:
    """Status after tagging."""
    return f"已打标 {at}：{'、'.join(tags)}"


def act_done(done: str, depth: str, at: str) -> str:
    """Status after an act that fills fields (F11)."""
    return f"{done} {at}，需求深度分 {depth}"


def clip_kept(name: str, masked: bool) -> str:
    """A piece of chat was stored (F07)."""
    return f"已同步{name}的聊天片段" + ("，敏感内容已隐藏。" if masked else "。")


def keywords_of(name: str, words: Sequence[str]) -> str:
    """What the notes about a customer are about."""
    return f"{name}的关键词：{'、'.join(words)}"


def no_keywords(name: str) -> str:
    """There are no notes to count."""
    return f"{name}还没有跟进内容，暂时没有关键词。"


def tag_list(tags: Sequence[str]) -> str:
    """All preset tags."""
    return f"共{len(tags)}个标签：{'、'.join(tags)}"


def without_next_step(lines: Sequence[str]) -> str:
    """Follow-ups without a next step (F06)."""
    return f"未填写下一步动作（{len(lines)}条）：\n" + "\n".join(lines) if lines else "没有未填写下一步动作的跟进。"


def reminder(what: str) -> str:
    """The moment has come."""
    return f"提醒：{what}"


def reminder_cancelled(at: str) -> str:
    """Status on a reminder taken back."""
    return f"已撤销 {at}"


def reminder_undone(what: str) -> str:
    """A reminder was taken back by word."""
    return f"已撤销提醒：{what}"
