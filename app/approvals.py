"""The approval templates of this installation: the built-in file, or the one the settings name."""

from __future__ import annotations

import json
from pathlib import Path

from config.settings import Settings
from crm.approvals.template import BadTemplate, Template, read_templates

BUILT_IN = Path(__file__).parents[1] / "config" / "approvals.json"


def approval_templates(settings: Settings) -> tuple[Template, ...]:
    """Return the templates. Raises BadTemplate, so that a wrong file stops the start and not a request."""
    path = settings.approvals_file or BUILT_IN
    try:
        return read_templates(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise BadTemplate(f"{path}: {wrong}") from None
