"""Who may use a way in (F94): an intent, a word command, a kind of card, the answer to an open question, or voice.

Whatever is not named here is refused, and fails the build.
"""

from __future__ import annotations

from collections.abc import Mapping

from crm.people import Role, User
from crm.rights.reach import Act, Reach, reach

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


def may_use(person: User, entry: str) -> bool:
    """Decide whether a person may use a way in. One that is not in the table is open to nobody.

    Whoever was granted the sight of customers by a rule uses the words of the staff; rows are filtered beneath.
    """
    roles = ENTRIES.get(entry, frozenset())
    granted = roles == STAFF and Act.SEE.value in person.grants and reach(person, Act.SEE) != Reach.NONE
    return person.active and (person.role in roles or granted)
