"""The crm dataclasses mapped onto their tables. Called once, by `app`; a second call does nothing."""

from __future__ import annotations

from sqlalchemy.orm import registry

from crm.account import Account, Contact
from crm.approval import Approval, Stay
from crm.assignment import Assignment
from crm.contract import Contract
from crm.deletion import Deletion
from crm.draft import Draft, Todo
from crm.first_contact import Fuse, Watch
from crm.flow import FlowRow
from crm.follow_up import FollowUp, Note
from crm.handover import Handover
from crm.lead import Lead
from crm.merge import Merge
from crm.people import Activity, Identity, User
from crm.rights_rule import RightsRule
from crm.step_up import Challenge
from crm.trail import AuditRow, Decision, Happening, Question
from storage.door import keep_keys
from storage.tables import approvals, assignments, contracts, first_contact, handover, merges, notes
from storage.tables import audit as rights
from storage.tables import crm as tables
from storage.tables import rights as rules

_PAIRS = (
    (User, tables.user),
    (Identity, tables.identity),
    (Activity, tables.activity),
    (Account, tables.account),
    (Contact, tables.contact),
    (Lead, tables.lead),
    (Draft, tables.draft),
    (Todo, tables.todo),
    (Assignment, assignments.assignment),
    (FollowUp, tables.follow_up),
    (Note, notes.note),
    (Watch, first_contact.first_contact),
    (Fuse, first_contact.fuse),
    (Approval, tables.approval),
    (Stay, approvals.stay),
    (Handover, handover.handover),
    (Merge, merges.merge),
    (Contract, contracts.contract),
    (FlowRow, contracts.flow_log),
    (Challenge, rights.challenge),
    (Deletion, rights.deletion),
    (RightsRule, rules.rights_rule),
    (AuditRow, tables.audit),
    (Happening, tables.happening),
    (Decision, tables.decision),
    (Question, tables.question),
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
