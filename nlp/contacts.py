"""People of the customer's side with what belongs to them: function, phone, mail, WeChat."""

from __future__ import annotations

import re
from functools import cache

from nlp.ids import SAME_NUMBER
from nlp.lexicon import either, lines, wordset
from nlp.reading import ContactRead
from nlp.scan import Scan
from nlp.span import Span

_OWN = re.compile(r"(?:我们(?:公司|部门|这边|团队|家)?的?|我司的?|咱们?(?:公司|部门|家)?的?|我(?:们)?(?:同事|领导|老板|主管|徒弟|师傅)|同事|本公司的?|让|叫上|派|安排|请|抄送|陪(?:着|同)?|转给|交给|@|汇报给|跟领导|我是|我叫|our (?:\w+ )?)\s?$")
_LEFT = re.compile(r"(?:[^,。;]{0,6})?(?:已经|已|刚|上个月|上周|前阵子|去年|年初|月初|早就|都)?(?:换人了?|离职|辞职|跳槽|走了|退休|调走|调岗|不在(?:那|这|公司|他们)|不干了|不负责|被裁|被开|离开)")
_FORMER = re.compile(r"(?:以前|之前|原来|原先|此前|过去)(?:一直)?(?:是|找|对接的?(?:是)?|联系的?(?:是)?)\s?$|(?:原来的?|之前的?|以前的?|前任|上一任|原|前)(?:那个)?(?:采购|技术|对接人?|负责人|经理|总监|联系人|老板|[\u4e00-\u9fff]{2,4}(?:经理|总监|主管))的?(?:是)?\s?$")
_REFERRED = re.compile(r"(?:[^,。;]{0,4}?)(?:介绍(?:的|过来|来的|给我|我?认识|了(?:一个|个)?)|推荐(?:的|过来|来的|给我|了)|转介绍|引荐|牵(?:的)?线|referred|introduced)")
_REFER_BEFORE = re.compile(r"(?:介绍人|推荐人|经由?|通过|托|由|来源|referred by|introduced by|via|thanks to)(?:是|:|老客户|朋友)?\s?$")
_RIVAL_STAFF = re.compile(r"(?:的)?(?:销售|业务员?|客户经理)\s?$")


_FIELD = "采购|技术|研发|工程|设备|质量|品质|生产|制造|工艺|运营|市场|营销|销售|财务|行政|人事|信息|IT|物流|仓储|供应链|计划|项目|产品|电商|商务|客服|法务|安环|基建|后勤|采供|电气|机械|结构|硬件|软件|测试|运维|数字化|品牌|外贸|战略|投资|审计|医务|护理|教务|科研|实验室|检验|器械|药剂|招商|渠道|算法|数据|厂务|资材|管理|综合"
_RANK = "总监|副总监|经理|副经理|主管|部长|副部长|主任|副主任|负责人|专员|助理|工程师|总工|组长|科长|副科长|处长|副处长|副总|总经理|员|班长|课长|主办|顾问|老大|对接人|带头人|一把手|总"
ROLE = (
    rf"(?:(?:{_FIELD})(?:部门?|科|处|中心|组|线)?(?:{_RANK})|(?:{either(wordset('functions') | wordset('departments'))}){{1,3}})"
)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?P<title>{ROLE})(?:的|那边的?|岗?位?的?|负责人|[ ,:(\-/]{{0,2}}|是|叫)$")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?:[ ,(/\-:]{{0,2}}|是(?:[^,。;]{{1,10}}?的|他们|她们|那边|公司|我们的|对方)?|,?(?:他|她)?(?:是|担任|任|做|管|负责|主管)(?:他们|公司|那边)?(?:的)?|那边的?|的)(?P<title>{ROLE})(?![\u4e00-\u9fff]?(?:合同|价格|金额|部门说|订单|需求|计划(?!部)|量|单价|清单|参数|方案|资料|文档|协议|交流|问题|指标|要求|支持(?!经理)|报价|样品|周期|流程|预算|成本|下|一|了|的))")


@cache
def _english_title() -> re.Pattern[str]:
    titles = "|".join(sorted((line.replace("&", "&").replace("-", "[- ]?") for line in lines("english_functions")), key=len, reverse=True))
    return re.compile(rf"(?:(?:采购|技术|产品|项目|市场|运营|销售|财务|供应链|质量|研发) ?)?\b(?:(?:S?VP|Director|Head|Manager|Chief) of [A-Z][A-Za-z&]+|{titles})\b", re.I | re.A)


def sided(seen: Scan, rivals: list[Span]) -> list[Span]:
    """Return the people who stand on the customer's side, in order."""
    return [person for person in seen.people if _belongs(seen.plain, person, rivals)]


