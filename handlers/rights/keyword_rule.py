"""`阶段规则 按意思`: an administrator chooses what in a customer's words moves a stage (F52) or sets a tag (F54)."""

from __future__ import annotations

import re

from crm.notes.keyword_rule import EITHER, LITERAL, MEANING, KeywordRules, chosen
from handlers.context import Talk, Work
from handlers.texts import keyword_rule_texts as texts

RULE = "keywords"
_CHOICES = (
    (EITHER, re.compile(r"都(?:算|行|可以)?|任一|两种|两者|或")),
    (MEANING, re.compile(r"意思|语义|含义|理解")),
    (LITERAL, re.compile(r"关键词|关键字|字面|原词")),
)


async def keyword_rules(work: Work) -> KeywordRules:
    """Return the rules in force."""
    return chosen(work.around.keywords, await work.records.contracts.rule(RULE))


async def stage_rule_by_word(talk: Talk, words: str) -> None:
    """`阶段规则` tells what moves stages, `阶段规则 按意思` changes it."""
    await _by_word(talk, "stage", words)


async def tag_rule_by_word(talk: Talk, words: str) -> None:
    """`标签规则`: the same for the tag of trial interest."""
    await _by_word(talk, "tags", words)


async def _by_word(talk: Talk, what: str, words: str) -> None:
    kept = await talk.records.contracts.rule(RULE) or {}
    before = getattr(await keyword_rules(talk), what)
    version = int(kept.get("version", 0))
    if not words:
        await talk.reply(texts.rule_told(what, before, version))
        return
    found = [choice for choice, pattern in _CHOICES if pattern.search(words)]
    if not found or (len(found) > 1 and EITHER not in found):
        await talk.reply(texts.FORM)
        return
    if found[0] == before:
        await talk.reply(texts.rule_told(what, before, version))
        return
    body = {**kept, what: found[0], "version": version + 1}
    await talk.records.contracts.set_rule(RULE, body, talk.person.id, talk.now)
    await talk.audit(talk.person.id, "keywords.set", f"rule:{RULE}.{what}", talk.here.platform, before, found[0])
    await talk.reply(texts.rule_set(what, found[0], before, version + 1))
