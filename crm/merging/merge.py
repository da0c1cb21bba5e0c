"""Merging customers into one (F14, F18): who may, what the master takes over from whom, and what a split gives back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from crm.customers.account import Account
from crm.leads.lead import CLOSED, Lead
from crm.people import User
from crm.rights.reach import Act, Reach, reach

MERGED = "已合并"  # the status of a lead that is folded under another
PROPOSED, DONE, SPLIT, DROPPED, REJECTED = "proposed", "done", "split", "dropped", "rejected"
BY_WORD, SAME_IP, REVIEW = "F14", "F17", "F18"
MOST_SIDES = 20
LEAD_FIELDS = ("title", "email", "wechat", "avatar", "budget", "decision_role", "next_action", "next_time", "score")
ACCOUNT_FIELDS = ("industry", "region", "address", "golden_id", "health")
LABELS = {
    "title": "职务",
    "email": "邮箱",
    "wechat": "微信",
    "avatar": "头像",
    "budget": "预算",
    "decision_role": "决策角色",
    "next_action": "下一步",
    "next_time": "时间",
    "score": "评分",
    "last_contact_at": "最近联系",
    "industry": "行业",
    "region": "地区",
    "address": "地址",
    "golden_id": "统一编号",
    "health": "健康分",
}


@dataclass
class Merge:
    """One merge, proposed or carried out.

    `sides` are customers as `account:…` or `lead:…` (a lead without an account), `seen` the fingerprint of what the
    preview showed. `body` holds what a split needs: `moved` (kind → id → where it was), `before` (lead → its own
    values), `filled` (field by field: value, whose it was, what stood there), `made` (contacts → side they stand for).
    """

    id: str
    person: str
    rule: str
    created_at: datetime
    sides: list[str]
    master: str = ""
    name: str = ""
    state: str = PROPOSED
    seen: str = ""
    body: dict[str, Any] = field(default_factory=dict)
    score: float | None = None
    reasons: list[str] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    reviewers: list[str] = field(default_factory=list)
    done_at: datetime | None = None
    split_at: datetime | None = None
    split_by: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A customer that takes part: its account (None for a lead without one) and its leads that are not folded."""

    key: str
    account: Account | None
    leads: tuple[Lead, ...]

    @property
    def name(self) -> str:
        """How the customer is called."""
        lead = self.leads[0] if self.leads else None
        return (self.account.name if self.account else "") or (lead.company or lead.contact if lead else "")

    @property
    def owner(self) -> str:
        """Whose customer it is; empty while nobody has it."""
        return self.account.owner if self.account else self.leads[0].owner

    @property
    def top(self) -> Lead | None:
        """The lead that stands for the customer: open before closed, then the oldest."""
        return min(self.leads, key=lambda lead: (lead.status == CLOSED, lead.created_at, lead.id), default=None)


@dataclass(frozen=True, slots=True)
class Filled:
    """One value the master took over: from which record, and what stood there before."""

    record: str
    field: str
    value: Any
    origin: str
    was: Any = None


def may_merge(person: User, owners: Iterable[str], team: Collection[str]) -> bool:
    """Decide whether a person may merge customers of these owners: own, the team's (`team` holds its ids), or all."""
    match reach(person, Act.MERGE):
        case Reach.ALL:
            return True
        case Reach.OWN:
            return all(owner == person.id for owner in owners)
        case Reach.TEAM if person.team:
            return all(owner in team for owner in owners)
    return False


def fingerprint(sides: Iterable[Side]) -> str:
    """Return 64 hex characters that change whenever an account or lead of these sides does."""
    rows: list[tuple[str, str]] = []
    for side in sides:
        rows += [(side.key, repr(sorted(asdict(side.account).items())))] if side.account else [(side.key, "")]
        rows += [(f"lead:{lead.id}", repr(sorted(asdict(lead).items()))) for lead in side.leads]
    return sha256(repr(sorted(rows)).encode()).hexdigest()


def filled_fields(master: Side, others: Sequence[Side]) -> list[Filled]:
    """Return what the master takes over: only what it lacks, from the side that was changed last.

    Last contact is the latest of all. Whatever differs stays readable on the folded leads.
    """
    found: list[Filled] = []
    top = master.top
    leads = sorted((lead for side in others for lead in side.leads), key=lambda lead: lead.updated_at, reverse=True)
    if top is not None:
        found += _taken(f"lead:{top.id}", top, LEAD_FIELDS, [(f"lead:{lead.id}", lead) for lead in leads])
        latest = max((lead for lead in leads if lead.last_contact_at), key=_contacted, default=None)
        if latest is not None and (top.last_contact_at is None or _contacted(latest) > top.last_contact_at):
            at = _contacted(latest).isoformat()
            was = top.last_contact_at.isoformat() if top.last_contact_at else None
            found.append(Filled(f"lead:{top.id}", "last_contact_at", at, f"lead:{latest.id}", was))
    if master.account is not None:
        accounts = [(side.key, side.account) for side in others if side.account is not None]
        found += _taken(master.key, master.account, ACCOUNT_FIELDS, accounts)
    return found


def back_to(owner: str, master_owner: str, sides: Sequence[Side]) -> Side | None:
    """Return the side that a record written since the merge goes to at a split, None when it stays with the master.

    It goes to the side of whoever wrote it, if exactly one folded side was theirs and the master was not.
    """
    theirs = [side for side in sides if side.owner == owner]
    return theirs[0] if owner != master_owner and len(theirs) == 1 else None


def united(first: Sequence[str], others: Iterable[Sequence[str]]) -> list[str]:
    """Return all values once, in order."""
    return list(dict.fromkeys([*first, *(value for some in others for value in some)]))


def _taken(target: str, record: Any, names: Sequence[str], others: Sequence[tuple[str, Any]]) -> list[Filled]:
    found = []
    for name in names:
        if getattr(record, name) not in ("", None):
            continue
        giver = next(((key, other) for key, other in others if getattr(other, name) not in ("", None)), None)
        if giver is not None:
            found.append(Filled(target, name, getattr(giver[1], name), giver[0], getattr(record, name)))
    return found


def _contacted(lead: Lead) -> datetime:
    assert lead.last_contact_at is not None
    return lead.last_contact_at
