"""Front interception (F15): what is said when a new customer turns out to be a known one."""

from __future__ import annotations

from dataclasses import dataclass

SEPARATE = "独立"  # the tag of a customer that was kept apart on purpose
LINKED_TAG = "关联"  # the tag of a lead that was put beside the customer it belongs to
HELD, LINKED = "held", "linked"  # states of a draft: waits for a decision about a lead; became part of a known customer
TITLE = "检测到已有客户"
LINK, APART = "关联到此客户", "新建独立客户"


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    """A customer found by phone or mail. `lead_id` is None when only the contact is known.

    `mine`: the person who asks may see the record; `telling`: they may at least be told whose it is.
    """

    company: str
    contact: str
    title: str
    owner: str
    lead_id: str | None
    account_id: str | None
    mine: bool = True
    telling: bool = True


def known_text(known: KnownCustomer) -> str:
    """Return F15's sentence, `检测到已有客户：Anker Inc.（采购总监王磊）`, as far as the reader may know."""
    if not known.telling:
        return TITLE
    company, person = known.company or known.contact, f"{known.title}{known.contact}"
    return f"{TITLE}：{company}（{person}）" if known.company and person else f"{TITLE}：{company}"
