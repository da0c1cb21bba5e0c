"""What is to be done next: a short phrase of the text, its kind, and whether it is still ahead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.span import Span

_OBJ = r"[^,。;\s]"
KINDS: tuple[tuple[str, str], ...] = (
    ("合同", rf"(?:过去|去|来|上门)签(?![到收])|签字|(?:可以|能|就)签|(?:NDA|MOU|协议){_OBJ}{{0,4}}?签|签(?:个|下|订|一下)?(?:正式|框架|采购|保密|战略)?(?:合同|协议|单(?!子?据))|签约|走(?:一下)?合同|(?:发|寄|拟|出|给|准备|审|过|改|盖|敲定|定|回传|补|起草|确认|谈|看)(?:一?[份下版])?(?:一?个)?(?:{_OBJ}{{0,4}})(?:合同|协议|章)|(?:合同|协议){_OBJ}{{0,8}}?(?:走|发|寄|盖|签|审|回传|给|走|定|过|改)|合同(?:条款|流程|评审|审批)|用印|sign(?:ing)? (?:the )?contract|send (?:the )?contract|contract review"),
    ("付款", rf"(?:付|打|回|收|催|结|支付|转)(?:一下|清|了)?(?:{_OBJ}{{0,5}}?)(?:款|定金|首付|尾款|预付|货款|余款)|(?:尾款|余款|首付款?|款项|货款|定金|预付款?|进度款){_OBJ}{{0,8}}?(?:付|打|结|到账|安排)|付款|打款|回款|转账|开(?:一?下|个|张)?(?:发|专|增值税)?票|对账|payment|invoice"),
    ("演示", rf"样机{_OBJ}{{0,4}}?带(?:过去|来|上|到)|(?:带|拿)(?:上|着)?样机|(?:看|参观|体验)(?:一下|下|看)?(?:我们的?)?(?:样机|demo|DEMO|Demo|演示|产品演示|样板间?|展厅|实机|真机|设备演示|系统演示)|(?:(?:做|安排|约|来|搞|开|预约|再|book|schedule|set up|arrange|去)(?:一?[次个场下])?{_OBJ}{{0,6}}?)?(?:演示|demo|DEMO|Demo|路演|宣讲)(?!文稿|文件|稿)(?:一下|一次|会)?|讲(?:一?下|解|讲)?(?:一下)?(?:产品|解决)?方案|方案讲解|方案汇报|presentation|show (?:the )?product|walkthrough"),
    ("寄样", rf"(?:寄|送|发|拿|给|带|邮|补|提供|打|做|出|要|准备)(?!的)(?:一?[些点批份个套片下]|[两二三四五六七八九十几\d]+[个套片件份台颗支米块])?(?:{_OBJ}{{0,5}}?)(?:样品|样片|样件|样板(?!间)|小样|色卡|样机(?:过去|给)?|样(?=[,。;!\s给过到]|$))|(?:样品|样件|样机|小样|样){_OBJ}{{0,8}}?(?:寄|发|送|快递)(?!的)|寄样|送样|打样|发样|寄(?:过去|给|到|出)|(?:send|ship|provide|prepare)(?: \w+){{0,3}} samples?|samples? {_OBJ}{{0,6}}ship"),
    ("测试", rf"(?:(?:做|安排|开始|上|跑|进行|搞|约|配合|现场|完成)(?:一?[次个轮下])?{_OBJ}{{0,5}}?)?(?:测试|试用|试机|试产|试跑|试点|试运行|试装|联调|POC|poc|PoC|压测|小批量)(?!账号|报告|数据|通过|合格|结果|没问题|期|版)|上机|试吃|proof of concept|开(?:通|个){_OBJ}{{0,4}}(?:账号|帐号)|(?:测试|试用)(?:账号|帐号)|trial|pilot|run a test|testing"),
    ("报价", rf"(?:(?:给|出|发|做|更新|重新|再|要|提供|核|等|确认|递|改|调|拿|send|submit|revise)(?:{_OBJ}{{0,6}}?))?(?:报价单|报价(?!太|偏|有点|高|贵|低)|报个价|价格表|新价格|阶梯价|底价|报一[下版个]|出个?价|核价|标书|最终价|优惠方案)|再报(?:一?[版次下])?|(?:递|投)标|quot(?:e|ation)|pricing|price list"),
    ("发资料", rf"(?:抓紧|尽快|先)?报方案|补(?:一?[份个])(?:给|过)|(?:report|文件|材料|说明){_OBJ}{{0,4}}?发(?!现)|(?:发|给|寄|传|交|提供|准备|整理|补充?|出|写|更新|完善|提交|递交|分享|转|带|邮|做|拿|要)(?:一?[些点份下套个版])?(?:{_OBJ}{{0,10}}?)(?:资料|方案|参数|规格书?|画册|手册|案例|白皮书|彩页|文档|说明书|图纸|目录|选型表|对比表|清单|PPT|ppt|资质|证书|报告|数据|技术文件|产品介绍|简介|邮件|型录|纪要|链接|视频|datasheet|spec|catalog|brochure|proposal|deck|materials?)|(?:资料|方案|参数|规格书|画册|手册|案例|白皮书|彩页|文档|图纸|目录|清单|PPT|ppt|资质|证书|报告|数据){_OBJ}{{0,8}}?(?:发(?!现|展)|寄|传给|转给|整理|准备)(?!的)|send (?:\w+ ){{0,3}}(?:spec|datasheet|catalog|brochure|proposal|deck|materials?|info|docs?|case)|(?<=[\u4e00-\u9fff])发(?:给|到)?[他她](?:邮箱|微信)?(?=[,。;!\s]|$)"),
    ("会议", rf"(?:开|约|参加|组织|安排|拉|进行|订|定|做)(?:一?[个次场下])?(?:{_OBJ}{{0,12}}?)(?:会议|视频会|线上会|电话会|评审会?|研讨会|交流会|碰头会|启动会|技术交流|技术对接|例会|(?<![展机社])会(?![员展的场议说把给让]))|视频会议?|电话会议?|线上会议?|腾讯会议|技术交流|线上(?:沟通|交流|聊|对一下|过一下|会)|碰(?:一?下|个)?头|碰一下|碰个面|对一下|评审|开会|过一遍|meeting|Zoom|zoom|Teams"),
    ("电话", r"(?:打|回|通|约|去|再|给)(?:一?[个通次下])?(?:[^,。;\s]{0,6}?)(?:电话)|再找[他她我]|找(?:他|她)(?=[,。;!\s聊谈要]|$)|致电|电联|电话(?:沟通|联系|跟进|回访|确认|聊|会?再)|回电|回个?话|回拨|再(?:次)?(?:联系|联络|聊|沟通|跟进|问|打|催)|联系(?:一?下|他|她|我们?|客户)|(?<!的)跟进(?:一?下|他|她)?(?!得|情况|记录|了)|回复(?:他|她|客户|一下)|回访|\bcall(?! me the|ed)|follow(?:\s|-)?up"),
    ("拜访", rf"(?:去|来|到|上门){_OBJ}{{0,6}}?回访|现场勘[察查]|约{_OBJ}{{0,2}}?(?:coffee|咖啡)|(?:(?:去|来|到|再去?|过去|约|陪)(?:一趟|一次)?{_OBJ}{{0,8}}?)?(?:拜访|走访|上门|登门|面谈|面聊|见面|当面(?:谈|聊|沟通)?|考察|看厂|验厂|参观|踏勘|踩点|勘察|勘测|实地看|来访|来公司|来我们(?:公司|这|工厂|厂)|来厂里?|吃饭|吃个饭|喝茶|约饭)|(?:去|到|过去|跑|来)(?:他们?|客户|她|对方|我们|咱们)?(?:那边?|公司|厂里?|现场|单位|工厂|办公室|厂区)(?:里)?(?:看看|看一下|聊聊|谈|坐坐|一趟)?|见(?:一?面|一下|个面|一见)|见(?=[,。;!\s]|$)|过去(?:一趟|看看|聊|谈|坐坐|一下)|visit|meet(?:ing)? (?:with|up|at|him|her|them)|on-?site|come over"),
    ("其他", r"(?:走|过|报|上)(?:一?下)?(?:内部)?(?:审批|立项|流程|会)|内部(?:讨论|商量|评估|沟通)|给(?:我们?|他们?|她|客户|对方|个|一个|出)?[^,。;\s]{0,3}?(?:答复|答覆|回复|消息|结果|反馈|准信|结论|decision)|等[^,。;\s]{0,4}?(?:消息|通知|回复|答复|反馈|结果)|确认[^,。;\s]{0,4}?(?:需求|时间|数量|规格|型号|颜色|交期|细节)|(?:出|有|知道|公布)[^,。;\s]{0,2}结果|再(?:定|说|看|议|约|评估|决定|考虑)|调试|派(?:人|技术|工程师)|验货|下单|下\s?PO|下(?:个)?订单|发货|安装|上线|培训|交付|提货|验收|申请[^,。;\s]{0,3}?(?:折扣|特价|优惠|预算|价格)|问(?:一下)?(?:领导|老板)|加(?:个|他|她)?微信|定下来|拍板|决定|答复|安排(?=[,。;!\s]|$)|place (?:the |an )?order|delivery|install|decision"),
)  # fmt: skip
_SCAN = re.compile("|".join(f"(?P<k{at}>{pattern})" for at, (_, pattern) in enumerate(KINDS)))
_AGREED = re.compile(r"(?:约|定|好|答应|同意|说|安排|为|除)了")
_DONE_BEFORE = re.compile(r"(?:已经?|刚刚?|刚才|上次|之前|昨天|前天|上周\S?|上个?月|早就|都|去年|前几天|早上|上午|今天(?:上午|早上)?)[^,。;]{0,6}$")
_DONE_AFTER = re.compile(r"^[^,。;\s]{0,2}?(?:了(?![吧吗])|过(?!去|来|条|程|会|一)了?|完了?|好了|结束|成功|通过|没问题|合格)")
_AHEAD = re.compile(
    r"要求|让我们?|叫我|约(?:了|好|定)?|定(?:在|了|好)|准备|打算|计划|安排|需要|得|记得|提醒|别忘|希望|答应|等|下一步|下步|接下来|后续|再|麻烦|请|帮|想|要|可以|会|明|下|后天|尽快|马上|待|将|待办|待会|先|考虑|同意|承诺|争取|务必|必须|need|will|want|next|plan|schedule|let's|arrange|please|by|to\b"
)
_NOT = re.compile(r"(?:不用|不要|别|不想|没有?|不|未|无需|不必|取消|暂不|先不|暂时不|不再|不肯|拒绝|没法|no need|don't|not)(?:再|去|给|要|想|急着?|用|着急|考虑)?$")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: its span in the plain text, its kind, and whether it lies ahead (0..1)."""

    start: int
    end: int
    kind: str
    weight: float


