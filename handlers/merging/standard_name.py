"""Standard names where customers are made (F16): ANKER and anker shenzhen become 安克创新, the raw name is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from crm.customers.account import Account
from crm.leads.lead import Lead
from crm.merging.merge import united
from crm.merging.standard_name import refusal
from crm.people import Role, User
from handlers import texts
from handlers.context import Talk, Work
from handlers.merging.company_name import alias_keys, name_key
from handlers.texts import merge_texts

RENAMED_AT_ONCE = 5000
_PAIR = re.compile(r"^(?P<alias>[^=＝→]{1,255}?)\s*(?:=|＝|→|->|统一为|改为)\s*(?P<standard>.{1,255}?)[。.!！\s]*$")


async def standardise(work: Work, lead: Lead) -> None:
    """Give a lead the standard name of its company; what was typed is kept beside it."""
    standard = await work.records.names.standard(alias_keys(lead.company)) if lead.company else ""
    if standard and standard != lead.company:
        lead.raw_company, lead.company = lead.company, standard


async def import_names(work: Work, person: User, pairs: Sequence[tuple[int, str, str]], source: str) -> dict[str, Any]:
    """Keep rows of (number, alias, standard name), rename who bears an alias, and return each refusal with its row."""
    known: dict[str, str] = {}
    refused, kept = [], {}
    for row, alias, standard in pairs:
        key = alias_keys(alias)[0] if alias_keys(alias) else ""
        why = refusal(alias, standard, key, known)
        if why:
            refused.append({"row": row, "alias": alias[:64], "reason": why})
            continue
        known[key] = standard
        kept[alias] = standard
        await work.records.names.put(key, alias, standard, source, person.id, work.now)
    renamed = await _rename(work, kept)
    await work.audit(person.id, "names.import", f"names:{source[:64]}", "api")
    return {"kept": len(kept), "renamed": renamed, "refused": refused}


async def name_by_word(talk: Talk, words: str) -> None:
    """`标准名 ANKER=安克创新`, by an administrator."""
    if talk.person.role != Role.ADMIN:
        await talk.audit(talk.person.id, "names.refused", "names:chat", talk.here.platform)
        await talk.reply(texts.ADMINS_ONLY)
        return
    found = _PAIR.match(words)
    if found is None:
        await talk.reply(merge_texts.STANDARD_FORM)
        return
    alias, standard = found["alias"].strip(), found["standard"].strip()
    done = await import_names(talk, talk.person, [(1, alias, standard)], "chat")
    refused = next((one["reason"] for one in done["refused"]), "")
    await talk.reply(refused or merge_texts.standard_kept(alias, standard, done["renamed"]))


async def _rename(work: Work, kept: dict[str, str]) -> int:
    low = {alias.lower(): standard for alias, standard in kept.items()}
    found = await work.records.names.bearers(low, RENAMED_AT_ONCE)
    for record in found:
        if isinstance(record, Account):
            standard = low[record.name.lower()]
            record.raw_names = united(record.raw_names, [[record.name]])
            record.name, record.name_key, record.updated_at = standard, name_key(standard), work.now
        else:
            record.raw_company, record.company = record.raw_company or record.company, low[record.company.lower()]
            record.updated_at = work.now
    return sum(isinstance(record, Account) for record in found)
