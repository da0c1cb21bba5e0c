"""F78 under real concurrency: two people tap in the same moment, in two processes, and one becomes the owner."""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from crm.approvals.approval import Approval
from crm.people import User
from storage.database import Database
from storage.mapping import map_records
from storage.records import SessionRecords

ROUNDS = 25
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
PEOPLE = ("wujing", "zhengkai")
PROGRAM = Path(__file__).with_name("tapping_process.py")
ROOT = PROGRAM.parents[2]


async def test_of_two_taps_one_wins(database: Database) -> None:
    map_records()
    async with database.begin() as session:
        records = SessionRecords(session)
        session.add_all([User(person, person, "finance") for person in (*PEOPLE, "zhangwei")])
        for n in range(ROUNDS):
            await records.approvals.add(
                Approval(f"a{n}", "discount", "zhangwei", "折扣", NOW, NOW, [*PEOPLE], turn_since=NOW)
            )
    url = database.url.render_as_string(hide_password=False)
    processes = [await _start(url, database.schema or "", person) for person in PEOPLE]
    try:
        assert [await _line(process) for process in processes] == ["ready", "ready"]
        answers = []
        for n in range(ROUNDS):
            for process in processes:
                assert process.stdin is not None
                process.stdin.write(f"a{n}\n".encode())
            answers.append([await _line(process) for process in processes])
    finally:
        for process in processes:
            if process.returncode is None:
                process.kill()
            await process.wait()
    async with database.begin() as session:
        found = [await SessionRecords(session).approvals.get(f"a{n}") for n in range(ROUNDS)]
    for approval, said in zip(found, answers, strict=True):
        assert approval is not None and approval.state == "owned" and approval.owner in PEOPLE
        winner = PEOPLE.index(approval.owner)
        assert said[winner] == "mine"
        assert said[1 - winner] == f"已由{approval.owner}处理"
        assert [entry["did"] for entry in approval.steps] == ["接手"]


async def _start(*words: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, str(PROGRAM), *words, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def _line(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    return (await asyncio.wait_for(process.stdout.readline(), 60)).decode().strip()