def find_actions(plain: str, spans: list[tuple[int, int]], taken: list[Span]) -> list[Action]:
    """Return the actions that are not done, refused or denied, in order."""
    found: list[Action] = []
    for match in _SCAN.finditer(plain):
        if match.end() == match.start():
            continue
        kind = KINDS[int((match.lastgroup or "k0")[1:])][0]
        low = max((start for start, _ in spans if start <= match.start()), default=0)
        before, after = plain[low : match.start()], plain[match.end() : match.end() + 6]
        if _NOT.search(before) or re.match(r"(?:取消|作废|免了|不用了|算了)", after):
            continue
        ahead = bool(_AHEAD.search(before)) or bool(_AHEAD.match(match[0]))
        done = bool(_DONE_AFTER.match(after)) or bool(re.search(r"了|已|过(?!去|来|一|会|条|审)", _AGREED.sub("", match[0])))
        if (_DONE_BEFORE.search(before) and not re.search(r"[让叫要约定]", before[-6:])) or done:
            if not ahead or done:
                continue
        if kind == "测试" and not done and re.search(r"(?:想|希望|考虑|能不能|可以|可否|要求|want)[^,。;]{0,4}$|(?:想|希望|want)[^,。;]{0,8}$", before) and not re.search(r"安排|约|开通|准备", before + match[0]):
            continue
        found.append(Action(match.start(), match.end(), kind, 0.8 if ahead else 0.4))
    return found
