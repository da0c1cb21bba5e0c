"""The collections of the JSON API: which keys of which tables are public, and to whom."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, literal, select

from storage.collections.collection import Collection
from storage.collections.rights import by_owner, of_approvals, of_deliveries, of_merges, of_names, of_people, of_totals
from storage.rights.policy import only_admin
from storage.tables import (
    approvals,
    assignments,
    conditions,
    contracts,
    customers,
    drafts,
    handover,
    imports,
    intake,
    merges,
    messaging,
    notes,
    people,
    systems,
    trail,
)
from storage.tables import first_contact as watch


def _same(*names: str, **renamed: str) -> dict[str, str]:
    return {**{name: name for name in names}, **renamed}


_LEAD = _same(
    "id", "company", "contact", "title", "phone", "email", "wechat", "avatar", "stage", "status", "owner",
    "channel", "score", "tags", "next_action", "next_time", "budget", "due_at", "created_at", "updated_at",
    "decision_role", "content_sent", "sent_time", "acts", "depth_score", "last_contact_at", "raw_company", "master",
)  # fmt: skip
_ACCOUNT = _same(
    "id", "name", "raw_names", "golden_id", "master", "owner", "industry", "region", "tags", "health", "address"
)
_CONTACT = _same("id", "name", "title", "phone", "email", "wechat", "owner", account="account_id")
_DRAFT = _same(
    "id", "company", "contact", "title", "phone", "stage", "todo", "next_time", "state", "owner", "text", "raw",
    "tags", "budget", "created_at", "updated_at", lead="lead_id", source="origin",
)  # fmt: skip
_FOLLOW_UP = _same(
    "id", "owner", "text", "at", "solved", "next_step", "promised_time", "source", "tags", lead="lead_id"
)
_TODO = _same("id", "owner", "what", "due", "done", "asked_by", "created_at", lead="lead_id", draft="draft_id")
_EVENT = _same("id", "kind", "at", "staff", "detail", on="platform", customer="external_id")
_APPROVAL = _same(
    "id", "kind", "state", "owner", "due_at", "steps", "requester", "subject", "customer", "amount", "reason",
    "members", "created_at", "decided_at", "level", "group", "need", "agreed",
)  # fmt: skip
_CONTRACT = _same(
    "id", "number", "customer", "owner", "amount", "signed_date", "end_date", "estimated", "state", "renewal_on",
    "created_at", "updated_at",
)  # fmt: skip
_FLOW_ROW = _same("id", "flow", "at", "subject", "state", "message", "owner")
_STAY = _same("id", "approval", "kind", "group", "person", "role", "day", "hour", "entered_at", "left_at", "minutes")
_HEAT_TABLE = (
    select(
        approvals.stay.c["group"], approvals.stay.c.role, approvals.stay.c.day, approvals.stay.c.hour,
        func.avg(approvals.stay.c.minutes).label("minutes"), func.count().label("stays"),
    )
    .group_by(approvals.stay.c["group"], approvals.stay.c.role, approvals.stay.c.day, approvals.stay.c.hour)
    .subquery("approval_heat")
)  # fmt: skip
_HEAT = _same("group", "role", "day", "hour", "minutes", "stays")
_FIRST_CONTACT = _same("owner", "assigned_at", "due_at", "contacted_at", "missed_at", lead="lead_id")
_FUSE = _same("person", "misses", "frozen_day", "released_by")
_MUTE = _same("person", "at", lead="lead_id")
_BLOCKING = _same("group", "day", "minutes", "mean", "stays", "red")
_DELIVERY = _same(
    "id", "key", "kind", "state", "attempts", "error", "sent_at", "tapped_at", on="platform", to="target_id",
    card="card_id",
)  # fmt: skip
_AUDIT = _same("id", "at", "actor", "action", "subject", "surface", "before", "after", "ip", "device")
_USER = _same("id", "name", "role", "team", "manager", "city", "industries", "active")
_MERGE = _same(
    "id", "person", "rule", "state", "sides", "master", "name", "body", "score", "reasons", "owners", "reviewers",
    "created_at", "done_at", "split_at", "split_by",
)  # fmt: skip
_PAIR = _same("one", "other", "state", "at", merge="merge_id")
_ALIAS = _same("alias", "standard", "source", "person", "at")
_INTAKE = _same(
    "id", "channel", "external_id", "state", "reason", "source", "mapped", "unknown", "copies", "attempts", "sha256",
    "received_at", "done_at", lead="lead_id",
)  # fmt: skip
_INTAKE_KEY = _same("channel", "key", "target", "first_seen", "mapped_at")
_INTAKE_DAY = _same(
    "channel", "day", "sent", "received", "made", "linked", "quarantined", "repeated", "verdict", "updated_at"
)
_IMPORT = _same(
    "id", "name", "channel", "origin", "person", "state", "reason", "headings", "unknown", "staged", "applied",
    "undone", "counts", "created_at", "done_at",
)  # fmt: skip
_IMPORT_ROW = _same(
    "place", "number", "verdict", "reason", "remarks", "cells", "found", "owner", lead="lead_id", on="import_id",
    golden_id="golden_id",
)  # fmt: skip
_CONDITION = _same("id", "kind", "subject", "since", "over_at", "detail")
_ASSIGNMENT = _same("id", "owner", "by", "at", "why", "read_at", lead="lead_id")
_SYSTEM = _same("system", "rows", "unreadable", "error", "cursor", "read_at")
_SYSTEM_RECORD = _same("system", "golden_id", "weak", "linked", "name", "phone", "updated_at", id="external_id")
_DIFF = _same("day", "golden_id", "field", "held", "winner", "reason", "losers")
_REPORT_TABLE = select(
    systems.master_report.c.day, literal("master_diff").label("kind"), systems.master_report.c.text,
    systems.master_report.c.compared, systems.master_report.c.different, systems.master_report.c.errors,
    systems.master_report.c.at,
).subquery("report")  # fmt: skip
_REPORT = _same("day", "kind", "text", "compared", "different", "errors", "at")

COLLECTIONS: Mapping[str, Collection] = {
    "leads": Collection(customers.lead, _LEAD, by_owner(customers.lead), "created_at"),
    "accounts": Collection(customers.account, _ACCOUNT, by_owner(customers.account), "created_at"),
    "contacts": Collection(customers.contact, _CONTACT, by_owner(customers.contact), "created_at"),
    "drafts": Collection(drafts.draft, _DRAFT, by_owner(drafts.draft), "created_at"),
    "follow_ups": Collection(notes.follow_up, _FOLLOW_UP, by_owner(notes.follow_up), "at"),
    "todos": Collection(drafts.todo, _TODO, by_owner(drafts.todo), "created_at"),
    "events": Collection(trail.happening, _EVENT, by_owner(trail.happening, "staff"), "at"),
    "approvals": Collection(approvals.approval, _APPROVAL, of_approvals, "created_at"),
    "approval_stays": Collection(approvals.stay, _STAY, only_admin, "left_at"),
    "approval_heat": Collection(_HEAT_TABLE, _HEAT, of_totals, "day"),
    "approval_blocking": Collection(approvals.blocking, _BLOCKING, of_totals, "day"),
    "first_contacts": Collection(watch.first_contact, _FIRST_CONTACT, by_owner(watch.first_contact), "assigned_at"),
    "fuses": Collection(watch.fuse, _FUSE, by_owner(watch.fuse, "person"), "person"),
    "mutes": Collection(handover.mute, _MUTE, by_owner(handover.mute, "person"), "at"),
    "contracts": Collection(contracts.contract, _CONTRACT, by_owner(contracts.contract), "created_at"),
    "flow_log": Collection(contracts.flow_log, _FLOW_ROW, by_owner(contracts.flow_log), "at"),
    "merges": Collection(merges.merge, _MERGE, of_merges, "created_at"),
    "duplicate_pairs": Collection(merges.duplicate_pair, _PAIR, only_admin, "at"),
    "standard_names": Collection(merges.company_alias, _ALIAS, of_names, "at"),
    "intake": Collection(intake.intake, _INTAKE, only_admin, "received_at"),
    "intake_keys": Collection(intake.intake_key, _INTAKE_KEY, only_admin, "first_seen"),
    "intake_days": Collection(intake.intake_day, _INTAKE_DAY, only_admin, "day"),
    "conditions": Collection(conditions.condition, _CONDITION, only_admin, "since"),
    "assignments": Collection(assignments.assignment, _ASSIGNMENT, by_owner(assignments.assignment), "at"),
    "imports": Collection(imports.import_batch, _IMPORT, only_admin, "created_at"),
    "import_rows": Collection(imports.import_row, _IMPORT_ROW, only_admin, "place"),
    "systems": Collection(systems.system_cursor, _SYSTEM, only_admin, "system"),
    "system_records": Collection(systems.system_record, _SYSTEM_RECORD, only_admin, "external_id"),
    "master_diffs": Collection(systems.master_diff, _DIFF, only_admin, "day"),
    "reports": Collection(_REPORT_TABLE, _REPORT, only_admin, "at"),
    "deliveries": Collection(messaging.delivery, _DELIVERY, of_deliveries, "created_at"),
    "audit": Collection(trail.audit, _AUDIT, only_admin, "id"),
    "users": Collection(people.user, _USER, of_people, "id"),
}
