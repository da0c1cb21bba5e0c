"""`今天见了深圳瑞丰和东莞立讯，…`: of two companies that were met, each gets a follow-up, registered or not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crm.leads.lead import Lead
from handlers.context import Talk
from handlers.customers.customer_meant import name_of, named, spoken_names
from handlers.notes.follow_up import Came, open_note
from handlers.notes.two_customers import MOST, clauses_of
from handlers.texts import note_texts
from nlp.names.identity import identify
from nlp.reading import Asked, Reading

LONGEST = 400
_MET = re.compile(
    r"(?:见|拜访|拜会|走访|跑|去|到|约|接待|联系|聊|谈|碰)(?:到|完|过)?(?:了|一下|下)?(?!一下|下)|打(?:了)?(?:个)?电话|问了?下"
)
_ELSE = re.compile(
    r"竞|对手|友商|同行|用的|在用|供应商|供货|代理|上游|下游|母公司|子公司|旗下|总部|客户是|合作|以前|之前|跳槽|来自|类似|像"
)
_CLAUSE = re.compile(r"[^,，。;；\n]+")
_JOINED = re.compile(r"和|、|跟|与|及|以及|还有")


@dataclass(frozen=True, slots=True)
class Met:
    """A company that was met: by what the words call it, and the record when there is one."""

    name: str
    lead: Lead | None

    @property
    def names(self) -> tuple[str, ...]:
        return spoken_names(self.lead.company) if self.lead is not None else (self.name, *spoken_names(self.name))


async def talk_of_newcomers(talk: Talk, reading: Reading, text: str, came: Came) -> bool:
    """Open a follow-up for each of two or three companies met, one of them at least unregistered.

    One that was met counts, not whom that one buys from, sells to or compares. False: nothing had to be told apart.
    """
    if len(text) > LONGEST or not _MET.search(text):
        return False
    met = [Met(name, await _lead_of(talk, name)) for name in companies_met(talk, text)]
    if len(met) == 1 and met[0].lead is None and _only_mentioned(text, reading.company, met[0]):
        await open_note(talk, text, came, newcomer=met[0].name)
        return True
    if not 2 <= len(met) <= MOST or all(one.lead is not None for one in met):
        return False
    parts = clauses_of(text, [one.names for one in met])
    await talk.reply(note_texts.several_companies([name_of(one.lead) or one.name for one in met]))
    for one, part in zip(met, parts, strict=True):
        await open_note(talk, part, came, about=one.lead, newcomer="" if one.lead is not None else one.name)
    return True


def _only_mentioned(text: str, company: str, met: Met) -> bool:
    """Tell whether the company that was read stands only beside the one that was met."""
    clauses = [clause for clause in _CLAUSE.findall(text) if company and company in clause]
    return company not in met.names and bool(clauses) and all(_ELSE.search(clause) for clause in clauses)


def companies_met(talk: Talk, text: str) -> list[str]:
    """Return the companies that clauses of a meeting name, each once, in their order; rivals and suppliers are none."""
    found: dict[str, str] = {}
    for clause in _CLAUSE.findall(text):
        if not _MET.search(clause) or _ELSE.search(clause):
            continue
        for name in _named_in(talk, clause):
            found.setdefault(identify(name).brand or name, name)
    return list(found.values())


def _named_in(talk: Talk, clause: str) -> list[str]:
    read = talk.around.understanding.read
    name = read(Asked(f"记录跟进 {clause}", talk.now)).company
    if not name or name not in clause:
        return []
    parts = _JOINED.split(name)
    if len(parts) > 1 and all(len(part) >= 3 for part in parts):
        return parts
    rest = _JOINED.sub("", clause.replace(name, "")).strip()
    other = read(Asked(f"记录跟进 {rest}", talk.now)).company if _JOINED.search(clause) else ""
    both = [name, other] if len(other) >= 2 and other in clause else [name]
    return sorted(both, key=clause.find)


async def _lead_of(talk: Talk, name: str) -> Lead | None:
    found = await named(talk, name, talk.around.understanding.read(Asked(f"拜访了{name}", talk.now)))
    return found[0] if len(found) == 1 else None
