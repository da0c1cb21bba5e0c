"""Tables, as SQLAlchemy Core objects on one metadata."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules


def load_all() -> None:
    """Import every module of this folder, so that the metadata knows every table."""
    for module in iter_modules(__path__, f"{__name__}."):
        import_module(module.name)
