"""docs/settings.md names every setting with its default, and no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr

from config.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"
ROW = re.compile(r"^\| `(GENJIN_\w+)` \| (?:`(.*?)`)? ?\|", re.MULTILINE)


def settings(model: type[BaseModel], before: str = "GENJIN_") -> Iterator[tuple[str, Any]]:
    """Yield every variable with its default."""
    for name, field in model.model_fields.items():
        variable = before + name.upper()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from settings(field.annotation, f"{variable}__")
        else:
            yield variable, field.default


def shown(default: Any) -> str:
    """Return a default as the page writes it; what is empty, is nothing."""
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    if default is None:
        return ""
    if isinstance(default, tuple) and default:
        return f"({', '.join(json.dumps(one) for one in default)})"
    return json.dumps(default) if isinstance(default, bool) else str(default)


def test_every_setting_stands_on_the_page_with_its_default() -> None:
    assert dict(ROW.findall(PAGE.read_text())) == {name: shown(default) for name, default in settings(Settings)}
