"""A lead's page changes a stage under the same condition as the chat: with a reason (F48)."""

from __future__ import annotations

from crm.customers.account import Account, Contact
from crm.leads.lead import Lead
from crm.leads.stage import Stage
from handlers.leads.lead_page import edit_lead
from handlers.texts.customer_texts import STAGE_REASON
from storage.database import Database
from tests.handlers.talking import NOW, talking


def lead() -> Lead:
    return Lead("lead1", "杭州测试", "张三", "13800001234", "zhangwei", NOW, NOW)


async def test_a_stage_without_a_reason_changes_nothing(database: Database) -> None:
    async with talking(database) as (talk, _):
        await talk.records.leads.add(kept := lead())

        answers = [
            (await edit_lead(talk, talk.person, kept, {"stage": "quoting", "contact": "李四", "reason": reason})).text
            for reason in ("", "  ", "。")
        ]

        assert answers == [STAGE_REASON] * 3
        assert (kept.stage, kept.contact) == (Stage.FIRST_CONTACT, "张三")


async def test_with_a_reason_it_changes_and_the_reason_is_kept(database: Database) -> None:
    async with talking(database) as (talk, _):
        await talk.records.leads.add(kept := lead())

        told = await edit_lead(talk, talk.person, kept, {"stage": "quoting", "reason": "客户要正式报价单"})
        decision = await talk.records.trail.newest_decision("zhangwei", "lead:lead1")

        assert (told.text, kept.stage) == ("已保存，改了1项。", Stage.QUOTING)
        assert decision is not None
        assert (decision.rule, decision.reasons) == ("F48", ["初步接触 → 报价中：客户要正式报价单"])


async def test_other_fields_need_none(database: Database) -> None:
    async with talking(database) as (talk, _):
        await talk.records.leads.add(kept := lead())

        assert "1项" in (await edit_lead(talk, talk.person, kept, {"contact": "李四", "stage": "first_contact"})).text
        assert kept.contact == "李四"


async def test_the_contact_behind_the_lead_follows(database: Database) -> None:
    """F24: lead, customer and contact stay one; the customer's other people are not touched."""
    async with talking(database) as (talk, _):
        kept = lead()
        kept.account_id = "account1"
        await talk.records.leads.add_account(Account("account1", "杭州测试", "zhangwei", NOW, NOW))
        await talk.records.leads.add(kept)
        same = Contact("c1", "account1", "张三", "zhangwei", NOW, phone="13800001234")
        other = Contact("c2", "account1", "张三", "zhangwei", NOW, phone="13900005678")
        for person in (same, other):
            await talk.records.leads.add_contact(person)

        await edit_lead(talk, talk.person, kept, {"contact": "李四", "phone": "138 1111 2222", "title": "总监"})

        assert (kept.contact, kept.phone) == ("李四", "13811112222")
        assert (same.name, same.phone, same.title) == ("李四", "13811112222", "总监")
        assert (other.name, other.phone) == ("张三", "13900005678")
