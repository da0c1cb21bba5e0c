"""The command line: every command by topic. Each imports what it needs only when it runs, so `--help` is instant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from app.commands import channels, language, running, tables, trying

ABOUT = """Genjin 跟进: a CRM assistant that lives in WeCom, DingTalk and Slack.

To look around: `genjin demo`. To run it: put the settings into `.env`, ask `genjin doctor` what is missing, then
`genjin serve`."""

TOPICS: dict[str, dict[str, Callable[..., None]]] = {
    "Run": {
        "demo": running.demo,
        "serve": running.serve,
        "doctor": running.doctor,
        "migrate": running.migrate,
        "verify": running.verify,
        "backup": running.backup,
        "move": running.move,
    },
    "Try out": {
        "play": trying.play,
        "simulate": trying.simulate,
    },
    "Marketing channels": {
        "intake-test": channels.intake_test,
        "intake-map": channels.intake_map,
        "intake-coverage": channels.intake_coverage,
        "intake-template": channels.intake_template,
    },
    "Tables": {
        "import": tables.import_table,
        "import-undo": tables.import_undo,
        "import-verdicts": tables.import_verdicts,
        "contracts": tables.contracts,
        "renewal-rule": tables.renewal_rule,
        "names": tables.names,
        "master-link": tables.master_link,
    },
    "Text and speech, without a service": {
        "dedup": language.dedup,
        "understand": language.understand,
        "compile": language.compile_reading,
        "keywords": language.keywords,
        "transcribe": language.transcribe,
    },
}

app = typer.Typer(
    name="genjin",
    help=ABOUT,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for topic, commands in TOPICS.items():
    for name, run in commands.items():
        app.command(name, rich_help_panel=topic)(run)


def main() -> Any:
    """Entry point."""
    return app()


if __name__ == "__main__":
    main()
