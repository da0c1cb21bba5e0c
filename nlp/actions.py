"""What is to be done next: a short phrase of the text, its kind, and whether it is still ahead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.lexicon import phrases
from nlp.openings import Opened

_OBJ = r"[^,。;\s]"
KINDS: tuple[tuple[str, str], ...] = (
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
_SCAN = Opened("|".join(f"(?P<k{at}>{pattern})" for at, (_, pattern) in enumerate(KINDS)))
_AGREED = re.compile(r"(?:约|定|好|答应|同意|说|安排|为|除)了")
_DONE_BEFORE = re.compile(phrases("actions", "done_before"))
_DONE_AFTER = re.compile(
    r"^[^,。;\s]{0,2}?(?:了(?![吧吗])|过(?!去|来|条|程|会|一)了?|完了?|好了|结束|成功|通过|没问题|合格)"
)
_AHEAD = re.compile(phrases("actions", "ahead"))
_NOT = re.compile(phrases("actions", "not"))


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: its span in the plain text, its kind, and whether it lies ahead (0..1)."""

    start: int
    end: int
    kind: str
    weight: float


def find_actions(plain: str, spans: list[tuple[int, int]], ahead_at: list[int]) -> list[Action]:
    """Return the actions that are not done, refused or denied, in order; `ahead_at` are places of times to come."""
    found: list[Action] = []
    for match in _SCAN.finditer(plain):
        if match.end() == match.start():
            continue
        kind = KINDS[int((match.lastgroup or "k0")[1:])][0]
        low = max((start for start, _ in spans if start <= match.start()), default=0)
        before, after = plain[low : match.start()], plain[match.end() : match.end() + 6]
        if _NOT.search(before) or re.match(r"(?:取消|作废|免了|不用了|算了)", after):
            continue
        timed = any(low <= place < match.end() for place in ahead_at)
        ahead = timed or bool(_AHEAD.search(before)) or bool(_AHEAD.match(match[0]))
        done = bool(_DONE_AFTER.match(after)) or bool(
            re.search(r"了|已|过(?!去|来|一|会|条|审)", _AGREED.sub("", match[0]))
        )
        told = not timed and _DONE_BEFORE.search(before) and not re.search(r"[让叫要约定]", before[-6:])
        if done or (told and not ahead):
            continue
        if (
            kind == "测试"
            and not done
            and re.search(phrases("actions", "find_actions"), before)
            and not re.search(r"安排|约|开通|准备|做", before + match[0])
        ):
            continue
        found.append(Action(match.start(), match.end(), kind, 0.8 if ahead else 0.4))
    return found
