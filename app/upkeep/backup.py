"""`genjin backup`: one file that holds everything needed to begin again, written while the service runs."""

from __future__ import annotations

import json
import os
import sys
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from config.settings import SQLITE_FILE, Settings
from storage.database import Database

WRITTEN, REFUSED, FAILED = 0, 1, 2
LEFT_OUT = ("models",)
"""Folders that an installation fetches anew."""


def run_backup(settings: Settings, target: Path, as_json: bool) -> int:
    """Write the data folder and a consistent copy of the database as a tar that only its owner may read.

    Return 0 when it is written, 1 when the file is there already, 2 when it failed and nothing was kept.
    """
    if target.exists():
        return _say(f"没有备份：{target} 已经存在，请换个文件名", REFUSED)
    if not settings.data_dir.is_dir():
        return _say(f"没有备份：没有找到数据目录 {settings.data_dir}", REFUSED)
    database = Database(settings.database, settings.database_schema or None)
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.absolute().parent) as folder:
            archive = Path(folder) / target.name
            names = _write(archive, settings.data_dir, _copied(database, Path(folder)))
            os.link(archive, target)
    except (SQLAlchemyError, OSError) as problem:
        return _say(f"备份没写成（{type(problem).__name__}），数据没有变动，请检查磁盘空间和权限后重试", FAILED)
    _tell(target, names, database.dialect == "sqlite", as_json)
    return WRITTEN


def _copied(database: Database, folder: Path) -> Path | None:
    """Return a copy of the SQLite file as it stands at one moment; PostgreSQL has its own tools for that."""
    if database.dialect != "sqlite":
        return None
    copy = folder / SQLITE_FILE
    engine = database.sync_engine(1)
    try:
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM INTO ?", (str(copy),))
    finally:
        engine.dispose()
    return copy


def _write(archive: Path, data: Path, copy: Path | None) -> list[str]:
    """Write the archive and return the names in it."""
    with os.fdopen(os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as tar:
            for path in sorted(data.iterdir()):
                if path.name not in LEFT_OUT and not path.name.startswith(SQLITE_FILE):
                    tar.add(path, path.name)
            if copy:
                tar.add(copy, SQLITE_FILE)
            names = tar.getnames()
        file.flush()
        os.fsync(file.fileno())
    return names


def _say(why: str, code: int) -> int:
    sys.stderr.write(f"{why}\n")
    return code


def _tell(target: Path, names: list[str], with_database: bool, as_json: bool) -> None:
    size = target.stat().st_size
    if as_json:
        shown = {"file": str(target), "bytes": size, "database": with_database, "names": names}
        sys.stdout.write(json.dumps(shown, ensure_ascii=False) + "\n")
        return
    sys.stdout.write(f"已备份到 {target}（{size / 1e6:.1f} MB），内含密钥，请妥善保管\n")
    if not with_database:
        sys.stdout.write("数据库在 PostgreSQL，请另用 pg_dump 备份\n")
