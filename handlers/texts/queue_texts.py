"""What is said when leads of channels are given by rules, wait, stand still and flow again, and when channels fall
silent."""

from __future__ import annotations

from collections.abc import Sequence

ROUTING_FORM = "请这样说：分配规则 官网表单 给 张伟、李娜；取消说：分配规则 官网表单 取消"
FALLBACK_FORM = "请这样说：兜底负责人 王芳"
NO_FALLBACK = "还没有兜底负责人，请先在“兜底负责人”里选一位，再点一次。"
PICK_LEAD = "请先选线索和“分给”，再点一次。"
TAKEN_MEANWHILE = "这条线索已经有人负责了"
GIVEN = "已分配"
NOT_PAUSED = "自动分配没有暂停。"
STEPS = "①暂停自动分配 ②转给兜底负责人 ③补上映射 ④重跑分配 ⑤恢复自动分配"


def rules_told(lines: Sequence[str], fallback: str, paused: str) -> str:
    """The rules as they stand; a summary that nobody can change by reading it."""
    listed = "\n".join(lines) if lines else "没有自动分配的分支，线索等主管分配。"
    tail = [f"兜底负责人：{fallback or '未设置'}", *([f"自动分配已暂停（{paused}）"] if paused else [])]
    return "\n".join([listed, *tail])


def rule_line(sources: Sequence[str], people: Sequence[str]) -> str:
    """One branch."""
    return f"来源 {'、'.join(sources)} → {'、'.join(people)}"


def rule_kept(sources: Sequence[str], people: Sequence[str]) -> str:
    """A branch was set or taken away."""
    named = "、".join(sources)
    return f"已生效：来源 {named} → {'、'.join(people)}。" if people else f"已取消来源 {named} 的分配规则。"


def fallback_kept(name: str) -> str:
    """Somebody gets what no branch takes."""
    return f"已设兜底负责人：{name}。没有命中规则的线索都归{name}。"


def cannot_take(name: str) -> str:
    """Somebody was named who cannot have leads, or is not known."""
    return f"{name}不能接线索，请选在职的销售或主管。"


def paused(name: str, at: str) -> str:
    """Automatic assignment was switched off (F34)."""
    return f"{name}已暂停自动分配 {at}，新线索改由人工分配"


def already_paused(name: str, at: str) -> str:
    """It was off already."""
    return f"{name}在 {at} 已经暂停了自动分配。"


def resumed(name: str, at: str, waiting: int) -> str:
    """It is on again; what waits is offered."""
    return f"{name}已恢复自动分配 {at}" + (f"，还有{waiting}条待分配" if waiting else "")


def rerun_done(given: int, left: int) -> str:
    """The rules were applied to the queue again."""
    return f"已重跑：{given}条已分配" + (f"，{left}条仍待分配" if left else "")


def given_to_fallback(name: str, count: int) -> str:
    """The queue went to the fallback owner."""
    return f"已把{count}条转给兜底负责人{name}"


def given_by_hand(lead: str, to: str, by: str) -> str:
    """A lead was given from the queue's card."""
    return f"{by}已把{lead}分给{to}"


def stalled_for(at: str, minutes: int) -> str:
    """Since when nobody got a lead."""
    return f"{at}（已{minutes}分钟）"


def run_log(times: int, sources: Sequence[str]) -> str:
    """What the run log says: no success (F101)."""
    where = f"，来源 {'、'.join(sources)}" if sources else ""
    return f"matched 0 branches ×{times}{where}" if times else f"没有执行过分配规则{where}"


def unmapped_since(channel: str, key: str, at: str) -> str:
    """A key nobody mapped, the likeliest cause (F22)."""
    return f"{channel} 新增未映射的 {key}（{at} 起）"


def recover_by(target: str, latest: str) -> str:
    """27 minutes, at most two hours (F34)."""
    return f"{target} 前恢复（27分钟内），最迟 {latest}（2小时内）"


def flows_again(source: str, since: str, minutes: int) -> str:
    """The queue moves again, or a source finds its rule again."""
    what = f"来源 {source} 的分配已恢复，未命中自" if source else "线索分配已恢复，停滞自"
    return f"{what} {since}，用时{minutes}分钟（目标27分钟内）。"


def in_queue(lead: str, source: str, at: str) -> str:
    """One lead of the queue."""
    return f"{lead}（来源 {source}，{at}）"


def channel_silent(channel: str, last: str, usual: str, url: str) -> str:
    """A channel that usually sends has stopped (F99)."""
    return (
        f"{channel}可能断了：{last} 之后没有新线索，平时约每{usual}一条。"
        f"请到对方后台检查回调地址，丢失就整行复制粘贴恢复：\n{url}"
    )


def channel_missing(channel: str, status: int, url: str) -> str:
    """The address of a channel answers that it is not there (F99)."""
    answer = f"返回{status}" if status else "无应答"
    return f"{channel}的回调地址打不开（{answer}），线索进不来。请检查网关，地址应为：\n{url}"


def channel_back(channel: str, since: str, away: str) -> str:
    """It sends again."""
    return f"{channel}已恢复：{since} 起没有新线索，中断约{away}。"


def span(minutes: int) -> str:
    """A span of time as people say it."""
    if minutes < 60:
        return f"{max(1, minutes)}分钟"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours}小时" + (f"{rest}分钟" if rest else "")
    return f"{hours // 24}天"
