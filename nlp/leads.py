"""Is it a lead, what is missing of it, and leads written as fields in a row."""

from __future__ import annotations

import re

from nlp import people
from nlp.intent import Command
from nlp.reading import Asked, ContactRead
from nlp.scan import Scan
from nlp.span import Span
from nlp.tokens import Tokens

_NEED = re.compile(
    r"要|想|需要|需求|采购|询价|报价|咨询|感兴趣|有兴趣|了解|预算|订|下单|买|试用|样品|样机|方案|演示|demo|参数|资料|合作|签|合同|项目|价格|贵|便宜|交期|拜访|见面|约|见|联系|沟通|聊|跟进|回访|招标|选型|对比|测试|扩产|产线|升级|替换|更换|上线|系统|设备|意向|考虑|犹豫|丢单|流失|续约|续费|need|want|interest|quote|budget|demo|sample|visit|meet|follow|price|buy|order|trial|POC|pilot|looking|deal|closed|PO|单子|这单|case|签|付款|发票|回款|尾款|招投标|咨询|对接|考察|参观|采购|客户|负责人|对接人|联系人|供应商|此单|关闭|payment|term|sample|offer|contract|project|issue|pricing|account|黄了|丢了|拿走",
    re.I,
)
_GENERIC = re.compile(r"客户|对方|甲方|他们|买家|业主|采购(?:那边|说|要|问|嫌|觉得)|老板说|client|customer|prospect|they", re.I)
_AD = re.compile(
    r"回[TtNn]退订|退订|点击链接|戳链接|限时|秒杀|(?:立减|满减|满\d+减)|免费领取|抢购|优惠券|加盟|贷款|额度|中奖|红包|扫码关注|关注公众号|转发朋友圈|代开发票|刷单|兼职|爆款|全场|包邮|直播间|拼团|震撼|尊敬的(?:用户|客户|会员|业主)|亲爱的(?:用户|会员|顾客)|亲,|验证码|您的(?:账户|快递|包裹|订单|话费|会员)|unsubscribe|\d折起|开业大吉|特惠|大促|促销|课程|训练营|名额有限|速来"
)
_NOTICE = re.compile(
    r"各位(?:同事|领导|伙伴|老师|家人|同学|小伙伴)?|全体(?:员工|同事|人员)?|大家(?:好|注意|记得|下午|上午|明天|今天|把|都|请)|通知[:：\n]|【[^】]*通知|公告|放假|团建|年会|体检(?!机|设备|仪)|考勤|打卡|报销(?!系统)|社保|公积金|工资|绩效|周会|例会|部门会|早会|晨会|值班|停电|停水|保洁|食堂|下午茶|工位|会议室|培训通知|行政部|人事部通知|请假|加班|调休|@所有人|@all|周报(?:请|记得|模板)|请(?:大家|各位|及时)|内部(?:培训|分享|会议)|OA|钉钉打卡"
)
_TICKET = re.compile(
    r"报错|登录不上|登不上|登录不了|打不开|进不去|闪退|白屏|卡死|崩溃|故障|坏了|报修|维修|售后|退货|退款|换货|投诉|无法(?:登录|使用|打开|打印|连接|保存)|工单|密码(?:忘|错|重置)|重置密码|连不上|不亮|漏水|异响|保修|返修|客诉|怎么(?:设置|安装|重启|绑定)|打印机|bug|BUG|Bug|error|Error|can't log|cannot log|not working|ticket"
)
_RECRUIT = re.compile(r"招聘|急招|诚聘|简历|面试|应聘|候选人|入职|offer|薪资|月薪|底薪|五险一金|试用期|岗位|求职|内推|猎头|转正|hiring|resume|candidate|recruit", re.I)
_NEWS = re.compile(r"据(?:报道|悉|媒体|统计)|财报|股价|涨停|跌停|上市(?!公司)|融资|新闻|快讯|热搜|发布会|同比(?:增长|下降)|环比|记者|央视|工信部|发改委|国务院|行业报告|白皮书发布|市值|IPO|GDP|增长\d+(?:\.\d+)?%|宣布|发布了?(?:新|20)|研报|辟谣")
_CHAT = re.compile(r"吃什么|天气|下雨|堵车|球赛|电影|周末去哪|哈哈|早安|晚安|生日快乐|节日快乐|新年快乐|中秋快乐|恭喜|节哀|点外卖|奶茶|咖啡店|打球|爬山|唱歌|孩子|老婆|女朋友|相亲|房价|股票|基金|油价|游戏|追剧")
_BOT = re.compile(r"(?:ignore (?:all |previous )|system prompt|你是(?:谁|什么|一个)|扮演|忽略(?:之前|上面|以上)|SELECT .*FROM|DROP TABLE|<script|\bOR 1=1|UNION SELECT|INSERT INTO|rm -rf)", re.I)


