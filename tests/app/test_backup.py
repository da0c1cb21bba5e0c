"""A backup holds all that is needed to begin again, is taken from a database in use, and never replaces a file."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from app.keys import secret_key
from app.upkeep.backup import FAILED, REFUSED, WRITTEN, run_backup
from config.settings import SQLITE_FILE, Settings
from crm.people import User
from storage.database import Database
from storage.mapping import map_records
from storage.migrate import upgrade
from storage.tables.people import user


@pytest_asyncio.fixture
async def settings(tmp_path: Path) -> Settings:
    """An installation with one person, a key, and a model that can be fetched anew."""
    map_records()
    data = tmp_path / "data"
    (data / "models").mkdir(parents=True)
    (data / "models" / "large.bin").write_bytes(b"0" * 100)
    settings = Settings(data_dir=data)
    secret_key(settings)
    database = Database(settings.database)
    await upgrade(database)
    async with database.begin() as session:
        session.add(User("zhangwei", "张伟", "sales"))
    await database.close()
    return settings


async def _names(data: Path) -> list[str]:
    database = Database(Settings(data_dir=data).database)
    try:
        async with database.read() as session:
            return list((await session.scalars(select(user.c.name))).all())
    finally:
        await database.close()


async def test_a_database_in_use_is_taken_as_it_was_last_committed(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "genjin.tar"
    database = Database(settings.database)
    async with database.begin() as session:
        session.add(User("lina", "李娜", "sales"))
        await session.flush()
        assert run_backup(settings, archive, as_json=True) == WRITTEN
    await database.close()
    told = json.loads(capsys.readouterr().out)
    assert sorted(told["names"]) == sorted([SQLITE_FILE, "secret_key"])
    assert archive.stat().st_mode & 0o777 == 0o600
    restored = tmp_path / "restored"
    with tarfile.open(archive) as tar:
        tar.extractall(restored, filter="data")
    assert await _names(restored) == ["张伟"]
    assert (restored / "secret_key").read_text() == (settings.data_dir / "secret_key").read_text()


async def test_no_file_is_replaced(settings: Settings, tmp_path: Path) -> None:
    archive = tmp_path / "genjin.tar"
    archive.write_text("older")
    assert run_backup(settings, archive, as_json=False) == REFUSED
    assert archive.read_text() == "older"


async def test_where_nothing_can_be_written_nothing_is_left(settings: Settings, tmp_path: Path) -> None:
    assert run_backup(settings, tmp_path / "nowhere" / "genjin.tar", as_json=False) == FAILED
    assert run_backup(Settings(data_dir=tmp_path / "none"), tmp_path / "genjin.tar", as_json=False) == REFUSED
    assert not (tmp_path / "genjin.tar").exists()
