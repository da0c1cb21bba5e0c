"""Our own people, their names on the platforms, and how active they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.approvals.approval import Presence
from crm.people import Activity, Identity, User
from storage.rights.rules import RightsRuleTable
from storage.tables import people as tables

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_VISIT_AFTER = timedelta(minutes=30)
LONGEST_PAUSE = timedelta(minutes=5)


class PeopleTable:
    """Fits `crm.ports.people.People`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, user_id: str) -> User | None:
        """Return the person with this id."""
        return await self._session.get(User, user_id)

    async def by_identity(self, platform: str, external_id: str) -> User | None:
        """Return the person whom this platform knows by that id."""
        query = (
            select(User)
            .join(tables.identity, tables.identity.c.user_id == tables.user.c.id)
            .where(tables.identity.c.platform == platform, tables.identity.c.external_id == external_id)
        )
        return (await self._session.execute(query)).scalar_one_or_none()

    async def external_id(self, platform: str, user_id: str) -> str | None:
        """Return what this platform calls that person."""
        found = {"on": platform, "who": user_id}
        return (await self._session.execute(_EXTERNAL_ID, found)).scalars().first()

    async def everyone(self) -> list[User]:
        """Return all people, by id."""
        return list((await self._session.execute(select(User).order_by(tables.user.c.id))).scalars())

    async def with_role(self, role: str) -> list[User]:
        """Return the active people of one role, by id."""
        query = select(User).where(tables.user.c.role == role, tables.user.c.active).order_by(tables.user.c.id)
        return list((await self._session.execute(query)).scalars())

    async def in_team(self, team: str) -> list[User]:
        """Return everyone of a team, the departed too: their leads are still the team's."""
        query = select(User).where(tables.user.c.team == team).order_by(tables.user.c.id)
        return list((await self._session.execute(query)).scalars())

    async def replace(self, users: Sequence[User], identities: Sequence[Identity]) -> None:
        """Make these the people; whoever is no longer named becomes inactive. Rules on rights hold for the new too."""
        named = {user.id for user in users}
        for known in await self.everyone():
            if known.id not in named:
                known.active = False
        for user in users:
            await self._session.merge(user)
        await self._session.execute(delete(tables.identity))
        self._session.add_all(identities)
        await RightsRuleTable(self._session).apply()

    async def seen(self, user: User, platform: str, now: datetime) -> None:
        """Remember where and how long somebody was at work: a pause of 30 minutes begins a new visit."""
        user.home = platform
        day = now.astimezone(SHANGHAI).date().isoformat()
        today = await self._session.get(Activity, (user.id, day))
        if today is None:
            self._session.add(Activity(user.id, day, 1, 0, now))
            return
        pause = now - today.last_at
        if pause > NEW_VISIT_AFTER:
            today.visits += 1
        today.seconds += int(min(max(pause, timedelta()), LONGEST_PAUSE).total_seconds())
        today.last_at = now

    async def presence(self, ids: Sequence[str], since: datetime) -> list[Presence]:
        """Return how active these people were since then; nobody is left out."""
        day = since.astimezone(SHANGHAI).date().isoformat()
        query = (
            select(
                tables.activity.c.user_id,
                func.sum(tables.activity.c.visits),
                func.sum(tables.activity.c.seconds),
            )
            .where(tables.activity.c.user_id.in_(ids), tables.activity.c.day >= day)
            .group_by(tables.activity.c.user_id)
        )
        found = {row[0]: (int(row[1]), float(row[2]) / 60) for row in await self._session.execute(query)}
        return [Presence(person, *found.get(person, (0, 0.0))) for person in ids]


# Whoever is told anything takes it, so it is built once.
_EXTERNAL_ID = select(tables.identity.c.external_id).where(
    tables.identity.c.platform == bindparam("on"), tables.identity.c.user_id == bindparam("who")
)
