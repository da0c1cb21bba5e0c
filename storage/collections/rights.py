"""Who sees which rows of a collection."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement, FromClause, String, and_, false, or_, true

from crm.people import Role, User
from storage.rights.policy import only_admin, owned_by_visible
from storage.tables import approvals, merges, messaging, people

Visible = Callable[[User], ColumnElement[bool]]


def by_owner(table: FromClause, column: str = "owner") -> Visible:
    """Return who sees a row by whose it is (F94)."""
    return lambda person: owned_by_visible(person, table.c[column])


def of_approvals(person: User) -> ColumnElement[bool]:
    """Whoever asked, whoever is asked, and whoever may see the one who asked."""
    mine = approvals.approval.c.requester == person.id
    return or_(only_admin(person), owned_by_visible(person, approvals.approval.c.requester), mine, _member(person))


def _member(person: User) -> ColumnElement[bool]:
    return approvals.approval.c.members.cast(String).contains(f'"{person.id}"', autoescape=True)


def of_merges(person: User) -> ColumnElement[bool]:
    """Whoever merged, owns a side, or is asked about it."""
    table, quoted = merges.merge.c, f'"{person.id}"'
    named = [column.cast(String).contains(quoted, autoescape=True) for column in (table.owners, table.reviewers)]
    mine = or_(only_admin(person), table.person == person.id, *named)
    return and_(mine, true() if person.active else false())


def of_names(person: User) -> ColumnElement[bool]:
    """Everybody active: a standard name is nobody's."""
    return merges.company_alias.c.key.is_not(None) if person.active else only_admin(person)


def of_deliveries(person: User) -> ColumnElement[bool]:
    """Everybody their own, administrators all."""
    return or_(only_admin(person), messaging.delivery.c.person == person.id)


def of_people(person: User) -> ColumnElement[bool]:
    """Everybody active sees who there is."""
    return people.user.c.id.is_not(None) if person.active else only_admin(person)


def of_totals(person: User) -> ColumnElement[bool]:
    """Directors and administrators: figures without names."""
    return true() if person.active and person.role == Role.DIRECTOR else only_admin(person)
