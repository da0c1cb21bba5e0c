"""The command line. Each command imports what it needs, so that `--help` is instant and text tools stay small."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(
    name="genjin",
    help="Genjin 跟进: a CRM assistant that lives in WeCom, DingTalk and Slack.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

BAD_INPUT = 2


@app.command()
def serve() -> None:
    """Run the service with the settings of the environment (`GENJIN_…`), `.env` and `genjin.toml`."""
    from app.serving import serve as run
    from config.settings import Settings

    run(Settings())


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the console page.")] = 8700,
    keep: Annotated[Path | None, typer.Option(help="Folder for the records; default: a temporary one.")] = None,
) -> None:
    """Start everything on SQLite beside simulated platforms and print the console's address."""
    from app.demo import run_demo

    asyncio.run(run_demo(port, keep))


@app.command()
def doctor(as_json: Annotated[bool, typer.Option("--json", help="One JSON object for programs.")] = False) -> None:
    """Test every setting and credential and say in Chinese what to click. Exit code 1 when something is red."""
    from app.doctor import examine
    from config.settings import Settings

    raise typer.Exit(asyncio.run(examine(Settings(), as_json)))


@app.command()
def migrate() -> None:
    """Bring the database to this version. `serve` does it too; any number of replicas may run it at once."""
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


@app.command()
def verify(as_json: Annotated[bool, typer.Option("--json", help="One JSON object for programs.")] = False) -> None:
    """Read the whole audit chain and name every row that was changed, removed or moved. Exit code 1 when one was."""
    from app.verify import run_verify
    from config.settings import Settings

    raise typer.Exit(run_verify(Settings(), as_json))


