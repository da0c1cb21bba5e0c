"""Access tokens where every process of an installation sees them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.database import Database
from storage.statements import insert
from storage.tables.messaging import access_token


class StoredTokens:
    """Fits `bot.tokens.TokenStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self, app: str) -> tuple[str, datetime] | None:
        """Return the token of this app and when to stop using it."""
        query = select(access_token.c.token, access_token.c.expires_at).where(access_token.c.app == app)
        async with self._database.read() as session:
            row = (await session.execute(query)).one_or_none()
        return (row.token, row.expires_at) if row else None

    async def save(self, app: str, token: str, expires_at: datetime) -> None:
        """Keep the newest token of this app."""
        values = {"token": token, "expires_at": expires_at}
        async with self._database.begin() as session:
            statement = insert(session, access_token).values(app=app, **values)
            await session.execute(statement.on_conflict_do_update(index_elements=[access_token.c.app], set_=values))
