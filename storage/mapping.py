"""The crm dataclasses mapped onto their tables. Called once, by `app`; a second call does nothing."""

from __future__ import annotations

from sqlalchemy.orm import registry

from crm.approvals.approval import Approval, Stay
from crm.customers.account import Account, Contact
from crm.customers.contract import Contract
from crm.customers.first_contact import Fuse, Watch
from crm.flow import FlowRow
from crm.handover import Handover
from crm.leads.assignment import Assignment
from crm.leads.draft import Draft, Todo
from crm.leads.lead import Lead
from crm.merging.merge import Merge
from crm.notes.follow_up import FollowUp, Note
from crm.people import Activity, Identity, User
from crm.rights.deletion import Deletion
from crm.rights.rule import RightsRule
from crm.rights.step_up import Challenge
from crm.trail import Decision, Happening, Question
from storage.intake.door import keep_keys
from storage.tables import (
    approvals,
    assignments,
    contracts,
    customers,
    drafts,
    first_contact,
    handover,
    merges,
    notes,
    people,
    trail,
)
from storage.tables import audit as rights
from storage.tables import rights as rules

_PAIRS = (
    (User, people.user),
    (Identity, people.identity),
    (Activity, people.activity),
    (Account, customers.account),
    (Contact, customers.contact),
    (Lead, customers.lead),
    (Draft, drafts.draft),
    (Todo, drafts.todo),
    (Assignment, assignments.assignment),
    (FollowUp, notes.follow_up),
    (Note, notes.note),
    (Watch, first_contact.first_contact),
    (Fuse, first_contact.fuse),
    (Approval, approvals.approval),
    (Stay, approvals.stay),
    (Handover, handover.handover),
    (Merge, merges.merge),
    (Contract, contracts.contract),
    (FlowRow, contracts.flow_log),
    (Challenge, rights.challenge),
    (Deletion, rights.deletion),
    (RightsRule, rules.rights_rule),
    (Happening, trail.happening),
    (Decision, trail.decision),
    (Question, trail.question),
)
_NOT_OURS = {"owner_team"}
"""Columns that the database keeps by itself, for the policy."""
_registry = registry()


def map_records() -> None:
    """Map every record class once."""
    if _registry.mappers:
        return
    for cls, table in _PAIRS:
        _registry.map_imperatively(cls, table, exclude_properties=_NOT_OURS)
    keep_keys()
