"""`他的电话是多少`, `那家现在什么情况`: a question about the customer this person looked at last."""

from __future__ import annotations

import re

from handlers.context import Talk
from handlers.customers.customer_card import show_customer
from handlers.customers.customer_meant import looked_at, name_of
from handlers.texts import HOME, customer_texts

SHOWN = 200

_HE = (
    r"(?:他们?|她们?|它|对方|[这那]家|[这那]个?(?:客户|单子|项目)|刚[才刚](?:那|这|说)?的?(?:个|家|位)?(?:客户|公司)?"
    r"|上一?[个家](?:客户)?)"
)
_WHAT = (
    r"(?:电话|手机号?|号码|联系方式|联系人|微信|邮箱|预算|阶段|下一步|资料|信息|情况|进展|进度|名片|什么情况|怎么样|咋样|如何"
    r"|到哪(?:一?步|了)|跟到哪|谈到哪|叫什么|是谁|是哪家|哪家公司)"
)
ABOUT_THIS_ONE = re.compile(
    rf"^\s*(?:查一?下?|看一?下?|看看|显示|打开)?{_HE}(?:那边|这边)?(?:现在|目前|最近)?的?{_WHAT}(?:是)?(?:多少|什么|谁|哪个|几号|如何|怎么样)?[了呢啊呀吗]?[?？。]*\s*$"
    rf"|^\s*(?:查一?下?|看一?下?|看看|显示|打开){_HE}[?？。]*\s*$"
)


LAST_TALK = re.compile(
    r"^\s*(?:我们|我)?(?:跟|和)?(?:他们?|她们?|对方|这家|那家|这个客户)?(?:上次|上一次|上回|最近一次)(?:跟进|联系|沟通|见面)?(?:都)?"
    r"(?:聊|谈|说|讲|跟进|记|沟通)?(?:了|的)?(?:什么|啥|哪些|内容)?(?:是什么|是啥)?(?:内容|事)?[?？。]*\s*$"
)


async def tell_last_talk(talk: Talk) -> None:
    """Tell what was written down last about the customer in view; without one the bot asks whom."""
    lead = await looked_at(talk)
    if lead is None:
        await talk.ask("home", "", HOME)
        return
    last = next(iter(await talk.records.notes.of_lead(lead.id, 1)), None)
    if last is None:
        await talk.reply(customer_texts.nothing_written(name_of(lead)))
        return
    await talk.reply(customer_texts.last_talk(name_of(lead), talk.day_and_clock(last.at), last.text[:SHOWN]))


async def show_this_one(talk: Talk) -> None:
    """Show the customer's card; without one in view the bot asks whom."""
    lead = await looked_at(talk)
    if lead is None:
        await talk.ask("home", "", HOME)
        return
    await show_customer(talk, lead)
