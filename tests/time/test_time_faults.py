"""F74: three zones and the calendar; the doctor turns red, and administrators are told by themselves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.doctor.examine import examine
from app.simulate.time_doctor import host_zone
from app.upkeep.time_faults import host_hours
from config.settings import Settings
from crm.people import Identity, User
from crm.time_faults import TimeFault, holiday_faults, zone_faults
from handlers.reminders.time_alert import tell_time_faults
from storage.database import Database
from tests.handlers.talking import talking

GOOD = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("host", "users", "reports", "found"),
    [
        (8, GOOD, GOOD, []),
        (0, GOOD, GOOD, ["服务器 UTC+0"]),
        (8, "UTC", GOOD, ["用户默认 UTC"]),
        (8, GOOD, "UTC", ["报表 UTC"]),
        (-5, "UTC", "UTC", ["服务器 UTC-5、用户默认 UTC、报表 UTC"]),
    ],
)
def test_any_of_the_three_is_a_fault(host: float, users: str, reports: str, found: Sequence[str]) -> None:
    assert [fault.found for fault in zone_faults(host, users, reports)] == found


@pytest.mark.parametrize(
    ("today", "grave"),
    [(date(2026, 10, 31), []), (date(2026, 11, 1), [False]), (date(2026, 12, 31), [False]), (date(2027, 1, 1), [True])],
)
def test_the_last_known_year_of_holidays_is_watched(today: date, grave: list[bool]) -> None:
    assert [fault.grave for fault in holiday_faults(2026, today)] == grave


def test_the_machine_is_asked() -> None:
    hours = []
    for zone in ("UTC", GOOD, "Asia/Kolkata"):
        with host_zone(zone):
            hours.append(host_hours())
    assert hours == [0, 8, 5.5]


@pytest.mark.parametrize("host", ["UTC", GOOD])
async def test_the_doctor_turns_red(host: str, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(data_dir=tmp_path, _env_file=None)
    with host_zone(host):
        code = await examine(settings, as_json=True)
    zones = next(one for one in json.loads(capsys.readouterr().out) if one["name"] == "时区")
    assert zones["colour"] == ("red" if host == "UTC" else "green")
    assert code == 1 or host == GOOD


async def test_administrators_are_told_once_and_of_our_own_settings_at_every_start(database: Database) -> None:
    host, ours = TimeFault("时区", "服务器 UTC+0", "改", True), TimeFault("时区", "报表 UTC", "改", True, ours=True)
    told = []
    for fault, starting, later in (
        (host, False, 0),
        (host, True, 1),
        (ours, True, 2),
        (ours, False, 3),
        (host, False, 40),
    ):
        async with talking(database) as (talk, out):
            if await talk.records.people.get("boss") is None:
                await talk.records.people.replace([User("boss", "钱宇", "admin")], [Identity("slack", "boss", "boss")])
            talk.around = replace(talk.around, time_faults=lambda now, fault=fault: (fault,))
            talk.now = datetime(2026, 11, 20, tzinfo=UTC) + timedelta(days=later)
            await tell_time_faults(talk, starting)
            told.append(len(out.said))
    assert told == [1, 0, 1, 0, 1]
