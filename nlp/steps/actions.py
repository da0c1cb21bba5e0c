"""What is to be done next: a short phrase of the text, its kind, and whether it is still ahead."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final, NamedTuple

from nlp.lexicon import phrases
from nlp.patterns.kept import compiled
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made
from nlp.span import clause_start

_OBJ: Final = r"[^,。;\s]"
KINDS: Final[tuple[tuple[str, str], ...]] = (
    ("合同", phrases("actions", "合同", OBJ=_OBJ)),
    ("付款", phrases("actions", "付款", OBJ=_OBJ)),
    ("演示", phrases("actions", "演示", OBJ=_OBJ)),
    ("寄样", phrases("actions", "寄样", OBJ=_OBJ)),
    ("测试", phrases("actions", "测试", OBJ=_OBJ)),
    ("报价", phrases("actions", "报价", OBJ=_OBJ)),
    ("发资料", phrases("actions", "发资料", OBJ=_OBJ)),
    ("会议", phrases("actions", "会议", OBJ=_OBJ)),
    ("电话", phrases("actions", "电话")),
    ("拜访", phrases("actions", "拜访", OBJ=_OBJ)),
    ("其他", phrases("actions", "其他")),
)  # fmt: skip
_SCAN: Final = Opened(KINDS)
_BACK: Final = 120
"""Characters of a clause that are looked at before an action."""
_AGREED: Final = made(r"(?:约|定|好|答应|同意|说|安排|为|除)了")
_DONE_BEFORE: Final = made(phrases("actions", "done_before"))
_DONE_AFTER: Final = made(
    r"^[^,。;\s]{0,2}?(?:了(?![吧吗])|过(?!去|来|条|程|会|一)了?|完了?|好了|结束|成功|通过|没问题|合格)"
    r"|^(?:我们?|都|也|就)?已经?(?:发|寄|给|报|送|传|交|提交|递)"
)
_AMONG: Final = made(r"(?:后|来|再)?(?:讨论|研究|商量|定(?!在|到|于)|决定|拍板)")
_THEIRS: Final = made(r"(?:客户|他们|对方|内部|[院行局]里?|董事会?|总部|领导|老板|班子|说|回去)(?!.*我们)")
"""Before a meeting that they hold among themselves."""
_OWN_MEETING: Final = made(
    r"(?:他们|她们|我们)(?:自己|内部|关起门|先|再|要|还得?|都|一起|\d|[一二三四五六七八九十两]|个?[年月日号天周]|下个?|上午|下午|明天?|后天|礼拜|星期|[底初中旬末])*"
    r"(?:开|上)[^,。;你来]{0,5}会(?![员展议室])"
)
_WITH_US: Final = made(r"[跟和与同让请给约陪叫][^,。;]{0,10}$")
_ASKED_IN: Final = made(r"(?<!通知)(?<!告诉)(?<!联系)(?<![找给回])你|您|我|咱|派|参加|喊|邀")
"""Before and after a meeting of theirs: who of us is asked to it."""
_MEET: Final = made(r"开个?会")
_AHEAD: Final = made(phrases("actions", "ahead"))
_NOT: Final = made(phrases("actions", "not"))
_TOLD_OFF: Final = made(r"(?:取消|作废|免了|不用了|算了|先?不[搞办弄]|等[^,。;]{0,4}再)")
_INSIDE_NOT: Final = made(r"(?:别|不用|不要|(?<!能)不能|没法|没人|不敢|先不)(?:再|急着)?[签发寄付打开]")
_SENT: Final = made(r"[发寄送给报做出提交]的")
_SENDER: Final = made(r"(?:你们?|我们?|咱们?|昨[天晚]|前天|今早|刚才?|上次|上回|上周.?|之前|已经|他们?|对方)$")
"""Who sent, or when, before what was sent (你昨天发的资料)."""


def _names_none(before: str, said: str) -> bool:
    """Tell whether words refuse what they name (合同先别签), or name what was sent and no sending (你发的资料)."""
    if ("别" in said or "不" in said or "没" in said) and _INSIDE_NOT.search(said):
        return True
    return said[1:2] == "的" and bool(_SENT.match(said) and _SENDER.search(before))


class Action(NamedTuple):
    """One thing to do: its span in the plain text and its kind."""

    start: int
    end: int
    kind: str


class Raw(NamedTuple):
    """A match with what its neighbourhood says: ahead, beside a time to come, done, told as past, or only heard."""

    start: int
    end: int
    kind: str
    ahead: bool = False
    timed: bool = False
    done: bool = False
    told: bool = False
    heard: bool = False


def find_raw(plain: str, spans: list[tuple[int, int]], ahead_at: list[int]) -> list[Raw]:
    """Return every action named that is not refused or denied, in order; `ahead_at` are places of times to come."""
    found: list[Raw] = []
    for kind, match in _SCAN.named(plain):
        low = clause_start(spans, match.start())
        before = plain[max(low, match.start() - _BACK) : match.start()]
        after = plain[match.end() : match.end() + 6]
        said = match[0]
        if _NOT.search(before) or _TOLD_OFF.match(after) or _names_none(before, said):
            continue
        if kind == "会议" and _AMONG.match(after) and _THEIRS.search(before):
            continue
        timed = bisect_left(ahead_at, low) < bisect_left(ahead_at, match.end())
        ahead = bool(_AHEAD.search(before)) or bool(_AHEAD.match(match[0]))
        done = bool(_DONE_AFTER.match(after)) or bool(
            compiled(r"了|已|过(?!去|来|一|会|条|审)").search(_AGREED.sub("", said))
        )
        done = done and not said.endswith(("可以签", "能签"))
        told = not timed and bool(_DONE_BEFORE.search(before)) and not compiled(r"[让叫要约定]").search(before[-6:])
        found.append(Raw(match.start(), match.end(), kind, ahead, timed, done, told))
    return found


def own_meeting(plain: str, *, customer: bool) -> tuple[int, int]:
    """Return where a message speaks of a meeting to which nobody of us is asked (他们下个月开会定), empty for none."""
    met = _OWN_MEETING.search(plain)
    if met is None or (met[0].startswith("我") and not customer):
        return 0, 0
    if _WITH_US.search(plain, 0, met.start()) or _ASKED_IN.search(plain, met.end()):
        return 0, 0
    return met.span()


def among_themselves(plain: str, start: int, end: int) -> bool:
    """Tell whether a clause says that they meet to talk it over without us (客户说下周三开会讨论)."""
    met = _MEET.search(plain, start, end)
    return bool(met and _AMONG.match(plain, met.end()) and _THEIRS.search(plain, start, met.start()))
