"""Names of rivals that no list knows: what stands after 选了, 用的是, 包括 and before 便宜, 的报价."""

from __future__ import annotations

import re

from nlp.naming import believable, left_edge, right_edge, tidy
from nlp.span import Span, covered
from nlp.tokens import Tokens

_BEFORE = re.compile(
    r"(?:竞品|竞争对手|竞对|对手|友商|供应商|品牌)(?:主要|目前)?(?:是|有|为|叫|:|包括|就是)|(?:现在|目前|之前|以前|一直|原来|原先|以往)(?:都|在|是|用|主要)?(?:用的?(?:都?是|的)?|用着|合作的(?:是)?|采购的?是|买的?是?)"
    r"|用的(?:都?是|就是)|在用(?!我们)|用着|(?:最后|最终|已经|还是|后来)?(?:选了|选择了|选的(?:是)?|定了|签给了?|给了|用了)(?!我们)|倾向于?|偏向于?|(?:换成|换掉|替换|替代|取代|转向|输给了?|不如|对标)|(?:也|还|同时|正)?(?:在看|在谈|在接触|在对比|在比较|在试|在测|找了|看了|问了|接触了|考察了|对比了|联系了)"
    r"|被(?=[^,。;]{2,8}(?:抢|截|签|拿|撬|挖))|包括|(?:跟|和|与|拿)(?=[^,。;]{2,10}(?:对比|比较|比价|比一比|PK|pk|竞争|做比))|go(?:es|ing)? with\s|went with\s|compar(?:e|ed|ing)(?: us)? (?:to|with)\s|considering\s|evaluating\s|talking to\s|using\s|switch(?:ing)? (?:from|to)\s|vs\.?\s?|than\s"
)
_AFTER = re.compile(
    r"(?:那边|他们|家)?(?:的)?(?:便宜|更便宜|报价(?:比|更|才|只|低|是|便宜)|报的(?:价|比|才|更)?|报(?:了|价)?(?=\d|[一二三四五六七八九十])|给的?(?:价|报价)|的?价格(?:更|比|低|便宜|才)|更?低(?:\d|[一二三四五六七八九十两])|比(?:我们|咱们|你们)(?:的)?(?:便宜|低|好|快|贵)|已经?(?:送样|报价|进场|中标|试用)|也?在(?:抢|跟|盯|接触)|(?:也)?(?:来|找)(?:过|了)|(?:的)?合同(?:快|下|年|明)?[^,。;]{0,4}到期|(?:is|was|offers?|quoted) (?:cheaper|a lower|lower|\d))"
)
_MORE = re.compile(r"\s?(?:和|跟|与|及|以及|还有|、|,|/|或|或者|and|&)\s?")


def find_rivals(plain: str, tokens: Tokens, taken: list[Span], firms: list[Span], spans: list[tuple[int, int]]) -> list[Span]:
    """Return names that only their place in the sentence shows as rivals."""
    found: list[Span] = []

    def keep(start: int, end: int) -> Span | None:
        first, last = tidy(plain, start, end, tokens)
        word = plain[first:last]
        if covered(taken, first, last) or covered(found, first, last) or len(word) > 10 or not believable(word, tokens, first, last):
            return None
        if any(f.start < last and first < f.end and f.rule in {"brand", "ending", "book_company", "position", "label"} for f in firms):
            return None
        found.append(Span(first, last, word, "rival_slot", 0.75, "competitor"))
        return found[-1]

    for match in _BEFORE.finditer(plain):
        at: int | None = match.end()
        for _ in range(4):
            if at is None:
                break
            end = right_edge(plain, at, min(len(plain), at + 14), tokens)
            end = min([end, *(m.start() + at for m in [_MORE.search(plain[at:end])] if m and m.start() >= 2)])
            kept = keep(at, end)
            known = next((f for f in firms if f.start == at), None)
            stop = kept.end if kept else known.end if known else None
            more = _MORE.match(plain, stop) if stop else None
            at = more.end() if more else None
    for match in _AFTER.finditer(plain):
        low = max((start for start, _ in spans if start <= max(0, match.start() - 1)), default=0)
        if match.start() > low:
            keep(left_edge(plain, match.start(), low, tokens, taken), match.start())
    return found
