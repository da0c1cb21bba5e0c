"""F67: after a payload, a table and a record of another system, the id-card number is nowhere in the database."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

from app.installation import Installation
from config.settings import Settings
from crm.merging.golden_id import GoldenIds
from storage.tables.imports import import_row
from storage.tables.systems import system_record

NUMBER, PHONE = "11010519491231002X", "13812345678"


async def test_no_byte_of_it_is_kept(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url="", secret_key="k", _env_file=None)

    async def table() -> AsyncIterator[bytes]:
        yield f"公司,手机号,身份证号,备注\n甲,{PHONE},{NUMBER},证件{NUMBER}\n".encode()

    async with Installation(settings) as service:
        await service.engine.start()
        body = {"mobile": PHONE, "身份证号": NUMBER, "note": f"本人{NUMBER}", "nested": {"id": [NUMBER.lower()]}}
        await service.intake.accept("website", json.dumps(body, ensure_ascii=False).encode())
        await service.imports.accept("", "api", "t.csv", "", False, {}, table())
        row = {"id": "E1", "name": "王磊", "phone": PHONE, "id_number": NUMBER, "updated_at": "2026-11-20"}
        await service.systems.accept("erp", [row])
        await service.systems.link([{"phone": PHONE, "id_number": NUMBER, "kingdee": "K1"}])
        while not await service.engine.idle():
            await service.engine.job_ended(0.1)
        async with service.database.read() as session:
            staged = (await session.execute(import_row.select())).one()
            found = {one.external_id: one.golden_id for one in await session.execute(system_record.select())}
        await service.engine.stop()
    assert staged.golden_id == GoldenIds(b"k").of(PHONE, NUMBER).id
    assert {"E1", "K1"} <= set(found)  # and our own lead, when it was made by then
    assert set(found.values()) == {staged.golden_id}
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert PHONE.encode() in kept
    assert NUMBER.encode() not in kept.upper()
