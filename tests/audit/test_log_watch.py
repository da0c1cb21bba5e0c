"""Turning the logs down leaves a row in the audit log and tells the administrators, once (F100, X7)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from app.installation import Installation
from app.service.log_watch import watch_log_level
from config.platforms import WeComSettings
from config.settings import Settings
from crm.people import Identity, User
from storage.records import SessionRecords
from storage.tables.messaging import delivery
from storage.tables.trail import audit


async def start(folder: Path, level: str) -> tuple[list[str], list[str]]:
    """Start once at this level and return all such audit rows and all messages so far."""
    wecom = WeComSettings(
        corp_id="c", agent_id=1, secret="s", callback_token="t", aes_key="a" * 43, api_base="http://127.0.0.1:9"
    )
    settings = Settings(data_dir=folder, database_url="", wecom=wecom, log_level=level, _env_file=None)
    async with Installation(settings) as service:
        async with service.database.begin() as session:
            people = [User("admin", "钱宇", "admin"), User("zhangwei", "张伟", "sales")]
            names = [Identity("wecom", user.id, user.id) for user in people]
            await SessionRecords(session).people.replace(people, names)
        await service.engine.start()
        try:
            await watch_log_level(service)
        finally:
            await service.engine.stop()
        async with service.database.read() as session:
            rows = select(audit.c.action).where(audit.c.action.startswith("logs.")).order_by(audit.c.id)
            sent = select(delivery.c.person, delivery.c.payload).order_by(delivery.c.created_at, delivery.c.key)
            told = [f"{row.person}: {row.payload['text']}" for row in await session.execute(sent)]
            return list((await session.execute(rows)).scalars()), told


async def test_turning_the_logs_down_is_an_alarm(tmp_path: Path) -> None:
    assert await start(tmp_path, "INFO") == ([], [])
    rows, told = await start(tmp_path, "error")
    assert rows == ["logs.quiet"] and len(told) == 1 and told[0].startswith("admin: 日志级别被调到 ERROR")
    assert await start(tmp_path, "CRITICAL") == (rows, told)
    rows, told = await start(tmp_path, "DEBUG")
    assert rows == ["logs.quiet", "logs.heard"] and len(told) == 2
