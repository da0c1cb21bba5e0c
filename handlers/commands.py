"""Commands said in so many words: contracts, hand-over, leave and approvals by number. The one table of them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from crm.rights.sentence import DOUBTFUL, ROLES
from handlers import page_login
from handlers.absence import handover, leave
from handlers.approvals import words as approval_words
from handlers.context import Talk
from handlers.contracts import amount as contract_amount
from handlers.contracts import chat as contract_chat
from handlers.contracts import renewal_answers
from handlers.imports import chat as import_chat
from handlers.merging import merge, review, standard_name
from handlers.queue import assignment
from handlers.queue import switch as queue_switch
from handlers.rights import deletion, export, keyword_rule
from handlers.rights import rule as rights_rule
from handlers.rights.check import permitted
from handlers.systems import second_contact

LONGEST = 400
Command = Callable[[Talk, str], Awaitable[None]]

RULE = re.compile(
    rf"(?=(?:{'|'.join(ROLES)}|{'|'.join(DOUBTFUL)})们?(?:只|仅|可以|能|允许|不|禁止|无权)\S{{0,4}}?"
    r"(?:看|查|编辑|改|删|恢复|导出|管理)\S{0,20}(?:客户|线索|来源|接触时间|数据|资料))"
)
"""F98: said by a role's name it is about rights; of one person it has to begin with `权限规则`."""

COMMANDS: tuple[tuple[re.Pattern[str], Command], ...] = (
    (re.compile(r"(?:登记合同|新合同|录入合同|新增合同|合同登记)[\s:：]*"), contract_chat.contract_by_word),
    (re.compile(r"(?:补填|估填|批量补填)(?:合同)?到期日"), renewal_answers.repair_by_word),
    (re.compile(r"撤回\s*(?:审批)?\s*(?=\d{8}-\d{3})"), approval_words.withdraw_by_word),
    (re.compile(r"转交\s*(?:审批)?\s*(?=\d{8}-\d{3})"), approval_words.transfer_by_word),
    (re.compile(r"加签\s*(?:审批)?\s*(?=\d{8}-\d{3})"), approval_words.cosign_by_word),
    (re.compile(r"(?:同意|批准|通过)\s*(?:审批)?\s*(?=\d{8}-\d{3})"), approval_words.approve_by_number),
    (re.compile(r"我(?:要)?(?:请假|休假)\s*"), leave.leave_by_word),
    (re.compile(r"(?:我回来了|销假|结束请假)[。.!！]*$"), leave.back_by_word),
    (re.compile(r"撤销交接[。.!！]*$"), handover.undo_handover_by_word),
    (
        re.compile(r"(?:合并|归并)(?:客户|线索|公司)?[\s:：]*(?=\S+?\s*(?:和|与|跟|及|到|并入|、|,|，|;|；|\s)\s*\S)"),
        merge.merge_by_word,
    ),
    (re.compile(r"(?:拆分|撤销合并|取消合并)(?:客户|线索)?(?=[\s:：。]|$)[\s:：]*"), merge.split_by_word),
    (re.compile(r"(?:查看|看看?)?(?:疑似重复|待复核)(?:的?客户|列表)?[?？。.]?$"), review.reviews_by_word),
    (re.compile(r"标准名称?[\s:：]*(?=\S.*(?:=|＝|→|->|统一为)|$)"), standard_name.name_by_word),
    (re.compile(r"(?:工作)?交接\s+"), handover.handover_by_word),
    (re.compile(r"(?:分配|指派)(?!规则|依据)\s*(?:线索|客户)?\s+(?=.+?(?:给|到|→|->))"), assignment.assign_by_word),
    (re.compile(r"(?:暂停|停止|关闭)自动分配[。.!！]*$"), queue_switch.pause_by_word),
    (re.compile(r"(?:恢复|开启|打开)自动分配[。.!！]*$"), queue_switch.resume_by_word),
    (re.compile(r"(?:查看?|设置?)?分配规则[\s:：]*"), queue_switch.routing_by_word),
    (re.compile(r"(?:设置?)?兜底负责人[\s:：]*"), queue_switch.fallback_by_word),
    (re.compile(r"(?:查看?)?我的线索(?:列表)?[。.!！?？]*$"), assignment.list_by_word),
    (re.compile(r"(?:发起)?外呼(?!记录|列表)[\s:：]*"), second_contact.call_by_word),
    (re.compile(r"(?:查看?)?(?:表格|名单)?导入(?:记录|结果)[。.!！]*$"), import_chat.imports_by_word),
    (re.compile(r"(?:重跑|重新执行|重新运行)续费提醒"), renewal_answers.rerun_by_word),
    (re.compile(r"(?:修改|更改|调整|改)合同金额[\s:：]*"), contract_amount.amount_by_word),
    (re.compile(r"合同[\s:：]*(?=\S+?\s*的?金额(?:改|调))"), contract_amount.amount_by_word),
    (
        re.compile(
            r"(?:删除|删掉)(?!刚|上一?[条个次]|最后|前面)(?!.*(?:标签|提醒|待办|草稿|字段))(?:客户|线索)?[\s:：]*"
        ),
        deletion.delete_by_word,
    ),
    (
        re.compile(r"导出(?:全部|所有|我的|本组|团队)?(?:的)?(?:线索|客户)(?:列表|名单|数据)?\s*$"),
        export.export_by_word,
    ),
    (re.compile(r"(?:设置|配置|设|查看)?阶段(?:跃迁)?规则[\s:：]*"), keyword_rule.stage_rule_by_word),
    (re.compile(r"(?:设置|配置|设|查看)?标签规则[\s:：]*"), keyword_rule.tag_rule_by_word),
    (re.compile(r"(?:设置|配置|设|查看)?权限规则[\s:：]*|(?:设置|配置)权限[\s:：]+"), rights_rule.rule_by_word),
    (RULE, rights_rule.rule_by_word),
    (re.compile(r"(?:网页登录|登录网页|登录链接|网页版登录|打开网页)[。.!！]*$"), page_login.login_by_word),
)


async def take_command(talk: Talk, text: str) -> bool:
    """Do what the message says, with the words behind the command. False: it is none."""
    said = text.strip()
    if len(said) > LONGEST:
        return False
    for pattern, command in COMMANDS:
        found = pattern.match(said)
        if found is not None:
            if await permitted(talk, f"word:{command.__name__}"):
                await command(talk, said[found.end() :].strip())
            return True
    return False
