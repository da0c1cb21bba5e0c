"""Who may do what (F94): the one table. Whatever is not named here is refused.

`REACH` says over whose records a role may do an act; `storage.rights.policy` turns it into SQL. `ENTRIES` says who may
use a way in: an intent, a word command, a kind of card, the answer to an open question, or voice. `JOBS` says whom work
that nobody asked for may tell what. A new one of either without an entry is refused and fails the build.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from crm.people import Role, User


class Act(StrEnum):
    """What can be done with customers and what belongs to them."""

    SEE = "see"  # lists, details, search, cards, pages, pushes
    EDIT = "edit"
    DELETE = "delete"
    RESTORE = "restore"
    EXPORT = "export"
    TOTALS = "totals"  # sums and counts, no single record
    MERGE = "merge"  # make one customer of several, and take that back (F14)
    COLLIDE = "collide"  # the masked answer that a customer is somebody else's


class Reach(StrEnum):
    """Over whose records."""

    NONE = "none"
    OWN = "own"
    TEAM = "team"
    ALL = "all"


REACH: Mapping[Role, Mapping[Act, Reach]] = {
    Role.SALES: {
        Act.SEE: Reach.OWN,
        Act.EDIT: Reach.OWN,
        Act.DELETE: Reach.OWN,
        Act.RESTORE: Reach.OWN,
        Act.MERGE: Reach.OWN,
        Act.TOTALS: Reach.OWN,
        Act.COLLIDE: Reach.ALL,
    },
    Role.SUPERVISOR: {
        Act.SEE: Reach.TEAM,
        Act.EDIT: Reach.TEAM,
        Act.DELETE: Reach.TEAM,
        Act.RESTORE: Reach.TEAM,
        Act.MERGE: Reach.TEAM,
        Act.EXPORT: Reach.TEAM,
        Act.TOTALS: Reach.TEAM,
        Act.COLLIDE: Reach.ALL,
    },
    Role.DIRECTOR: {Act.TOTALS: Reach.ALL},
    Role.ADMIN: {
        Act.SEE: Reach.ALL,
        Act.EDIT: Reach.ALL,
        Act.DELETE: Reach.ALL,
        Act.RESTORE: Reach.ALL,
        Act.MERGE: Reach.ALL,
        Act.EXPORT: Reach.ALL,
        Act.TOTALS: Reach.ALL,
    },
}

FORCED = ("channel", "created_at")
"""F23: 线索来源渠道 and 首次接触时间 are kept whoever may read them; a rule can only hide them from eyes."""
HIDDEN, SHOWN = "hidden", "shown"
MASK = "***"

EVERYONE = frozenset(Role)
STAFF = EVERYONE - {Role.INTERN}
ADMINS = frozenset({Role.ADMIN})
IMPORTERS = frozenset({Role.ADMIN, Role.MARKETING})
"""Who answers for channels and so may import tables. What they see of an import is what they brought."""
MANAGERS = frozenset({Role.ADMIN, Role.SUPERVISOR})
"""Who may give leads that nobody has, and switch automatic assignment off (F34)."""

ENTRIES: Mapping[str, frozenset[Role]] = {
    "intent:help": EVERYONE,
    "intent:chitchat": EVERYONE,
    "intent:capture_lead": STAFF,
    "intent:followup_note": STAFF,
    "intent:query": STAFF,
    "intent:approve": STAFF,
    "intent:reject": STAFF,
    "intent:claim": STAFF,
    "intent:mute": STAFF,
    "intent:unmute": STAFF,
    "intent:remind": STAFF,
    "intent:merge": STAFF,
    "intent:update_stage": STAFF,
    "intent:report": STAFF,
    "intent:undo": STAFF,
    "intent:drop": STAFF,
    "voice": STAFF,
    "phrase": STAFF,
    "approval": STAFF,
    "word:contract_by_word": STAFF,
    "word:repair_by_word": STAFF,
    "word:rerun_by_word": STAFF,
    "word:amount_by_word": STAFF,
    "word:approve_by_number": STAFF,
    "word:back_by_word": EVERYONE,
    "word:cosign_by_word": STAFF,
    "word:leave_by_word": EVERYONE,
    "word:transfer_by_word": STAFF,
    "word:withdraw_by_word": STAFF,
    "word:handover_by_word": STAFF,
    "word:undo_handover_by_word": STAFF,
    "word:merge_by_word": STAFF,
    "word:split_by_word": STAFF,
    "word:reviews_by_word": STAFF,
    "word:name_by_word": STAFF,
    "word:delete_by_word": STAFF,
    "word:export_by_word": STAFF,
    "word:login_by_word": STAFF,
    "word:rule_by_word": ADMINS,
    "word:stage_rule_by_word": ADMINS,
    "word:tag_rule_by_word": ADMINS,
    "word:imports_by_word": IMPORTERS,
    "word:assign_by_word": STAFF,
    "word:list_by_word": STAFF,
    "word:call_by_word": STAFF,
    "word:fallback_by_word": MANAGERS,
    "word:pause_by_word": MANAGERS,
    "word:resume_by_word": MANAGERS,
    "word:routing_by_word": STAFF,
    "answer:contract_end": STAFF,
    "answer:door": STAFF,
    "answer:draft_fields": STAFF,
    "answer:first_summary": STAFF,
    "answer:home": EVERYONE,
    "answer:lead_fields": STAFF,
    "answer:note_extra": STAFF,
    "answer:note_next_step": STAFF,
    "answer:note_promised_time": STAFF,
    "answer:note_solved": STAFF,
    "answer:note_text": STAFF,
    "answer:progress": STAFF,
    "answer:reject_reason": STAFF,
    "answer:remind_time": STAFF,
    "answer:remind_what": STAFF,
    "answer:stage_reason": STAFF,
    "answer:sure": STAFF,
    "card:approval": STAFF,
    "card:collision": STAFF,
    "card:contract": STAFF,
    "card:deletion": STAFF,
    "card:door": STAFF,
    "card:draft": STAFF,
    "card:first": STAFF,
    "card:fuse": STAFF,
    "card:handover": STAFF,
    "card:home": STAFF,
    "card:import": IMPORTERS,
    "card:lead": STAFF,
    "card:merge": STAFF,
    "card:minutes": STAFF,
    "card:note": STAFF,
    "card:pool": STAFF,
    "card:queue": MANAGERS,
    "card:reminder": STAFF,
    "card:renewal": STAFF,
    "card:renewal_run": STAFF,
    "card:rights_rule": ADMINS,
    "card:stall": ADMINS,
    "card:step_up": STAFF,
    "card:watch": STAFF,
}
"""Rows are filtered beneath: `query` is open to a director, who then finds no single customer."""


JOBS: Mapping[str, str] = {
    "job:deliver": "the one it was written for, by whoever wrote it within that one's rights",
    "job:fan_out": "no person: parts one order into many",
    "job:import": "the importer: what they brought",
    "job:inbox": "whoever wrote or tapped, by the entries above",
    "job:intake": "whoever the rules give the lead to; importers and administrators: names of keys, counts",
    "job:probe": "administrators and marketing: a channel's address, no customer",
    "job:system-write": "no person: writes to a system that granted it",
    "job:tick": "by the entry of the tick",
    "job:timer": "by the entry of the timer",
    "tick:morning-digest": "each team's room gets its own team's leads",
    "tick:renewal": "each contract's owner",
    "tick:intake-days": "administrators: counts of a channel, no customer",
    "tick:import-folder": "importers: what they or the folder brought",
    "tick:time-check": "administrators: zones and calendar",
    "tick:approval-blocking": "directors and administrators: averages of a group",
    "tick:missed-report": "supervisors: their team; directors and administrators: totals",
    "tick:master-diff": "administrators: what systems hold differently; the owner of a changed lead",
    "tick:duplicates": "who may merge the customers of a doubtful group",
    "tick:prune": "no person: clears what is settled",
    "tick:privilege-scan": "administrators: who may do more than the role, no customer",
    "tick:audit": "no person: signs and purges the log",
    "timer:approval_handover": "the approval's members and requester",
    "timer:approval_mark": "the approval's members",
    "timer:first_contact": "the manager who may see the customer, and the person whose fuse blows",
    "timer:silence": "the manager who may see the customer",
    "timer:silent_channel": "administrators and marketing: a channel, no customer",
    "timer:probe": "administrators and marketing: a channel's address, no customer",
    "timer:stall": "administrators: how many wait, no customer",
    "timer:release": "the owner, and the sales of the team who may claim it",
    "timer:hand_queue": "managers, who may give what nobody has: names and sources",
    "timer:reminder": "the to-do's owner",
    "timer:renewal": "the contract's owner",
}
"""Work that no person asked for, and whom it may tell what. A new one without an entry fails the build."""

_OPERATOR = "whoever may read the installation's secret, as an administrator"
_ALONE = "anybody: opens no database"
COMMANDS: Mapping[str, str] = {
    "demo": "anybody: a made-up installation of its own",
    "serve": "whoever may read the settings; acts for nobody by itself",
    "doctor": "whoever may read the settings: no customer",
    "migrate": "whoever may read the settings: no customer",
    "verify": "whoever may read the settings: ids and hashes, no contents",
    "backup": "whoever may read the data folder: everything, in a file that only its owner may read",
    "move": "whoever may read the settings: every row, to a database of the same installation",
    "play": "anybody: a made-up installation of its own",
    "simulate": "whoever may read the settings: contracts by number; nothing is written or sent",
    "intake-test": _ALONE,
    "intake-map": _OPERATOR,
    "intake-coverage": "whoever may read the settings: names of channels and keys",
    "intake-template": _ALONE,
    "import": _OPERATOR,
    "import-undo": _OPERATOR,
    "import-verdicts": _OPERATOR,
    "contracts": _OPERATOR,
    "renewal-rule": _OPERATOR,
    "names": _OPERATOR,
    "master-link": _OPERATOR,
    "dedup": "whoever may read the settings: the table given, or all customers",
    "understand": _ALONE,
    "keywords": _ALONE,
    "transcribe": _ALONE,
}
"""Who may run each command of the command line, and as whom. A new one without an entry fails the build."""


def role_reach(role: str, act: Act) -> Reach:
    """Return over whose records a role may do an act; a role that is not known reaches nothing."""
    if role not in REACH:
        return Reach.NONE
    return REACH[Role(role)].get(act, Reach.NONE)


def reach(person: User, act: Act) -> Reach:
    """Return over whose records a person may do an act: the role's, unless a confirmed rule says otherwise (F98)."""
    if not person.active:
        return Reach.NONE
    granted = person.grants.get(act.value)
    if granted is None:
        return role_reach(person.role, act)
    return Reach(granted) if granted in set(Reach) else Reach.NONE


def may_use(person: User, entry: str) -> bool:
    """Decide whether a person may use a way in. One that is not in the table is open to nobody.

    Whoever was granted the sight of customers by a rule uses the words of the staff; rows are filtered beneath.
    """
    roles = ENTRIES.get(entry, frozenset())
    granted = roles == STAFF and Act.SEE.value in person.grants and reach(person, Act.SEE) != Reach.NONE
    return person.active and (person.role in roles or granted)


def field_key(name: str) -> str:
    """Return the key under which a rule on a field stands among a person's grants."""
    return f"field:{name}"


def hidden_fields(person: User) -> frozenset[str]:
    """Return the fields this person may not read. They are stored and synced all the same, only masked (F23)."""
    return frozenset(name for name in FORCED if person.grants.get(field_key(name)) == HIDDEN)
