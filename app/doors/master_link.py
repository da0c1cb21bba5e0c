"""`genjin master-link FILE`: one list joins the records of several systems by golden id (F67)."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from app.doors.channels import open_channels
from app.imports.service import ImportService, Refused
from config.settings import Settings
from crm.intake.sheet import ID_NUMBER, clean_heading
from crm.intake.sheet_cells import number_text
from nlp.sheets.open import NotATable, open_sheet_rows

BAD_INPUT, REFUSED = 2, 1
AT_ONCE = 500
SYSTEMS = {"金蝶编码": "kingdee", "金蝶": "kingdee", "微信OpenID": "wechat", "OpenID": "wechat", "微信": "wechat"}


def run_link(settings: Settings, file: Path, pairs: Sequence[str]) -> int:
    """Send a list with 手机号, 身份证号 and a column for each system; print how many records were joined."""
    systems = {**SYSTEMS, **dict(pair.rpartition("=")[::2] for pair in pairs if "=" in pair)}
    try:
        return asyncio.run(_send(settings, file, systems))
    except NotATable as wrong:
        sys.stderr.write(f"{wrong}\n")
        return BAD_INPUT
    except (Refused, OSError) as refused:
        sys.stderr.write(f"{refused}\n")
        return REFUSED


async def _send(settings: Settings, file: Path, systems: dict[str, str]) -> int:
    channels = open_channels(settings)
    plan, rows = open_sheet_rows(file, channels.get(""), channels.common)
    columns = [systems.get(clean_heading(heading), "") for heading in plan.headings]
    if not any(columns):
        sys.stderr.write("没有系统编码列，请用 --map 列名=系统 指定\n")
        return BAD_INPUT
    linked = read = 0
    async with ImportService(settings) as service:
        while chunk := list(islice(rows, AT_ONCE)):
            items = []
            for row in chunk:
                item: dict[str, str] = {}
                for target, system, cell in zip(plan.targets, columns, row.cells, strict=False):
                    if system:
                        item[system] = cell
                    elif target == "phone" and cell:
                        item.setdefault("phone", number_text(cell)[0])
                    elif target == ID_NUMBER:
                        item[ID_NUMBER] = cell
                items.append(item)
            read += len(items)
            linked += (await service.call("POST", "/api/master/links", json={"items": items}))["linked"]
    sys.stdout.write(json.dumps({"rows": read, "linked": linked}, ensure_ascii=False) + "\n")
    return 0
