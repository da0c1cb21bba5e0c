"""Running the service, and seeing that it is well."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer


def serve() -> None:
    """Run the service.

    Settings come from the environment (`GENJIN_…`), `.env` and `genjin.toml`.
    """
    from app.service.serving import serve as run
    from config.settings import Settings

    run(Settings())


def demo(
    port: Annotated[int, typer.Option(help="Port of the console page.")] = 8700,
    keep: Annotated[Path | None, typer.Option(help="Folder for the records; default: a temporary one.")] = None,
) -> None:
    """Try everything here, on simulated chats; prints the page.

    Records go to SQLite; WeCom, DingTalk, Slack, mail and SMS are simulated on this machine.
    """
    from app.demo import run_demo

    asyncio.run(run_demo(port, keep))


def doctor(as_json: Annotated[bool, typer.Option("--json", help="One JSON object for programs.")] = False) -> None:
    """Test every setting and credential; say what to click.

    Answers in Chinese. Exit code 1 when something is red.
    """
    from app.doctor.examine import examine
    from config.settings import Settings

    raise typer.Exit(asyncio.run(examine(Settings(), as_json)))


def migrate() -> None:
    """Bring the database to this version.

    `serve` does it too; any number of replicas may run it at once.
    """
    from config.settings import Settings
    from storage.database import Database
    from storage.migrate import upgrade

    async def run() -> None:
        settings = Settings()
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        database = Database(settings.database, settings.database_schema or None)
        await upgrade(database)
        await database.close()

    asyncio.run(run())
    typer.echo("database is up to date")


def verify(as_json: Annotated[bool, typer.Option("--json", help="One JSON object for programs.")] = False) -> None:
    """Read the whole audit chain and name every broken row.

    Broken is a row that was changed, removed or moved. Exit code 1 when there is one.
    """
    from app.upkeep.verify import run_verify
    from config.settings import Settings

    raise typer.Exit(run_verify(Settings(), as_json))


def backup(
    file: Annotated[Path, typer.Argument(help="The archive to write, a .tar; never overwritten.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for programs.")] = False,
) -> None:
    """Write everything needed to begin again into one file, while the service runs.

    Database (SQLite), keys, audit heads, mappings. PostgreSQL is backed up by its own tools.
    """
    from app.upkeep.backup import run_backup
    from config.settings import Settings

    raise typer.Exit(run_backup(Settings(), file, as_json))


def move(
    source: Annotated[Path | None, typer.Option(help="The SQLite file; default: the one in the data folder.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for programs.")] = False,
) -> None:
    """Copy a SQLite installation into the PostgreSQL of `GENJIN_DATABASE_URL`.

    Stop the service first. The target must be empty; the file stays as it is.
    """
    from app.upkeep.moving import run_move
    from config.settings import SQLITE_FILE, Settings

    settings = Settings()
    raise typer.Exit(run_move(settings, source or settings.data_dir / SQLITE_FILE, as_json))
