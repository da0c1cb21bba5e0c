"""Whatever is changed, removed or moved in the chain is found and named."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta

import pytest
from sqlalchemy import text

from crm.trail import AuditRow
from storage.audit.chain import START, ChainBroken, Mark, row_columns, seal, write_head
from storage.audit.purge import KEEP, purge
from storage.audit.verify import Report, examine
from storage.database import Database
from storage.records import SessionRecords
from tests.audit.chain import NOW, SECRET, checked, damage, kinds, seal_all, unguard, write_rows

ROWS = 40
MUTATIONS = 10_000


async def test_a_whole_chain_is_whole(database: Database) -> None:
    await write_rows(database, ROWS)
    report = checked(database)
    assert (report.rows, report.waiting, report.findings) == (ROWS, 0, [])


async def test_changed_removed_moved_and_added_rows_are_named(database: Database) -> None:
    await write_rows(database, ROWS)
    await unguard(database)
    await damage(database, "UPDATE audit SET actor = 'lina' WHERE id = 7")
    assert [(f.kind, f.row) for f in checked(database).findings] == [("changed", 7)]
    await damage(database, "UPDATE audit SET actor = 'zhangwei' WHERE id = 7")
    await damage(database, "UPDATE audit SET at = :at WHERE id = 8", at=(NOW + timedelta(seconds=1)).isoformat(" "))
    assert [(f.kind, f.row) for f in checked(database).findings] == [("changed", 8)]
    await damage(database, "DELETE FROM audit WHERE id = 9")
    assert kinds(checked(database)) == ["changed", "removed"]
    await damage(database, "DELETE FROM audit_link WHERE position = 20")
    assert kinds(checked(database)) == ["changed", "removed", "missing", "extra"]


async def test_two_rows_that_changed_places_are_both_named(database: Database) -> None:
    await write_rows(database, ROWS)
    await unguard(database)
    for one, other in ((11, 1000), (12, 11), (1000, 12)):
        await damage(database, "UPDATE audit_link SET position = :to WHERE position = :at", at=one, to=other)
    named = [(finding.kind, finding.position) for finding in checked(database).findings]
    assert set(named) >= {("changed", 11), ("changed", 12)}


async def test_a_chain_that_was_cut_or_written_anew_does_not_fit_its_signature(database: Database) -> None:
    await write_rows(database, ROWS)
    await unguard(database)
    await damage(database, "DELETE FROM audit WHERE id > 30")
    await damage(database, "DELETE FROM audit_link WHERE position > 30")
    assert kinds(checked(database)) == ["tip"]
    await damage(database, "UPDATE audit_tip SET position = 30")
    assert kinds(checked(database)) == ["tip"]
    await damage(database, "INSERT INTO audit_pending VALUES (30)")
    with pytest.raises(ChainBroken):
        async with database.begin() as session:
            await seal(session, SECRET)


async def test_heads_are_signed_and_held_against_the_chain(database: Database) -> None:
    await write_rows(database, ROWS)
    async with database.begin() as session:
        head = await write_head(session, SECRET, "2026-11-19")
        assert await write_head(session, SECRET, "2026-11-19") == head
    assert checked(database).findings == []
    await unguard(database)
    await damage(database, "UPDATE audit_head SET position = 39")
    assert kinds(checked(database)) == ["head"]


async def test_after_180_days_rows_go_and_a_signed_marker_stays(database: Database) -> None:
    await write_rows(database, 5, NOW)
    await write_rows(database, 3, NOW + timedelta(days=10))
    for at, gone in ((NOW + KEEP, 0), (NOW + KEEP + timedelta(seconds=1), 5)):
        async with database.begin() as session:
            assert await purge(session, SECRET, at) == gone
    report = checked(database)
    assert (report.rows, report.purged, report.findings) == (3, 5, [])
    await write_rows(database, 2, NOW + KEEP)
    assert checked(database).rows == 5
    await damage(
        database,
        "INSERT INTO audit_purge (position, hash, rows, cutoff, at, signature) "
        "SELECT 7, hash, 2, :late, :late, 'x' FROM audit_link WHERE position = 7",
        late=(NOW + KEEP + KEEP).strftime("%Y-%m-%d %H:%M:%S.%f") + ("" if database.dialect == "sqlite" else "+00"),
    )
    await damage(database, "DELETE FROM audit WHERE id IN (6, 7)")
    assert kinds(checked(database)) == ["marker", "removed", "removed"]


async def test_many_writers_and_sealers_at_once_make_one_chain(database: Database) -> None:
    await write_rows(database, 1)

    async def write(writer: int) -> None:
        for number in range(10):
            async with database.begin() as session:
                row = AuditRow(NOW, f"p{writer}", "lead.update", f"lead:{number}", "wecom")
                await SessionRecords(session).trail.audit(row)

    async def chain() -> None:
        for _ in range(10):
            await seal_all(database)

    await asyncio.gather(*(write(writer) for writer in range(6)), chain(), chain())
    await seal_all(database)
    report = checked(database)
    assert (report.rows, report.waiting, report.findings) == (61, 0, [])


async def test_ten_thousand_single_byte_changes_are_all_found_where_they_are(database: Database) -> None:
    await write_rows(database, ROWS)
    engine = database.sync_engine(1)
    with engine.connect() as connection:
        query = (
            f"SELECT l.position, l.hash, {row_columns(database.dialect)} FROM audit_link l "
            "JOIN audit a ON a.id = l.audit_id ORDER BY l.position"
        )
        links = [list(row) for row in connection.execute(text(query))]
    engine.dispose()
    dice = random.Random(7)
    for _ in range(MUTATIONS):
        line = dice.randrange(ROWS)
        column = dice.randrange(len(links[line]))
        kept = links[line][column]
        links[line][column] = _mutated(kept, dice)
        report = Report()
        examine(links, Mark(0, START), report)
        links[line][column] = kept
        assert report.findings, (line, column, kept)
        assert any(abs(finding.position - (line + 1)) <= 1 or column == 0 for finding in report.findings)


def _mutated(value: object, dice: random.Random) -> object:
    if isinstance(value, int):
        return value ^ (1 << dice.randrange(8))
    text_ = bytearray(str(value).encode() or b"\0")
    place = dice.randrange(len(text_))
    text_[place] ^= 1 << dice.randrange(7)
    changed = text_.decode("utf-8", "replace")
    return changed if changed != value else f"{value}x"


@pytest.mark.parametrize("seed", range(3))
async def test_single_bytes_changed_in_the_file_itself_are_found(database: Database, seed: int) -> None:
    await write_rows(database, ROWS)
    await unguard(database)
    dice = random.Random(seed)
    for _ in range(15):
        table, key, columns = dice.choice(
            (
                ("audit", "id", ("actor", "action", "subject", "surface", "before", "after", "ip", "device")),
                ("audit_link", "position", ("hash",)),
            )
        )
        column, place = dice.choice(columns), dice.randrange(1, ROWS + 1)
        at = f"WHERE {key} = {place}"
        async with database.read() as session:
            kept = (await session.execute(text(f"SELECT {column} FROM {table} {at}"))).scalar_one()
        await damage(database, f"UPDATE {table} SET {column} = :bad {at}", bad=f"X{kept[1:]}")
        found = checked(database).findings
        assert found and found[0].position == place, (table, column, found)
        await damage(database, f"UPDATE {table} SET {column} = :kept {at}", kept=kept)
    assert checked(database).findings == []
