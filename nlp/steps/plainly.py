"""The step of a note that the choosers take for nothing, when the words say it plainly."""

from __future__ import annotations

from typing import Final

from nlp.patterns.stored import made
from nlp.span import clause_start
from nlp.steps.candidates import Step
from nlp.times.when import When

_LATER: Final = made(r"给(?:个|我们?)?(?:答[复覆]|回复|反馈|准[信话]|回话)")
_BIDDING: Final = made(
    r"(?:(?:我们?|咱们?)(?:这边)?)?(?:先|再|回头|然后|得|要|记得|需要|准备|打算|赶紧|尽快|抓紧|马上|就|今天|今晚|晚点|过两天|待会儿?"
    r"|[让叫要请](?:我们?|咱们?|商务|技术|售后|财务|同事|□+)?|把[^,。;]{0,10}|\s)*"
)
"""What stands before a step that we bid ourselves or are bidden."""
_VERB: Final = made(
    r"(?!报价[有单是的我收看转贵高偏太比已昨上还]|回款|拜访人|跟进人|联系人|打款|签[约到])"
    r"(?:[催发寄约打回问拉找给送补改做出报签去跑]|安排|准备|申请|确认|联系|跟进|拜访|(?:Call|Visit|Send|Meet|Book|Ping|Email)\b)"
)
_TO_MEET: Final = made(r"[要想得去][跟和与][^,。;]{1,14}$")
"""What stands before meeting somebody whom we are to meet (要跟马总见上一面)."""
_OVER: Final = made(r":|[^,。;]{0,8}(?:到账|有效|了(?![解吧])|过(?![去来一两几])|没回|未回|完成|没反应)")
_SET_FOR: Final = made(
    r"(?:计划|会议?)?(?:的?(?:时间|日子|日期))?(?:初步|暂时?|已经?)?(?:定|约|安排|改|排|推迟?|挪|延期?)(?:在|到|了|好|成|至)+|[在是]"
)
_BETWEEN: Final = made(r"(?:我们?|咱们?)?(?:再|去|要)?")
_THAT_TIME: Final = made(r"(?:到时候?|那时候?|届时|[那当]天)[^,。;]{0,8}$")
_LEFT_ALONE: Final = made(
    r"(?:我|咱|你)们?(?:这边)?(?:先|就|都|也)?(?:不用|不必|不)(?:再|先)?(?:动|管|跟|操心|打(?!样|印|折)|去人?|来人?|过[来去])(?=了|[,。;!\s]|$)"
    r"|不用(?:我|咱|你)们?(?:动|管|跟|打|去人?|来人?|过[来去])(?=了|[,。;!\s]|$)"
)
_KEEPS_OUT: Final = ("不用", "不必", "不动", "不管", "不跟", "不去", "不来", "不打", "不操", "不过")
"""What others do of which we keep out (下周三是启辰的人去，我们不用管)."""
_RIGHT_AFTER: Final = 6
"""Characters between what is sent and its trial."""
DOUBTFUL: Final = frozenset(
    ("heard", "done", "told", "after done", "cue no", "cue past", "inner done", "cue other", "cue if")
)


def plainly(plain: str, spans: list[tuple[int, int]], steps: list[Step]) -> Step | None:
    """Return the step that the words say plainly, or None."""
    return _put_off(plain, steps) or _bidden(plain, spans, steps) or _fixed(plain, steps)


def sooner(plain: str, steps: list[Step], chosen: Step) -> Step:
    """Return what is done before the chosen step (先寄样再报价), or is due on an earlier day; else the step itself.

    A step that has its day goes before one that has none.
    """
    fixed = _fixed(plain, steps) if chosen.when is None else None
    if fixed:
        return fixed
    at = steps.index(chosen)
    then = plain.startswith(("再", "然后"), chosen.action.start) or plain[: chosen.action.start].endswith(
        ("再", "然后")
    )
    for one in steps[:at]:
        if one.action.end > chosen.action.start or DOUBTFUL.intersection(one.marks):
            continue
        sent = (one.action.kind, chosen.action.kind) == ("寄样", "测试")
        if sent and chosen.action.start - one.action.end <= _RIGHT_AFTER:
            return one  # What is sent over to be tried is sent first.
        if then and plain[: one.action.start].endswith("先"):
            return one
        if one.when and chosen.when and one.when.last < chosen.when.first:
            return one
    return chosen


def _put_off(plain: str, steps: list[Step]) -> Step | None:
    """Return the step of a note that only says what the other side does next, and when.

    That is an answer (周三给答复), or their seal or money (等他们盖章, 等尾款).
    """
    for one in steps:
        start = one.action.start
        awaited = one.action.kind in {"合同", "付款"} and plain.startswith("等", start)
        if awaited and "cue if" not in one.marks and "cue no" not in one.marks:
            return one
        if one.when and one.action.kind == "其他" and _LATER.match(plain, start):
            return one
    return None


def _bidden(plain: str, spans: list[tuple[int, int]], steps: list[Step]) -> Step | None:
    """Return the last step that a clause bids us take (催一下尾款, 回头拉个会), neither done nor refused."""
    for one in reversed(steps):
        start, end = one.action.start, one.action.end
        if (
            not DOUBTFUL.intersection(one.marks)
            and (
                (_BIDDING.fullmatch(plain, clause_start(spans, start), start) and _VERB.match(plain, start))
                or (one.action.kind == "拜访" and _TO_MEET.search(plain, clause_start(spans, start), start))
            )
            and not _OVER.match(plain, end)
        ):
            return one
    return None


def _fixed(plain: str, steps: list[Step]) -> Step | None:
    """Return the step that has its day (验收定在12月15号)."""
    for one in steps:
        if one.when and _SET_FOR.fullmatch(plain, one.action.end, max(one.action.end, one.when.start)):
            return one
    return None


def plainly_due(plain: str, step: Step | None, times: list[tuple[When, str]]) -> When | None:
    """Return the only time when the step follows it in one breath (12月底给…发报价), or is due then (到时候…)."""
    if step is None or len(times) != 1 or times[0][1]:
        return None
    when = times[0][0]
    if _THAT_TIME.search(plain, when.end, max(when.end, step.action.start + 2)):
        return when
    opens = when.start == 0 or plain[when.start - 1] in ",。;!?\n "
    follows = step.when is not None and _BETWEEN.fullmatch(plain, when.end, max(when.end, step.action.start))
    return when if opens and follows else None


def left_alone(plain: str) -> int:
    """Return the place up to which a message speaks of what we keep out of, 0 for none."""
    left = _LEFT_ALONE.search(plain) if "不" in plain and any(word in plain for word in _KEEPS_OUT) else None
    return left.end() if left else 0
