"""The gate of F06: three answers that every follow-up needs, and F08's check of a first contact."""

from __future__ import annotations

import re

SOLVED, NEXT_STEP, PROMISED = "本次解决什么问题", "客户明确下一步动作", "我方承诺交付时间"
QUESTIONS = (("solved", SOLVED), ("next_step", NEXT_STEP), ("promised_time", PROMISED))
FIRST_WAY, FIRST_SUMMARY = "首次联系方式", "首次联系内容摘要"
FIRST_LEAST = 20  # F08, characters

_EMPTY_WORDS = re.compile(
    r"(?:通话|电话|沟通|会议|拜访|联系)?(?:已?结束|完成|完毕)(?:了)?|已?(?:经)?(?:联系|沟通|跟进|通话|拜访|处理|打电话|打过电话)(?:了|过)?"
    r"|暂?无|没有|没|未定|待定|待确认|尽快|再说|再看|看情况|不知道|不清楚|同上|如上|正常|ok|好|好的|嗯|是|无问题",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"解决|处理|讲清|解释|说明|介绍|确认|澄清|回答|答复|演示了|讲解|敲定|谈妥|谈好|沟通了|聊了|对齐|核对|消除|排除|明确了"
)
_OURS = re.compile(r"我们|我方|我司|咱们?|承诺|答应|保证|我(?=[周明后今下本\d])|我(?:来|会|要|去)?(?:给|发|出|交|寄)")
_THEIRS = re.compile(r"(?:客户|对方|甲方|[他她]们)(?:那边|这边)?(?:说|会|要|答应|同意)?(?P<what>.{2,40})$")
_CLAUSE = re.compile(r"[,，。;；!！?？\n]+")


def says_something(text: str) -> bool:
    """Decide whether an answer counts: `通话结束` and `已联系` alone do not (story X20)."""
    bare = re.sub(r"[\s,，。.;；!！?？~、…—\-_]+", "", text)
    return len(bare) >= 2 and _EMPTY_WORDS.fullmatch(bare) is None


def unanswered(solved: str, next_step: str, promised_time: str) -> tuple[str, ...]:
    """Return the labels of the golden questions that are not answered, in order."""
    answers = {SOLVED: solved, NEXT_STEP: next_step, PROMISED: promised_time}
    return tuple(label for label, answer in answers.items() if not says_something(answer))


def solved_part(text: str, next_step: str) -> str:
    """Return the clauses of a note that say what was settled; empty when none does."""
    clauses = [clause.strip() for clause in _CLAUSE.split(text)]
    told = [c for c in clauses if _DONE.search(c) and says_something(c) and not (next_step and next_step in c)]
    return "，".join(told)[:200]


def promise_part(text: str) -> str:
    """Return the clause in which we promise something; the customer's own dates are no promise of ours."""
    return next((clause.strip() for clause in _CLAUSE.split(text) if _OURS.search(clause)), "")


def customer_part(text: str) -> str:
    """Return what the customer is told to do in a clause that begins with them; empty when none does."""
    clauses = (_THEIRS.match(clause.strip()) for clause in _CLAUSE.split(text))
    return next((found["what"] for found in clauses if found is not None), "")


def first_contact_length(summary: str) -> int:
    """Return how many characters of F08's twenty a summary has; blanks do not count."""
    return len(re.sub(r"\s+", "", summary))


def long_enough(summary: str) -> bool:
    """Decide whether a first contact is told in at least twenty characters."""
    return first_contact_length(summary) >= FIRST_LEAST
