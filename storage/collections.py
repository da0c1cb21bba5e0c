"""The collections of the JSON API: which rows and keys of the tables are public, and to whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    FromClause,
    String,
    and_,
    false,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncSession

from crm.people import Role, User
from crm.rights import MASK, hidden_fields
from storage.policy import only_admin, owned_by_visible
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

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOST = 1000
Visible = Callable[[User], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection: its table, public key → column name, who sees which rows, and the column to order by."""

    table: FromClause
    keys: Mapping[str, str]
    visible: Visible
    newest: str


def _same(*names: str, **renamed: str) -> dict[str, str]:
    return {**{name: name for name in names}, **renamed}


def _owner(table: FromClause, column: str = "owner") -> Visible:
    return lambda person: owned_by_visible(person, table.c[column])


def _approval_visible(person: User) -> ColumnElement[bool]:
    mine = approvals.approval.c.requester == person.id
    return or_(only_admin(person), owned_by_visible(person, approvals.approval.c.requester), mine, _member(person))


def _member(person: User) -> ColumnElement[bool]:
    return approvals.approval.c.members.cast(String).contains(f'"{person.id}"', autoescape=True)


def _merge_visible(person: User) -> ColumnElement[bool]:
    table, quoted = merges.merge.c, f'"{person.id}"'
    named = [column.cast(String).contains(quoted, autoescape=True) for column in (table.owners, table.reviewers)]
    mine = or_(only_admin(person), table.person == person.id, *named)
    return and_(mine, true() if person.active else false())


def _anyone_named(person: User) -> ColumnElement[bool]:
    return merges.company_alias.c.key.is_not(None) if person.active else only_admin(person)


def _delivery_visible(person: User) -> ColumnElement[bool]:
    return or_(only_admin(person), messaging.delivery.c.person == person.id)


def _anyone(person: User) -> ColumnElement[bool]:
    return people.user.c.id.is_not(None) if person.active else only_admin(person)


def _totals(person: User) -> ColumnElement[bool]:
    return true() if person.active and person.role == Role.DIRECTOR else only_admin(person)


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
_TODO = _same("id", "owner", "what", "due", "done", "created_at", lead="lead_id", draft="draft_id")
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
    "leads": Collection(customers.lead, _LEAD, _owner(customers.lead), "created_at"),
    "accounts": Collection(customers.account, _ACCOUNT, _owner(customers.account), "created_at"),
    "contacts": Collection(customers.contact, _CONTACT, _owner(customers.contact), "created_at"),
    "drafts": Collection(drafts.draft, _DRAFT, _owner(drafts.draft), "created_at"),
    "follow_ups": Collection(notes.follow_up, _FOLLOW_UP, _owner(notes.follow_up), "at"),
    "todos": Collection(drafts.todo, _TODO, _owner(drafts.todo), "created_at"),
    "events": Collection(trail.happening, _EVENT, _owner(trail.happening, "staff"), "at"),
    "approvals": Collection(approvals.approval, _APPROVAL, _approval_visible, "created_at"),
    "approval_stays": Collection(approvals.stay, _STAY, only_admin, "left_at"),
    "approval_heat": Collection(_HEAT_TABLE, _HEAT, _totals, "day"),
    "approval_blocking": Collection(approvals.blocking, _BLOCKING, _totals, "day"),
    "first_contacts": Collection(watch.first_contact, _FIRST_CONTACT, _owner(watch.first_contact), "assigned_at"),
    "fuses": Collection(watch.fuse, _FUSE, _owner(watch.fuse, "person"), "person"),
    "mutes": Collection(handover.mute, _MUTE, _owner(handover.mute, "person"), "at"),
    "contracts": Collection(contracts.contract, _CONTRACT, _owner(contracts.contract), "created_at"),
    "flow_log": Collection(contracts.flow_log, _FLOW_ROW, _owner(contracts.flow_log), "at"),
    "merges": Collection(merges.merge, _MERGE, _merge_visible, "created_at"),
    "duplicate_pairs": Collection(merges.duplicate_pair, _PAIR, only_admin, "at"),
    "standard_names": Collection(merges.company_alias, _ALIAS, _anyone_named, "at"),
    "intake": Collection(intake.intake, _INTAKE, only_admin, "received_at"),
    "intake_keys": Collection(intake.intake_key, _INTAKE_KEY, only_admin, "first_seen"),
    "intake_days": Collection(intake.intake_day, _INTAKE_DAY, only_admin, "day"),
    "conditions": Collection(conditions.condition, _CONDITION, only_admin, "since"),
    "assignments": Collection(assignments.assignment, _ASSIGNMENT, _owner(assignments.assignment), "at"),
    "imports": Collection(imports.import_batch, _IMPORT, only_admin, "created_at"),
    "import_rows": Collection(imports.import_row, _IMPORT_ROW, only_admin, "place"),
    "systems": Collection(systems.system_cursor, _SYSTEM, only_admin, "system"),
    "system_records": Collection(systems.system_record, _SYSTEM_RECORD, only_admin, "external_id"),
    "master_diffs": Collection(systems.master_diff, _DIFF, only_admin, "day"),
    "reports": Collection(_REPORT_TABLE, _REPORT, only_admin, "at"),
    "deliveries": Collection(messaging.delivery, _DELIVERY, _delivery_visible, "created_at"),
    "audit": Collection(trail.audit, _AUDIT, only_admin, "id"),
    "users": Collection(people.user, _USER, _anyone, "id"),
}


async def read_collection(
    session: AsyncSession, name: str, person: User, where: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return the newest rows of a collection that this person may see and that fit `where`, newest first.

    Texts fit when contained, numbers and booleans when equal. Raises KeyError for a key that is not public.
    """
    collection, hidden = COLLECTIONS[name], hidden_keys(name, person)
    columns = [collection.table.c[column].label(key) for key, column in collection.keys.items()]
    fits: list[ColumnElement[bool]] = []
    later: dict[str, Any] = {}
    for key, wanted in where.items():
        if key in hidden:
            raise KeyError(key)  # or its value could be found out by asking
        column = collection.table.c[collection.keys[key]]
        if isinstance(wanted, str) and isinstance(column.type, String):
            fits.append(column.contains(wanted, autoescape=True))
        else:
            later[key] = wanted
    query = select(*columns).where(collection.visible(person), *fits)
    query = query.order_by(collection.table.c[collection.newest].desc()).limit(MOST)
    rows = [{key: _public(value) for key, value in row._mapping.items()} for row in await session.execute(query)]
    found = [row for row in rows if all(_fits(wanted, row[key]) for key, wanted in later.items())]
    return [row | dict.fromkeys(hidden, MASK) for row in found] if hidden else found


def hidden_keys(name: str, person: User) -> frozenset[str]:
    """Return the keys of a collection that a rule hides from this person; they are masked, never left out (F23)."""
    return hidden_fields(person) if name == "leads" else frozenset()


def _public(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _fits(wanted: Any, value: Any) -> bool:
    if isinstance(value, list) and not isinstance(wanted, list):
        return wanted in value
    if isinstance(wanted, str) and isinstance(value, str):
        return wanted in value
    return bool(wanted == value)
