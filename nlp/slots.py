"""Places in a sentence where a firm's name stands: before a person, a function, 那边, or after a verb of visiting."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from nlp.lexicon import either, wordset
from nlp.naming import believable, find_places, left_edge, right_edge, tidy
from nlp.span import Span, covered
from nlp.tokens import Tokens

_HAN = "\u4e00-\u9fff"
_FILLER = re.compile(r"(?:的|那边的?|这边的?|那里的?|这里的?|家的?|他们家?的?|她们|那个|这个|就是|嘛|啊|呢|呀|一个|负责[\u4e00-\u9fff]{2,4}的| |,(?=他们|那个)){0,5}$")
_AFTER_NAME = re.compile(
    r"那边|这边|那个(?=case|项目|单子|客户|合同|事|老板|人)|那家|他们家|他们(?=[要想说的采那])|的(?:那个|这个)?(?:大?单子?|项目|合同|PO|case|需求|订单|老板|人(?=[,。说要想问])|方案|演示|报价|样品|事|标|尾款|回款|货|客户|预算|量|价格|交期|账期|招标|线索|商机|联系人|负责人|对接人|拜访|回款)|(?<=[\u4e00-\u9fffA-Za-z])(?:来电|询价|询盘|来询价|来咨询|要求报价|下单|签约|想要|想上|想买|想换|想做|想了解|想试|要上|要采购|要买|要换|打算|准备|计划|需要|有意向|有兴趣|对我们|对咱们|觉得|嫌|反馈|说不|说要|那单|这单|那个单|招标|投标|项目|合同|签了|签下|已经?(?:签|报|付|确认|同意|试|收)|今年|明年|年底|又|也在|在(?:看|比|选|找|问|用|考虑|招)|要(?:一批|[\d一二两三四五六七八九十几百]+[台套个件片吨箱支米条只])|预算|采购(?:量|额)|最近|目前|现在|对接人|联系人|负责人|不(?:做|要|合作|买|考虑|续)了?)"
)
_BEFORE_NAME = re.compile(
    r"(?:拜访|走访|回访|陪访|复访|初访|面访)(?:了|过|完|一下|下)?|(?:去了?|跑了?|到了?|飞了?)(?:一?趟|一下)|去了|跑了|到访|联系(?:了|上了?|到了?|过|一下)|跟进(?:了|一下|下)?|对接(?:了|上|到|过)?|约(?:了|好了?|到了?)|见(?:了|到了?)|谈(?:了|完|下来?|妥)了?|签(?:了|下|约|订)了?|拿下了?|搞定了?|接触(?:了|到|过)?|开发(?:了|出)?|(?:跟|和|与|给|找|向|在|从|去|到|对|帮|陪)|客户(?:是|叫|还是)?|(?:新增|录入?|登记|添加|补录|新建)(?:了|一下|一个|个|一家)?(?:新?客户|线索)?|关于|主要是|单位是?|来自|就职于|(?:visit(?:ed)?|met(?: with)?|call(?:ed)?(?: with)?|from|at|with|of|for|@|to)\s"
)
_SKIP = re.compile(r"(?:那个|这个|就是|嗯|呃|一家|一个|新的?|老)+")
_SOFT = re.compile(r"(?:跟|和|与|给|找|向|在|从|去|到|对|帮|陪)$")
_SOFT_END = re.compile(
    r"(?:那边|这边|的|采购|签|聊|谈|沟通|通了?|确认|开会|开了|见|对|约|碰|交流|做|合作|打|发|报|寄|送|演示|拜访|,|$|[。;!\s]|技术|老板|负责|看|参观|吃|谈|总部|现场|说|要|讲|试|装|签)"
)
_PLACED = re.compile(r"(?:的|那边|这边|想|要|询价|来|已|说|采购|$|[\s,。;:!?()/\d]|需要|准备|打算|在|对|有|联系|找|和|报|签|下|今|明|预|老|新|也|又|最|不|嫌|觉|反|那|他|客|招|投)")


@cache
def functions() -> re.Pattern[str]:
    """Return the pattern of functions and departments."""
    return re.compile(either(wordset("functions") | wordset("departments")))


def _function_before(plain: str, anchor: Span) -> bool:
    """Tell whether a function stands before the person; the function is then the better anchor."""
    window = plain[max(0, anchor.start - 10) : anchor.start]
    return anchor.rule != "function" and any(match.end() >= len(window) - 1 for match in functions().finditer(window))


def before_people(plain: str, tokens: Tokens, people: list[Span], taken: list[Span], low_of: Callable[[int], int]) -> list[Span]:
    """Return names right before a person, a function or a department."""
    roles = [Span(m.start(), m.end(), m[0], "function") for m in functions().finditer(plain) if not covered(people, *m.span())]
    found: list[Span] = []
    for anchor in people + roles:
        if _function_before(plain, anchor):
            continue
        window = max(0, anchor.start - 12)
        tail = _FILLER.search(plain, window, anchor.start)
        end = tail.start() if tail else anchor.start
        found += _ending_at(plain, end, tokens, taken + people, low_of, 0.82 if end < anchor.start else 0.78)
    return found


def before_words(plain: str, tokens: Tokens, people: list[Span], taken: list[Span], low_of: Callable[[int], int]) -> list[Span]:
    """Return names right before 那边, 的项目, 想要 and their kin."""
    found: list[Span] = []
    for match in _AFTER_NAME.finditer(plain):
        if not covered(people, match.start() - 1, match.start()):
            score = 0.76 if match[0][0] in "那这的他" else 0.66
            found += _ending_at(plain, match.start(), tokens, taken + people, low_of, score)
    return found


def _ending_at(plain: str, end: int, tokens: Tokens, taken: list[Span], low_of: Callable[[int], int], score: float) -> list[Span]:
    start = left_edge(plain, end, low_of(max(0, end - 1)), tokens, taken)
    start, end = tidy(plain, start, end, tokens)
    word = plain[start:end]
    return [Span(start, end, word, "slot", score)] if believable(word, tokens, start, end) else []


def after_verbs(plain: str, tokens: Tokens, people: list[Span], taken: list[Span]) -> list[Span]:
    """Return names right after a verb of visiting, calling or signing."""
    found: list[Span] = []
    busy = people + taken
    for match in _BEFORE_NAME.finditer(plain):
        filler = _SKIP.match(plain, match.end())
        start = filler.end() if filler else match.end()
        placed = next((e for s, e in find_places(plain[start : start + 8]) if s == 0 and plain.startswith("的", start + e)), 0)
        start += placed + 1 if placed else 0
        if covered(busy, start, start + 1):
            continue
        low, high = start, min([len(plain), start + 18, *(span.start for span in busy if span.start > start)])
        end = right_edge(plain, start, high, tokens)
        start, end = tidy(plain, low, end, tokens)
        word = plain[start:end]
        soft = bool(_SOFT.search(match[0]))
        if believable(word, tokens, start, end) and (not soft or _SOFT_END.match(plain, end) or end in {s.start for s in busy}):
            found.append(Span(start, end, word, "verb_slot", 0.66 if soft else 0.74))
    return found


_ENGLISH_SLOT = re.compile(
    r"(?:(?:visit(?:ed)?|met(?: with)?|called|from|at|with|of|for|@|to|join(?:ed)?)\s|(?:公司|客户)(?:是|叫|名|:)?\s?|(?:拜访|联系|跟进|跟|和|给|去|约)(?:了|一下)?\s?)(?P<n>[A-Z][A-Za-z0-9&']*(?:(?: & |[ \-])[A-Z][A-Za-z0-9&']+){0,3})",
    re.IGNORECASE | re.ASCII,
)


def english(plain: str, people: list[Span]) -> list[Span]:
    """Return capitalised names right after from, at, 公司, 拜访 and their kin."""
    found: list[Span] = []
    for match in _ENGLISH_SLOT.finditer(plain):
        word, start = match["n"], match.start("n")
        while word and not word.split(" ")[-1][:1].isupper() and " " in word:
            word = word.rsplit(" ", 1)[0]
        while " " in word and word.rsplit(" ", 1)[1] in wordset("english_words"):
            word = word.rsplit(" ", 1)[0]
        if word[:1].isupper() and not covered(people, start, start + len(word)) and word.split(" ")[0] not in wordset("english_words") and len(word) >= 2:
            found.append(Span(start, start + len(word), word, "english_slot", 0.8))
    return found


def after_places(plain: str, tokens: Tokens, people: list[Span], taken: list[Span]) -> list[Span]:
    """Return a place with two to six more characters, before a clear edge (佛山东鹏, 中山华帝)."""
    found: list[Span] = []
    busy = people + taken
    for start, stop in find_places(plain):
        if covered(busy, start, stop) or not tokens.edge(start) or (found and start < found[-1].end):
            continue
        high = min([len(plain), start + 14, *(span.start for span in busy if span.start > start)])
        end = right_edge(plain, start, high, tokens)
        first, end = tidy(plain, start, end, tokens)
        word = plain[first:end]
        if first == start and len(word) > stop - start + 1 and believable(word, tokens, start, end) and (_PLACED.match(plain, end) or end == high):
            found.append(Span(start, end, word, "place", 0.72))
    return found