@app.command()
def simulate(
    rule: Annotated[str, typer.Option(help="The rule to try out: renewal.")] = "renewal",
    triggers: Annotated[int, typer.Option(help="How many triggers to simulate.", min=1, max=10_000)] = 1000,
    days: Annotated[int | None, typer.Option(help="Replay so many days instead (time doctor).", min=1)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for programs.")] = False,
) -> None:
    """Try a rule out; nothing is written or sent. With --days: every difference between should and would fire."""
    from app.simulate import run_simulate
    from config.settings import Settings

    raise typer.Exit(asyncio.run(run_simulate(Settings(), rule, triggers, days, as_json)))


@app.command()
def contracts(
    file: Annotated[Path, typer.Argument(help="JSON Lines, one contract a line; `-` for standard input.")],
) -> None:
    """Send contracts to the running service. Exit code 1 when it refuses them."""
    from app.contracts import send_contracts
    from config.settings import Settings

    raise typer.Exit(asyncio.run(send_contracts(Settings(), file)))


@app.command()
def names(
    file: Annotated[Path, typer.Argument(help="CSV (GBK or UTF-8) or Excel table of standard names and aliases.")],
) -> None:
    """Import standard names (上市公司简称对照表, 品牌译名库). Exit code 1: refused, 2: unusable file or columns."""
    from app.names import send_names
    from config.settings import Settings

    raise typer.Exit(asyncio.run(send_names(Settings(), file)))


@app.command("intake-test")
def intake_test(
    channel: Annotated[str, typer.Argument(help="Channel, e.g. xiaohongshu or 小红书.")],
    file: Annotated[Path, typer.Argument(help="A payload, or a list of payloads, as JSON; `-` for standard input.")],
) -> None:
    """Show what a channel's payloads become, one JSON line each. Nothing is stored. Exit code 2: no JSON."""
    from app.channels import try_payloads
    from config.settings import Settings

    raise typer.Exit(asyncio.run(try_payloads(Settings(), channel, file)))


@app.command("intake-map")
def intake_map(
    channel: Annotated[str, typer.Argument(help="Channel, e.g. website.")],
    pairs: Annotated[list[str], typer.Argument(help="KEY=FIELD, e.g. source_channel=线索来源渠道.")],
) -> None:
    """Map keys of a channel to fields and judge again what waits in quarantine."""
    from app.channels import map_fields
    from config.settings import Settings

    raise typer.Exit(asyncio.run(map_fields(Settings(), channel, pairs)))


@app.command("intake-coverage")
def intake_coverage() -> None:
    """Name the channels that have a mapping, and those set up or seen without one."""
    from app.channels import show_coverage
    from config.settings import Settings

    raise typer.Exit(asyncio.run(show_coverage(Settings())))


@app.command("intake-template")
def intake_template(channel: Annotated[str, typer.Argument(help="Channel, e.g. feishu or 飞书.")]) -> None:
    """List the fields of a channel's ready mapping. Exit code 2: there is none."""
    from app.channels import show_template
    from config.settings import Settings

    raise typer.Exit(show_template(Settings(), channel))


@app.command("import")
def import_table(
    file: Annotated[Path, typer.Argument(help="CSV (GBK or UTF-8) or Excel table with headings.")],
    preview: Annotated[bool, typer.Option("--preview", help="Show what the rows become; nothing is written.")] = False,
    channel: Annotated[str, typer.Option(help="Channel the rows come from, e.g. expo.")] = "",
    mapped: Annotated[list[str] | None, typer.Option("--map", help="HEADING=FIELD, e.g. 客户手机=手机号.")] = None,
    verdicts: Annotated[Path | None, typer.Option(help="Write every row with its verdict here, as CSV.")] = None,
    ask: Annotated[bool, typer.Option(help="Show the preview in chat and wait for a tap.")] = False,
    later: Annotated[bool, typer.Option(help="Put the file into the watched folder instead.")] = False,
) -> None:
    """Import leads from a table. Ctrl-C takes all of it back. Exit code 1: refused, 2: unusable file or column."""
    from app.import_command import run_import
    from config.settings import Settings

    raise typer.Exit(run_import(Settings(), file, preview, channel, mapped or [], verdicts, ask, later))


@app.command("master-link")
def master_link(
    file: Annotated[Path, typer.Argument(help="Table with 手机号, 身份证号 and a column of ids for each system.")],
    mapped: Annotated[list[str] | None, typer.Option("--map", help="HEADING=SYSTEM, e.g. 金蝶编码=kingdee.")] = None,
) -> None:
    """Join the records of several systems that are one person. Id-card numbers are sealed, never stored."""
    from app.master_command import run_link
    from config.settings import Settings

    raise typer.Exit(run_link(Settings(), file, mapped or []))


@app.command("import-undo")
def import_undo(import_id: Annotated[str, typer.Argument(help="Id of the import; `last` for the newest.")]) -> None:
    """Take a whole import back. What people have worked on since stays and is counted as 保留."""
    from app.import_command import run_undo
    from config.settings import Settings

    raise typer.Exit(asyncio.run(run_undo(Settings(), import_id)))


@app.command("import-verdicts")
def import_verdicts(
    import_id: Annotated[str, typer.Argument(help="Id of the import; `last` for the newest.")],
    out: Annotated[Path | None, typer.Option(help="Write the CSV here instead of standard output.")] = None,
) -> None:
    """Write every row of an import with its verdict, as CSV whose cells run no formula."""
    from app.import_command import run_verdicts
    from config.settings import Settings

    raise typer.Exit(asyncio.run(run_verdicts(Settings(), import_id, out)))


@app.command()
def play(
    file: Annotated[str, typer.Argument(help="Script, one JSON object a line; `-` for standard input.")],
    database: Annotated[str, typer.Option(help="PostgreSQL or SQLite URL; default: a temporary SQLite file.")] = "",
    keep: Annotated[Path | None, typer.Option(help="Keep the installation in this folder.")] = None,
    pack: Annotated[str | None, typer.Option(help="Solution pack to install first.")] = None,
    settings: Annotated[list[str] | None, typer.Option("--set", help="KEY=VALUE overrides a setting.")] = None,
    pretty: Annotated[bool, typer.Option(help="Indented answers for people.")] = False,
) -> None:
    """Run a scripted working day. Exit code 0: all held, 1: a step failed, 2: bad script."""
    from app.play.command import run_play

    raise typer.Exit(asyncio.run(run_play(file, database, keep, pack, settings or [], pretty)))


@app.command()
def dedup(
    file: Annotated[Path | None, typer.Argument(help="CSV (GBK or UTF-8) or Excel table with headings.")] = None,
    database: Annotated[bool, typer.Option("--database", help="Read the customers of the database instead.")] = False,
    mapped: Annotated[list[str] | None, typer.Option("--map", help="HEADING=ROLE, e.g. 客户简称=公司.")] = None,
    id_column: Annotated[str, typer.Option("--id", help="Column of the ids; default: row numbers from 0.")] = "",
    explain: Annotated[bool, typer.Option(help="Say in words what spoke for and against each pair.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write the groups here instead of standard output.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as one JSON object.")] = False,
) -> None:
    """Find records that are one customer; one JSON line a group. Exit code 2: unusable file or column."""
    from app.dedup import run_dedup

    raise typer.Exit(run_dedup(file, database, mapped or [], id_column, explain, out, as_json))


@app.command()
def understand(
    now: Annotated[str | None, typer.Option(help="ISO moment that relative times are counted from.")] = None,
    book: Annotated[Path | None, typer.Option(help="CSV of known names: kind,name,aliases,company.")] = None,
    explain: Annotated[bool, typer.Option(help="Add the source words and rule of every value.")] = False,
) -> None:
    """Read JSON Lines {"id","text"} from standard input and write what was understood, one line each."""
    from app.understand import run_understand

    moment = _moment(now)
    raise typer.Exit(run_understand(sys.stdin, sys.stdout, moment, book, explain))


@app.command()
def keywords(
    count: Annotated[int, typer.Option(help="How many keywords a line at most.")] = 8,
) -> None:
    """Read notes from standard input, plain lines or JSON with `text`, and write their keywords, one line each."""
    from app.keywords import run_keywords

    raise typer.Exit(run_keywords(sys.stdin, sys.stdout, count))


@app.command()
def transcribe(
    files: Annotated[list[Path], typer.Argument(help="Audio files, any usual format.")],
    book: Annotated[Path | None, typer.Option(help="CSV of known names.")] = None,
    explain: Annotated[bool, typer.Option(help="Add candidates and reasons.")] = False,
) -> None:
    """Put audio into words, one JSON line a file."""
    from app.transcribe import run_transcribe
    from config.settings import Settings

    raise typer.Exit(run_transcribe(files, book, explain, Settings()))


def _moment(text: str | None) -> datetime:
    from nlp.times import SHANGHAI

    if text is None:
        return datetime.now(SHANGHAI)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        typer.echo(f"--now is not an ISO moment: {text}", err=True)
        raise typer.Exit(BAD_INPUT) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def main() -> Any:
    """Entry point."""
    return app()


if __name__ == "__main__":
    main()
