"""Access tokens where every process of an installation sees them, sealed with the installation's secret."""

from __future__ import annotations

import base64
from datetime import datetime
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import select

from storage.database import Database
from storage.statements import insert
from storage.tables.messaging import access_token


class StoredTokens:
    """Fits `bot.tokens.TokenStore`. Whoever reads the database alone gets no token."""

    def __init__(self, database: Database, secret: bytes) -> None:
        self._database = database
        self._seal = Fernet(base64.urlsafe_b64encode(sha256(b"access token\n" + secret).digest()))

    async def load(self, app: str) -> tuple[str, datetime] | None:
        """Return the token of this app and when to stop using it; one that our secret does not open is none."""
        query = select(access_token.c.token, access_token.c.expires_at).where(access_token.c.app == app)
        async with self._database.read() as session:
            row = (await session.execute(query)).one_or_none()
        try:
            return (self._seal.decrypt(row.token.encode()).decode(), row.expires_at) if row else None
        except InvalidToken:
            return None

    async def save(self, app: str, token: str, expires_at: datetime) -> None:
        """Keep the newest token of this app."""
        values = {"token": self._seal.encrypt(token.encode()).decode(), "expires_at": expires_at}
        async with self._database.begin() as session:
            statement = insert(session, access_token).values(app=app, **values)
            await session.execute(statement.on_conflict_do_update(index_elements=[access_token.c.app], set_=values))