def _belongs(plain: str, person: Span, rivals: list[Span]) -> bool:
    """Tell whether a person is neither ours, nor gone, nor a referrer, nor a rival's."""
    before = plain[max(0, person.start - 12) : person.start]
    after = plain[person.end : person.end + 14]
    clause = re.split(r"[,。;!?\n]", before)[-1]
    if _OWN.search(clause) and not re.search(r"(?:客户|对方|他们)(?:让|叫|安排|派)\s?$", clause):
        return bool(re.search(r"(?:邀|约)请\s?$", clause))
    if re.search(r"(?:不是|不叫|并非)\s?$", clause) or re.match(r"[, ]{0,2}(?:你(?!们|说)|帮我|帮忙|麻烦你|请你|去把|记得)", after):
        return False
    if re.search(r"(?:我|我们)(?:刚|今天|上午|下午)?(?:和|跟|与|带着?|陪着?|同)\s?$", clause) and re.match(r"(?:一起|一块|一同|两个人|去|过去|俩)", after):
        return False
    if _LEFT.match(re.split(r"[,。;!?\n]", after)[0]) and not re.match(r"(?:那边|他们|公司)", after):
        return False
    if _FORMER.search(clause) or _REFERRED.match(after) or _REFER_BEFORE.search(clause):
        return False
    if any(0 <= person.start - rival.end <= 6 and re.fullmatch(r"(?:那边|家|他们)?的?(?:销售|业务员?|客户经理|销售总监|BD)?的?", plain[rival.end : person.start]) for rival in rivals):
        return False
    return not re.match(r"(?:\((?:我们|我司|销售|同事)|(?:是)?我们(?:公司|这边)?的(?!客户|联系|对接)|是我(?:们)?(?:同事|领导|老板)|,?我们的销售)", after)


def title_of(plain: str, person: Span, low: int, high: int) -> tuple[int, int] | None:
    """Return the span of the function said beside a person."""
    base = max(low, person.start - 24)
    before = plain[base : person.start]
    found = _before().search(before)
    if found and not re.search(r"(?:去|负责|给|做|发|要|安排|准备|提供|关于)$", before[: found.start("title")]):
        return base + found.start("title"), base + found.end("title")
    english = list(_english_title().finditer(before))
    if english and re.fullmatch(r"[ ,:\-]*(?:叫|是|的|named|is|called|name is)?[ ]*", before[english[-1].end() :]):
        return base + english[-1].start(), base + english[-1].end()
    tail = plain[person.end : high]
    found = _after().match(tail)
    if found:
        return person.end + found.start("title"), person.end + found.end("title")
    match = re.match(r"[^.;。]{0,30}?,? ?\b(?:he|she)(?:'s| is) (?:the |their |a |our )?", tail) or re.match(r"\s?[,(\-/]?\s?(?:is |- |is the |the |our |he'?s the |she'?s the |he is the |she is the |their )?", tail)
    spoken = _english_title().match(tail, match.end()) if match else None
    return (person.end + spoken.start(), person.end + spoken.end()) if spoken else None


def join(seen: Scan, persons: list[Span], plain: str) -> list[tuple[ContactRead, Span | None]]:
    """Return one contact for each person, with the numbers nearest to it; loose numbers make nameless contacts.

    `plain` is the text with the firms' names blanked.
    """
    merged = _same(persons)
    rows = [{"name": seen.text.source(p.start, p.end), "title": "", "phone": "", "email": "", "wechat": ""} for p in merged]
    for at, person in enumerate(merged):
        high = merged[at + 1].start if at + 1 < len(merged) else len(plain)
        low = merged[at - 1].end if at else 0
        title = title_of(plain, person, low, min(high, person.end + 64))
        rows[at]["title"] = seen.text.source(*title) if title else ""
    spare: list[dict[str, str]] = []
    for kind, spans in (("phone", seen.phones), ("email", seen.emails), ("wechat", seen.wechats)):
        for span in spans:
            row = _owner(plain, span, merged, rows, kind)
            if row is None:
                row = next((r for r in spare if not r[kind]), None)
                if row is None and not merged:
                    row = {"name": "", "title": "", "phone": "", "email": "", "wechat": ""}
                    spare.append(row)
            if row is not None and not row[kind]:
                row[kind] = span.value
    for same in SAME_NUMBER.finditer(plain):
        before = [(span, row) for span in seen.phones for row in rows + spare if row["phone"] == span.value]
        near = min(before, key=lambda pair: abs(pair[0].end - same.start()), default=None)
        if near and not near[1]["wechat"] and not near[1]["phone"].startswith(("0", "4")):
            near[1]["wechat"] = near[1]["phone"]
    return [(ContactRead(**row), merged[at]) for at, row in enumerate(rows)] + [(ContactRead(**row), None) for row in spare]


def _same(persons: list[Span]) -> list[Span]:
    """Return persons without repetitions; 王总 after 王磊 is the same person."""
    kept: list[Span] = []
    for person in persons:
        if any(person.value == other.value for other in kept):
            continue
        short = person.rule in {"surname_address", "casual_address"}
        surname = person.value.lstrip("老小阿大")[:1]
        if short and any(other.rule == "full_name" and other.value[0] == surname for other in persons):
            continue
        kept.append(person)
    return kept


def _owner(plain: str, span: Span, persons: list[Span], rows: list[dict[str, str]], kind: str) -> dict[str, str] | None:
    """Return the row of the person whom a number belongs to: the nearest before it, else the nearest after."""
    before = [at for at, person in enumerate(persons) if person.end <= span.start and not rows[at][kind]]
    after = [at for at, person in enumerate(persons) if person.start >= span.end and not rows[at][kind]]
    if before and after:
        gap = plain[persons[before[-1]].end : span.start]
        ahead = plain[span.end : persons[after[0]].start]
        if len(ahead) <= 2 and "\n" not in ahead and len(gap) > 6 and re.search(r"[,。;\n]", gap):
            return rows[after[0]]
    if before:
        return rows[before[-1]]
    return rows[after[0]] if after else None
