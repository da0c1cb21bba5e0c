"""Whose name it is: the prospect, a rival, ourselves, a referrer, a firm only compared with."""

from __future__ import annotations

import re

from nlp.span import Span

_RIVAL_BEFORE = re.compile(
    r"(?:竞品|竞争对手|竞对|对手|友商|同行|别家|现供应商|供应商|供货商|品牌|厂商)(?:主要)?(?:是|有|为|叫|:|那边|包括)?[\s]?$"
    r"|(?:用的?(?:都?是|的)?|用着|在用|用过|使用|采用|买的?是|合作的?(?:是|方)?|选了?|定了?|倾向于?|偏向|考虑|看了?|对比了?|比较了?|接触了?|考察了?|找了?|问了?|谈着?|试了?|测了?|参考|换掉|替换|替代|换成|转向|投靠|输给了?|被|比|相比|PK|pk|vs\.?|VS\.?|versus|than|from|using|对标|迁移自|拿|跟|和|与|同|及|或|或者|还是|以及|还有|像|除了|从|、|,|/)\s?(?:着|了|过|的是|一下)?\s?$"
)
_RIVAL_VERB = re.compile(
    r"(?:现在|目前|之前|以前|一直|原来|原先|在|已经|也|还|同时|正在|都)?(?:用的?(?:都?是|的)?|用着|在用|用过|使用|采用|买的?是|合作的?是|选了?|倾向于?|偏向|对比了?|比较了?|接触了?|考察了?|试了?|换掉|替换|替代|输给了?|也?在?看|也?找了?|[也还]问了?|也?在谈|被|包括|(?:最后|最终)选(?:择)?了?|go(?:es|ing)? with|went with|比起?|相比|PK|pk|[vV][sS]\.?|than|using|对标|compared? (?:to|with)|comparing (?:us )?(?:to|with)|considering|evaluating|talking to|switch(?:ing)? from|currently (?:on|with))\s?(?:过|着|了|下|一下)?\s?$"
)
_RIVAL_AFTER = re.compile(
    r"(?:那边|家|他们|他家|那款|这款|的人|的销售|也)?(?:的)?(?:产品|设备|方案|系统|机器|东西)?(?:的)?(?:报价|报的|报了|报过|报到|才?报|价格|价钱|给的价|给了?[^,。;]{0,8}(?:折|价|便宜|优惠)|更?便宜|更低|更贵|更好|[比要]我们|比你们|在?抢|也在?跟|也在?接触|也报|也在谈|也来|也去|也找|也盯|抢|挖|截|送了样|的合同|合同(?:快)?到期|用得?|用了|用着|对比|比价|做对比|做比较|比一比|比一下|比较|竞争|PK|pk|之间|给(?:的|到)|才(?:要|卖)?\d|也有|也能做|也支持|quote|offer|is cheaper|price)"
)
_OWN_BEFORE = re.compile(r"(?:我们|我司|咱们?|我方|本公司|咱公司|我们公司|我是|这里是|我这边是|这边是|our)(?:公司|集团|是|这边|家|的)?\s?$")
_OWN_AFTER = re.compile(r"(?:的)?(?:销售|客户经理|业务员|BD)(?![部总经])")
_REFER_AFTER = re.compile(r"(?:的)?[\u4e00-\u9fffA-Za-z ]{0,8}?(?:介绍(?:的|过?来|了|给)|推荐(?:的|过?来|了|给)|转介绍|引荐|牵线|帮忙介绍|搭线|referred|introduced)")
_REFER_BEFORE = re.compile(r"(?:介绍人|推荐人|经由?|通过|由|来源|托|referred by|introduced by|intro from|referral from|via)(?:是|:)?\s?$")
_LIKE_BEFORE = re.compile(
    r"(?:像|类似于?|参考|学习?|对标|不如|好比|给|帮|服务过?|做过|案例(?:有|是|包括)?|比如|例如|同行业的?|前东家|之前在|以前在|曾在|原来在|毕业于|前身是|来自)\s?$"
)
_LIKE_AFTER = re.compile(r"(?:那样|一样|这种|那种|的案例|案例|的项目(?:经验|案例)|也在用我们|在用我们|用的我们|也是我们的?客户|做过|那个案例|似的|级别|之类)")
_NEWS_AFTER = re.compile(r"(?:发布|上市|财报|股价|涨停|跌停|裁员|宣布|融资|市值|暴雷)")


def role_of(plain: str, span: Span) -> str:
    """Return prospect, competitor, own, referrer or other for one candidate."""
    before = plain[max(0, span.start - 24) : span.start]
    after = plain[span.end : span.end + 16]
    if _OWN_BEFORE.search(before):
        return "own"
    if _REFER_BEFORE.search(before) or _REFER_AFTER.match(after):
        return "referrer"
    if re.match(r"(?:的)?(?:介绍|推荐)", after):
        return "referrer"
    if re.search(r"(?:竞品|竞争对手|竞对|对手|友商|(?:现|老|原|原有|现有|目前的?|之前的?)供应商)(?:主要)?(?:是|有|为|叫|:|那边|包括|就是)?\s?$", before):
        return "competitor"
    if _RIVAL_VERB.search(before) and not re.search(r"(?:我们|客户|他)?(?:拜访|联系)\s?$", before):
        return "competitor"
    if _RIVAL_AFTER.match(after):
        return "competitor"
    if re.search(r"(?:也|还|正|又)?在(?:跟|和|与|找|看|用|试)\s?$", before) and re.match(r"[^,。;]{0,3}(?:谈|接触|合作|对比|聊|做|[,。;]|$)", after):
        return "competitor"
    if _LIKE_AFTER.match(after) or (re.search(r"参观(?:一下|了)?$", before) and re.match(r"的(?:项目|案例|现场|工厂|产线)", after)):
        return "other"
    if re.search(r"(?:跟|和|与|拿|同)\s?$", before) and re.search(r"^.{0,6}(?:对比|比较|比价|比|PK|竞争)", after):
        return "competitor"
    if re.search(r"(?:给|帮|为)\s?$", before) and re.match(r".{0,6}(?:做过|供过|供货|做的)", after):
        return "other"
    if re.search(r"(?:像|类似于?|前东家|之前在|以前在|曾在|原来在|毕业于|服务过|案例(?:有|是|包括))\s?$", before):
        return "other"
    return "prospect"