def positional(plain: str, command: Command) -> list[Span]:
    """Read fields in a row after 新线索: the first that is no person and no number is the company."""
    row = re.match(r"[^\n,;]*", plain[command.content :])
    if row is None or not re.search(r"[\s/|]", row[0].strip()):
        return []
    for match in re.finditer(r"[^\s/|]+", row[0]):
        start, end = command.content + match.start(), command.content + match.end()
        word = plain[start:end]
        if re.fullmatch(r"(?:公司|客户|名称|公司名称?|客户名称)[:是]?", word):
            continue
        label = re.match(r"(?:客户名称|公司名称|客户公司|公司|客户|名称)[:是]", word)
        start += label.end() if label else 0
        word = plain[start:end]
        if not re.search(r"[\u4e00-\u9fffA-Za-z]{2}", word) or re.search(r"\d{5}|@|说|要|的|了|电话|联系人", word) or len(word) > 30:
            return []
        tokens = Tokens(word)
        if people.find_addresses(word, tokens) or any(s.end - s.start == len(word) for s in people.find_names(word, tokens, [])):
            return []
        return [Span(start, end, word, "position", 1.0)]
    return []


def missing(company: str, contacts: tuple[ContactRead, ...]) -> tuple[str, ...]:
    """Return which of the three fields that may not be absent are absent (F01): company, contact, phone."""
    out = []
    if not company:
        out.append("company")
    if not any(contact.name for contact in contacts):
        out.append("contact")
    if not any(contact.phone for contact in contacts):
        out.append("phone")
    return tuple(out)


def is_lead(
    seen: Scan, asked: Asked, command: Command | None, company: Span | None,
    folk: list[tuple[ContactRead, Span | None]], step: bool, signal: bool,
) -> bool:  # fmt: skip
    """Tell whether the message says something usable about a prospect."""
    plain = seen.plain
    if command and command.intent not in {"capture_lead", "followup_note"}:
        return False
    if _BOT.search(plain):
        return False
    reach = any(contact.phone or contact.email or contact.wechat for contact, _ in folk)
    named = any(contact.name for contact, _ in folk)
    need = bool(_NEED.search(plain)) or step or signal
    generic = bool(_GENERIC.search(plain))
    if command and command.intent == "capture_lead":
        return bool(company or named or reach)
    if command and command.intent == "followup_note":
        return bool((company or named or generic) and (need or reach))
    if asked.speaker == "customer":
        return (bool(company or named) and (need or reach)) or signal or bool(re.search(r"报价|参数|资料|样品|需要|想要|方案|合同", plain))
    if _unwanted(plain, bool(company), named, reach):
        return False
    return (bool(company) or named) and (need or reach) or (generic and (step or signal) and need)


def _unwanted(plain: str, company: bool, named: bool, reach: bool) -> bool:
    """Tell advertisements, notices, tickets, recruiting, news and small talk from sales notes."""
    strikes = 0
    for pattern in (_AD, _NOTICE, _RECRUIT, _NEWS, _CHAT, _TICKET):
        strikes += min(2, len(pattern.findall(plain)))
    sales = len(re.findall(r"客户|采购|报价|样品|样机|预算|方案|演示|demo|询价|意向|合同|联系人|跟进|拜访|选型|需求", plain, re.I))
    return strikes > 0 and strikes * 1.5 > sales * 0.8 + (1 if company and named else 0) + (0.5 if reach else 0)
