"""What the bot says about reminders."""

from __future__ import annotations

from collections.abc import Sequence

REMIND_WHAT = "请说要提醒您做什么。"
REMIND_TIME = "什么时候提醒您？比如：明天9点。"
REMIND_PAST = "这个时间已经过了，请换一个时间。"
ONLY_YOU = "到时只提醒您本人，我只能提醒同事，要说全名。"
CANNOT_CLOSE = "这类提醒不能关闭。"


def reminder(what: str, at: str = "") -> str:
    """The moment has come, or soon will: then `at` says when."""
    return f"提醒：{f'{at} ' if at else ''}{what}"


def appointment_kept(name: str, known: bool, remind: str) -> str:
    """What was told is still to come: where it was written, and when it is spoken of."""
    written = f"已写进{name}的下一步" if known else f"{name}还没登记，先记成安排" if name else "已记下"
    return f"{written}，{remind}提醒您。"


def passed_on(by: str, what: str) -> str:
    """The moment of a reminder that a colleague ordered."""
    return f"{by}请我提醒您：{what}"


def not_yours_to_remind(name: str) -> str:
    """Only the speaker is reminded: the colleague is of another team."""
    return f"{name}不在您的团队，到时提醒您本人，请您转告。"


def not_reminded(name: str, what: str) -> str:
    """Whoever ordered a reminder is told that it could not be passed on."""
    return f"没能提醒{name or '同事'}：{what}。请您直接联系。"


def why_ordered(by: str, at: str, what: str) -> str:
    """Why a reminder was sent that somebody had ordered."""
    return f"{f'{by}在' if by else '您'}{at}让我提醒“{what}”"


def why_reminded(at: str, rule: str, reason: str, mute: str) -> str:
    """Which rule sent the last reminder, when, why, and how to be rid of it."""
    return f"{at}的提醒来自“{rule}”：{reason}。{mute}"


def not_reminded_lately(customer: str) -> str:
    """Nothing was sent that could be explained."""
    return f"最近7天我没有{f'因为{customer}' if customer else ''}提醒过您。"


def remind_time_of(name: str) -> str:
    """A colleague is to be reminded, the time was not said."""
    return f"什么时候提醒{name}？比如：明天9点。"


def which_to_cancel(lines: Sequence[str]) -> str:
    """Several appointments fit."""
    return "您要取消哪一条？\n" + "\n".join(lines)


def how_to_mute(customer: str) -> str:
    """A kind of reminder that can be closed for one customer."""
    return f"不想再收，请说：静音 {customer}"


def moved_told(remind: str) -> str:
    """An appointment was moved."""
    return f"时间已改，{remind}提醒您。"


def reminder_undone(what: str) -> str:
    """A reminder was taken back by word."""
    return f"已撤销提醒：{what}"


def agenda(day: str, lines: Sequence[str]) -> str:
    """What is to be done on a day."""
    return f"{day}的安排（{len(lines)}条）：\n" + "\n".join(lines) if lines else f"{day}没有安排。"
