"""Which of the six stages a text proves: the highest reached, or an explicit loss."""

from __future__ import annotations

import re

STAGES = ("初步接触", "需求确认", "方案沟通", "报价中", "已签约")
LOST = "已流失"
_NOT = r"(?<!没)(?<!未)(?<!不)(?<!没有)(?<!还没)(?<!尚未)"
_EVIDENCE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("已签约", re.compile(r"(?:已经?|刚刚?|今天|昨天|上周|正式|终于|成功)[^,。;]{0,6}?(?:签了|签约|签下|签完|签合同|成交|拿下)|合同(?:已经?|刚)?(?:签了|签好|签完|签下|签订|盖章|盖好|生效|回传|签回)|签(?:了|下)(?:[^,。;]{0,8}?)(?:合同|单|协议|订单)|(?:已|已经)(?:付|打)(?:了)?(?:定金|款|预付|首付)|(?:定金|首付款|预付款|款)(?:已经?|刚|都)?(?:到账|付了|打了|到了|收到)|下单了|下了(?:正式)?(?:单|订单)|签单了?|成交了|拿下了|已签约|已成交|签约成功|signed (?:the )?contract|contract (?:is )?signed|deal closed|closed won")),
    ("报价中", re.compile(rf"(?:我们?|我司|咱们?|已经?|刚刚?|昨天|上周|之前|前天|今天)[^,。;]{{0,6}}?{_NOT}(?:报了|报过|报价了|发了报价|报的|给了报价|出了报价|报价发|报价已|报到)|报价(?:单)?(?:已经?|刚)?(?:发|给|提交|出)(?:了|过|给)|给(?:他|她|客户|他们|对方)?[^,。;]{{0,4}}报(?:了|过)|报了[\d一二三四五六七八九十两几]|(?:报价|价格|价钱|我们的?价|单价)(?:[^,。;]{{0,6}})(?:太高|偏高|贵|高了|有点高|谈|再谈|磨|砍|降|优惠|便宜|下浮|压|折)|讨价还价|砍价|压价|还价|议价|谈价|价格谈判|(?:商务|价格|合同|付款)(?:条款|方式|条件|谈判|细节)(?:[^,。;]{{0,6}})(?:谈|磨|沟通|分歧|确认|争议|讨论|改|有意见|敲)|(?:谈|磨|抠|敲定|讨论|审|过|改)(?:[^,。;]{{0,4}})(?:合同|条款|账期|付款方式|价格)|合同(?:在|正在|已经?)?(?:走|审|评审|法务|拟|修改|流程)|投标|中标|打(?:个)?折|再便宜|便宜点|降价|优惠点|(?:能不能|能否|再|要求|希望)[^,。;]{{0,6}}(?:降|便宜|优惠|少)|账期(?:要|能|谈|希望|想)|quoted|our quote|negotiat|discount|sent (?:the |a )?quot")),
    ("方案沟通", re.compile(r"方案(?!商)|演示|demo|DEMO|Demo|样机|样品|打样|寄样|送样|试用|试产|试跑|试点|POC|poc|PoC|测试|试机|技术交流|选型|体验|看样|proposal|sample|trial|pilot|presentation|小批量|联调|试运行|部署|试一下|试试|先跑")),
    ("需求确认", re.compile(r"报价|询价|参数|对比|资料|需求|需要|想要|想买|想找|想上|想做|想换|想采购|要(?:一批|采购|上|买|订|做|换|[\d一二三四五六七八九十两几百千]+[台套个件片吨箱支米条])|采购|预算|打算|计划(?:上|采购|买|换|做|明年)|准备(?:上|采购|买|换|做)|规格|型号|咨询|了解(?:一?下)?(?:价格|产品|我们)|感兴趣|有兴趣|招标|立项|扩产|新产线|新厂|need|want|looking for|interested|requirement|quot|spec|price")),
)
_LOST = re.compile(r"(?:丢单|丢了(?!客户名单)|黄了|没戏|凉了|输了|输给|流失|不做了|不买了|不合作|不考虑(?:我们|了)|终止合作|取消(?:了)?(?:项目|采购|合作)|项目(?:取消|黄|停|砍|终止)|(?:选|定|签|给|用)了(?:别家|别人|竞品|对手|其他家|友商|另一家)|被(?:别人|对手|竞品|友商|[\u4e00-\u9fffA-Za-z]{2,6})(?:抢|拿下|截|签)|明确(?:拒绝|不)|不需要了|没需求了|婉拒|拒绝了?(?:我们|合作)|lost (?:the )?deal|went with|closed lost|chose (?:another|a competitor)|签给了|跟(?:别家|别人|对手|[\u4e00-\u9fff]{2,5})签了|已流失)")
_NOT_LOST = re.compile(r"(?:没|没有|不会|别|怕|担心|差点|险些|避免|可能|会不会|要是|如果)[^,。;]{0,4}$")


def find_stage(plain: str, *, lead: bool = True) -> tuple[str, tuple[int, int] | None]:
    """Return (stage, span of the proof); 初步接触 with no span when nothing more is proved."""
    for lost in _LOST.finditer(plain):
        if not _NOT_LOST.search(plain[max(0, lost.start() - 6) : lost.start()]):
            return LOST, lost.span()
    for stage, pattern in _EVIDENCE:
        for match in pattern.finditer(plain):
            before = plain[max(0, match.start() - 4) : match.start()]
            if re.search(r"(?:没有?|不|未|别|暂不|无)(?:再|要|用|需要?)?$", before):
                continue
            if stage == "已签约" and re.search(r"(?:准备|打算|要|想|争取|计划|等|后再|可以|就|前|才|能|快|待)[^,。;]{0,3}$", before):
                continue
            return stage, match.span()
    return STAGES[0], None
