"""Which of the fifteen intents a message has: command words first, then what the message tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

INTENTS = (
    "capture_lead", "followup_note", "query", "approve", "reject", "claim", "mute", "unmute", "remind", "merge", "update_stage",
    "report", "help", "undo", "chitchat",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Command:
    """A command said in so many words: intent, what it names, and where its content begins."""

    intent: str
    slots: dict[str, str] = field(default_factory=dict)
    content: int = 0


_LEAD_IN = r"^\s*(?:@\S+\s+)?(?:(?:请|麻烦|帮我|帮忙|给我|我要|我想|请帮我|麻烦帮我|能不能|可以|小助手|跟进助手|你好|那个|嗯|把)\s?[,]?\s?)*"
_END = r"\s*[。.!,?~]*\s*$"
_POLITE = r"(?:一下|下|吧|了|啊|呗|哈|呀|吗|谢谢)*"
_STAGES = r"初步接触|需求确认|方案沟通|报价中|报价|已签约|签约|已流失|流失|成交|已成交|方案|需求"
_STAGE_NAMES = {"报价": "报价中", "签约": "已签约", "成交": "已签约", "已成交": "已签约", "流失": "已流失", "方案": "方案沟通", "需求": "需求确认"}

_COMMANDS: tuple[tuple[str, str], ...] = (
    ("undo", rf"(?:撤销|撤回|取消刚才的?(?:操作|记录|那条|登记)|回退|undo|恢复上一步|还原(?!率)|反悔)(?:上一步|刚才的?|上一?[个条次]?(?:操作|记录)?|那条|这条|操作)*{_POLITE}{_END}|(?:刚才|上一[步条个])[^,。;]{{0,8}}(?:撤销|撤回|取消|作废|不算){_POLITE}{_END}|(?:记|录|点|搞|弄)错了[,，]?(?:撤销|撤回|取消)(?:一下|吧|掉)?{_END}"),
    ("help", rf"(?:帮助|help|使用说明|怎么用|使用帮助|功能(?:介绍|列表|说明|菜单)|菜单|指令(?:列表|大全)?|命令(?:列表)?|你(?:都)?(?:能|会|可以)(?:干|做|帮我?做?)(?:些?什么|啥|嘛)|你有什么功能|有哪些(?:功能|指令|命令)|怎么(?:操作|录入?线索|登记|使用)[^,。;]{{0,6}}|说明书)(?:的|啊|呀|呢|吗)?[?]?{_END}"),
    ("report", rf"(?:看(?:一?下)?|给我|发(?:一?下)?|生成|出(?:一?[份个])?|要|导出|查看|来(?:一?份)?|我的|今天的?|今日|昨天的?|本周的?|这周的?|上周的?|本月的?|这个月的?|上个月的?|团队的?|小组的?|部门的?|华东区?的?|华南区?的?|数据|一?[份个]|把)*(?:日报|周报|月报|季报|自检|体检|战报|简报|业绩(?:汇总|报表|统计|怎么样|情况|看板)|报表|数据健康报告|健康报告|看板|漏斗|漏跟率|销售(?:数据|统计|报告|漏斗)|总结报告|渠道(?:热力图|报告)|统计(?:一下)?(?:本周|这周|本月)[^,。;]{{0,12}}|效能报告)(?:发(?:给)?(?:我)?|给我|看看|呢|怎么样|出来)?{_POLITE}{_END}"),
    ("unmute", rf"(?:恢复|重新开启|开启|打开|重新打开|取消(?:静音|免打扰|屏蔽)|解除(?:静音|免打扰|屏蔽)|继续|接着|重新)(?P<c1>[^,。;]{{0,16}}?)(?:的)?(?:提醒|通知|推送)(?:我)?(?P<c2>[^,。;]{{0,12}}?){_POLITE}{_END}|(?:取消|解除)(?:静音|免打扰|屏蔽)(?P<c3>[^,。;]{{0,16}}?){_POLITE}{_END}|(?P<c4>[^,。;]{{1,16}}?)(?:的提醒)?(?:恢复|重新|继续)(?:开启|打开)?提醒{_POLITE}{_END}"),
    ("mute", rf"(?:不再|不要再|不用再|别再|别|不要|不用|停止|关闭|关掉|屏蔽|取消|暂停|免打扰|静音|以后别|以后不用|永久关闭)(?:提醒|通知|推送|静音)?(?:我)?(?:跟进|关于)?(?P<c1>[^,。;]{{0,16}}?)(?:的)?(?:提醒|通知|推送|消息)(?:我)?(?P<c2>[^,。;]{{0,14}}?){_POLITE}{_END}|(?:不再提醒|别提醒我?|不用提醒我?|静音|免打扰|屏蔽|mute)(?:跟进|关于)?[ :]*(?P<c3>[^,。;]{{0,16}}?)(?:这个客户|的事)?{_POLITE}{_END}|(?P<c4>[^,。;]{{1,14}}?)(?:这个客户|这家|那边|的)?(?:别|不要|不用|不再|以后别|就别|先别|先不用|不必)(?:再)?(?:提醒|通知|推送)(?:我)?{_POLITE}{_END}"),
    ("merge", rf"(?:合并|归并|并到|合到)(?:客户|线索|一下)?[ :]*(?P<a>[^,。;]{{1,24}}?)\s?(?:和|与|跟|到|、|,|\s|进|成|及)\s?(?P<b>[^,。;]{{1,24}}?)(?:这两[个条家]?(?:客户|线索)?)?(?:合并)?{_POLITE}{_END}|(?:把|将)?(?P<c>[^,。;]{{1,24}}?)\s?(?:和|与|跟|,|、)\s?(?P<d>[^,。;]{{1,24}}?)(?:是(?:同一[家个](?:公司|客户)?|一家)[,]?)?(?:这两[个条家](?:客户|线索)?)?(?:给|都)?(?:合并|并(?:一下|成一个|到一起)|合(?:成一个|到一起))(?:一下|成一个|起来|掉|吧|了)*{_END}|(?:把|将)?(?P<e>[^,。;]{{1,24}}?)(?:并|合并|归并|合)(?:到|进|入)(?P<f>[^,。;]{{1,24}}?)(?:里面?|下面|名下|中)?{_POLITE}{_END}|(?:合并|merge)[ :]*(?P<g>[^,。;]{{0,24}}?){_END}"),
    ("update_stage", rf"(?:把|将)?(?P<c1>[^,。;]{{0,20}}?)(?:的)?(?:客户)?(?:商机|线索|项目)?(?:的)?(?:阶段|状态)?(?:改(?:为|成|到)|更新(?:为|成|到)|推进(?:到|至)|变(?:为|成|更为)|调(?:整)?(?:为|到|成)|设(?:为|成|置为)|转(?:为|到|成)|进入(?:到|了)?|切(?:换)?到|移到|推到|标(?:记)?(?:为|成)|标)[ :]*(?:了)?(?P<s1>{_STAGES})(?:阶段|状态)?(?:[,](?P<r1>.{{0,60}}))?{_POLITE}{_END}|(?:阶段|状态)[: ]*(?P<s2>{_STAGES}){_END}|(?:更新|修改|变更|推进|调整)(?P<c3>[^,。;]{{0,20}}?)(?:的)?(?:阶段|状态)(?:为|到|成|至)?[ :]*(?P<s3>{_STAGES})?(?:[,](?P<r3>.{{0,60}}))?{_POLITE}{_END}|(?P<c4>[^,。;]{{1,20}}?)(?:到|已?到了?|进)(?P<s4>{_STAGES})阶段(?:了)?{_END}"),
    ("claim", rf"(?:认领|抢(?:单|认|这个|到)?|领取|我领|我来领|领(?:一下)?(?!导))(?:一?下|这个|这条|客户|线索|公海|公共池)*(?:里的)?[ :]*(?P<c1>[^,。;]{{0,20}}?)(?:这个客户|这条线索|的?线索|客户|这家)?{_POLITE}{_END}|(?:这个|这条|这家)?(?P<c2>[^,。;]{{0,16}}?)(?:这个客户|这条线索|线索|客户|这家)?(?:我(?:来)?(?:认领|接|跟|要了?|领)|归我|给我(?:跟|吧)?|让我(?:来)?跟)(?:了|吧|的|一下)*{_END}|claim\s?(?P<c3>.{{0,20}}){_END}"),
    ("remind", r"(?P<t1>[^,。;]{0,24}?)(?:提醒我?(?!函)|记得(?:叫|喊|提醒)我|到时(?:候)?(?:叫|喊|提醒)我|叫我一?声|remind me(?: to)?|设(?:置)?(?:一?个)?提醒|定(?:一?个)?(?:闹钟|提醒)|加个提醒|别忘了|(?:到点|到时间)(?:叫|喊)我|闹钟)[ :,]*(?P<w1>.{0,80}?)\s*$"),
    ("approve", rf"(?:我)?(?:确认|同意|批准|通过|准了?|批了?|没问题|可以的?|行|好的?|OK|ok|Ok|okay|yes|approve|approved|照办|就这么办|没意见|审批通过|准予|是的?|对的?|嗯|嗯嗯|确定)(?:[,](?:同意|批准|通过|可以|批了|没问题))?(?:[ :]*(?P<c1>[^,。;?]{{0,20}}?))?(?:的)?(?:申请|审批|单子|折扣|报销|这个|这条|这单)*{_POLITE}{_END}|(?P<c2>[^,。;]{{0,20}}?)(?:的)?(?:申请|审批|单子?|折扣|合同)(?:我)?(?:同意|批准|通过|批了|准了|可以批)(?:了|吧)*{_END}"),
    ("reject", r"(?:拒绝|驳回|不同意|不批准?|不通过|退回|打回(?:去)?|否决|不准|reject(?:ed)?|不行|不可以|打回)(?:了|吧|掉)*(?:[ :,]+|(?=这|那|他|该|[\u4e00-\u9fff]))?(?P<r1>.{0,80}?)\s*$|(?P<c2>[^,。;]{0,20}?)(?:的)?(?:申请|审批|单子?|折扣)(?:我)?(?:拒绝|驳回|不同意|不批|打回|退回)(?:了|吧|去)*(?:[ :,]+(?P<r2>.{0,60}?))?\s*$"),
    ("followup_note", r"(?:记录?(?:一?[下个条])?(?:客户)?(?:跟进|拜访|沟通|通话|会议|电话)(?:记录|情况|内容|纪要)?|跟进(?:记录|情况|纪要|更新|小结|内容|反馈)|记录一?下|记一?下|记一笔|补(?:充|一?[条个])?(?:跟进|记录)(?:记录)?|写(?:一?[条个])?跟进(?:记录)?|添加跟进(?:记录)?|新增跟进(?:记录)?|录(?:一?[条个下])?跟进(?:记录)?|保存纪要|拜访记录|沟通记录|通话记录|会议纪要|follow(?:[- ])?up note|log (?:a )?(?:call|note|follow-?up)|note)[ :,。]*(?P<n>.*)$"),
    ("capture_lead", r"(?:(?:新增?|新建|录入?|登记|添加|创建|建|加|报备|补录|导入|收录|录)(?:一?[个条家下])?(?:新)?(?:的)?(?:线索|客户|商机|潜客|名片|联系人|意向客户|客资)|新线索|新客户|线索(?:登记|录入)|new lead|add (?:a )?(?:new )?lead|lead)(?:一?下)?[ :,。-]*(?P<l>.*)$"),
    ("query", r"(?:查(?:一?下|询|看|查|找|一查)?|搜(?:索|一下|下)?|找(?:一?下)(?!客户)|看(?:一?下|看)(?=[^,。;]{0,14}(?:资料|档案|客户|情况|进展|记录|信息|线索|跟进|合同|历史))|显示|列出|列一下|打开|调出|展示|统计|search|find|show|look up|query)[ :]*(?:一?下)?(?P<q>.{1,80}?)\s*$|(?P<q2>[^。;]{0,40}?(?:有哪些|有多少|多少[个家条笔单钱]|几[个家条笔单]|是谁|谁(?:在|负责|跟)|什么(?:情况|阶段|时候|进展|进度)|到哪(?:一?步|个阶段|了)|进展(?:如何|怎么样|到哪)|怎么样了|跟到哪|联系方式(?:是|多少|有吗|呢)|电话(?:是)?(?:多少|几号)|手机号?(?:是)?多少|跟进(?:得)?(?:怎么样|如何|情况)|在谁(?:手里|手上|名下)|哪(?:些|几|个|家)(?:客户|线索|商机|合同)[^,。;]{0,16}|为什么(?:给|提醒|分)[^,。;]{0,10}|我的(?:线索(?:来源)?|客户|待办|商机|业绩|合同|任务)|未回款[^,。;]{0,12}|超期[^,。;]{0,12}|最近(?:一次)?(?:跟进|联系|沟通)(?:是)?(?:什么时候|记录)?[^,。;]{0,8}))[^。;]{0,14}?[?吗呢]?\s*$"),
)  # fmt: skip
_COMPILED = tuple((intent, re.compile(_LEAD_IN + "(?:" + pattern + ")", re.S)) for intent, pattern in _COMMANDS)
_SHORT_YES = re.compile(r"^\s*(?:确认|同意|批准|通过|准了?|批了?|没问题|可以|行|好|好的|OK|ok|yes|approve|审批通过|没意见|照办|确定|对|是|是的|对的)" + _POLITE + _END)
_HELLO = re.compile(r"^\s*(?:你好|您好|hi|hello|hey|嗨|哈喽|在吗|在不在|早|早上好|上午好|下午好|晚上好|谢谢|多谢|辛苦了?|收到|好的收到|晚安|再见|拜拜|哈哈+|嗯+|哦+|thanks|thank you)[\s!,。.~呀啊哈吗?]*$", re.I)


def find_command(plain: str, *, amounts: bool = False) -> Command | None:
    """Return the command that the message opens with, or None. `plain` is the normalised text."""
    text = plain.strip()
    if not text or _HELLO.match(plain):
        return None
    short = len(text) <= 40
    for intent, pattern in _COMPILED:
        if intent in {"approve", "unmute", "mute", "report", "help", "undo", "claim", "merge", "update_stage"} and not short and intent not in {"update_stage", "merge"}:
            continue
        match = pattern.match(plain)
        if match is None:
            continue
        if intent == "remind" and not _is_reminder(match):
            continue
        if intent == "approve" and not _is_approval(match, text):
            continue
        if intent == "reject" and not _is_rejection(match, text):
            continue
        return _command(intent, match)
    return None


def _is_reminder(match: re.Match[str]) -> bool:
    return bool(re.search(r"提醒我|叫我|喊我|remind|提醒$|设|定|加个提醒|闹钟|^\s*(?:别忘了|提醒)", match[0][: match.start("w1") - match.start()] or ""))


def _is_approval(match: re.Match[str], text: str) -> bool:
    """Tell approval from a sentence that only begins with 可以 or 好."""
    if _SHORT_YES.match(text):
        return True
    if re.match(r"(?:请|我)?(?:确认|同意|批准|通过|审批通过|准予|批了?|准了?|approve)", text):
        return len(text) <= 24 and not re.search(r"[?吗呢]|试用|需求|时间|参数|价格|客户(?!的)", text)
    return match["c2"] is not None and len(match["c2"]) <= 16 and match["c1"] is None


def _is_rejection(match: re.Match[str], text: str) -> bool:
    if re.match(r"(?:不行|不可以)", text):
        return len(text) <= 8
    return len(text) <= 60 and not re.match(r"(?:拒绝|退回)(?:率|了我们)", text)


def _clean(value: str | None) -> str:
    text = (value or "").strip(" ,。.:!?的\n\t\"")
    text = re.sub(r"^(?:客户|线索|把|将|关于|跟进|对|给我|我|这个客户|这个|这家|这条)(?=.)", "", text)
    return re.sub(r"(?:这个客户|这条线索|的线索|这家|客户|的|这边|那边|了|吧)$", "", text).strip(" ,。:\"")


def _command(intent: str, match: re.Match[str]) -> Command:
    groups = match.groupdict()
    content = 0
    slots: dict[str, str] = {}
    if intent in {"mute", "unmute", "claim"}:
        name = next((_clean(groups[key]) for key in ("c1", "c2", "c3", "c4") if _clean(groups.get(key))), "")
        slots = {"customer": name} if name and name not in {"我", "它", "他", "她", "了"} else {}
    elif intent == "update_stage":
        stage = next((groups[key] for key in ("s1", "s2", "s3", "s4") if groups.get(key)), "")
        name = next((_clean(groups[key]) for key in ("c1", "c3", "c4") if _clean(groups.get(key))), "")
        reason = (groups.get("r1") or groups.get("r3") or "").strip()
        slots = {"customer": name, "stage": _STAGE_NAMES.get(stage, stage), "reason": reason}
    elif intent == "merge":
        pairs = (("a", "b"), ("c", "d"), ("e", "f"), ("g", ""))
        first, second = next(((groups[a], groups.get(b)) for a, b in pairs if groups.get(a)), ("", ""))
        slots = {"customer": _clean(first), "into": _clean(second)}
    elif intent == "remind":
        content = match.start("w1")
        slots = {"what": (groups["w1"] or "").strip(" ,。"), "time": ""}
    elif intent == "approve":
        slots = {"what": _clean(groups.get("c1") or groups.get("c2"))}
    elif intent == "reject":
        slots = {"what": _clean(groups.get("c2")), "reason": (groups.get("r1") or groups.get("r2") or "").strip(" ,。:")}
    elif intent == "followup_note":
        content = match.start("n")
        slots = {"note": groups["n"].strip()}
    elif intent == "capture_lead":
        content = match.start("l")
    elif intent == "query":
        slots = {"customer": _query_name(groups.get("q")), "question": match.string.strip()}
    elif intent == "report":
        word = re.search(r"日报|周报|月报|季报|自检|体检|漏斗|简报|健康报告|看板|业绩|渠道|漏跟率|报表", match[0])
        slots = {"report": word[0] if word else ""}
    return Command(intent, {key: value for key, value in slots.items() if value}, content)


def _query_name(text: str | None) -> str:
    """Return the customer that a look-up names, without what is asked about it."""
    name = re.sub(r"(?:的|这个客户|的?(?:最新|最近|全部|所有)?(?:资料|档案|情况|进展|记录|信息|跟进(?:记录|情况)?|联系方式|电话|手机号?|合同|历史|订单|联系人|阶段|状态|报价).*)$", "", (text or "").strip(" ,。?"))
    name = _clean(name)
    return name if len(name) <= 20 and not re.search(r"[?吗]|哪|多少|几|谁|本月|本周|上月|上个月|华东|华南|所有|我的", name) else ""
