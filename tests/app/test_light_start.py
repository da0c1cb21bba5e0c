"""The service starts without the libraries that only some of its work needs: idle, it must stay under 150 MB."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {
    "numpy", "openpyxl", "alembic", "mako", "slack_bolt", "vl_convert", "typst", "PIL", "av", "faster_whisper",
    "ctranslate2", "onnxruntime", "aiosmtpd", "hypothesis", "simulator",
}  # fmt: skip


def test_what_only_some_work_needs_is_not_loaded_at_start() -> None:
    modules = "app.cli, app.service.serving, app.installation, app.pages.routes, app.service.http"
    ask = f"import sys, {modules}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    ran = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert {"aiohttp", "sqlalchemy", "dbos"} <= loaded
    assert loaded & HEAVY == set()
