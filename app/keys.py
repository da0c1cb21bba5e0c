"""Secrets an installation makes for itself at first start, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path

from config.settings import Settings
from crm.rights.step_up import code_for


def secret_key(settings: Settings) -> bytes:
    """Return the key that seals buttons and sessions: the setting, else one kept in the data folder."""
    return (settings.secret_key.get_secret_value() or _kept(settings.data_dir / "secret_key")).encode()


def admin_token(settings: Settings) -> str:
    """Return the operator's API token: the setting, else one kept in the data folder."""
    return settings.admin_token.get_secret_value() or _kept(settings.data_dir / "admin_token")


def one_time_codes(secret: bytes) -> Callable[[str], str]:
    """Return the function from what a code is bound to, to its six digits. Nothing of a code is ever stored."""

    return partial(code_for, secret)


def _kept(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    made = secrets.token_urlsafe(32)
    with os.fdopen(handle, "w") as file:
        file.write(made)
    return made
