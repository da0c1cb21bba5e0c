"""What can be wrong with the house's idea of time (F74): its zones, and the last year whose holidays are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ZONE = "Asia/Shanghai"
ZONE_HOURS = 8.0
NEXT_YEAR_KNOWN_BY = 11  # the holidays of a year are announced in the November before


@dataclass(frozen=True, slots=True)
class TimeFault:
    """One fault: what it is about, what was found, what to do. `grave`: due dates or reports would be wrong.

    `ours`: one of this installation's own settings, as against the machine's or the library's.
    """

    name: str
    found: str
    advice: str
    grave: bool
    ours: bool = False


def zone_faults(host_hours: float, users: str, reports: str) -> tuple[TimeFault, ...]:
    """Return what is not at Shanghai's time of host (hours from UTC), users and reports."""
    machine = () if host_hours == ZONE_HOURS else (f"服务器 UTC{host_hours:+g}",)
    named = (("用户默认", users), ("报表", reports))
    ours = tuple(f"{name} {zone}" for name, zone in named if zone != ZONE)
    advice = (
        "三个时区都须是 Asia/Shanghai：服务器设 TZ=Asia/Shanghai，其余改 GENJIN_TIMEZONE、GENJIN_REPORT_TIMEZONE；"
        "到期日不受影响（内部一律按上海时间计算）"
    )
    found = "、".join((*machine, *ours))
    return (TimeFault("时区", found, advice, True, bool(ours)),) if found else ()


def holiday_faults(known_until: int, today: date) -> tuple[TimeFault, ...]:
    """Return whether the working calendar knows this year, and from November on the next one."""
    if known_until < today.year:
        advice = "升级：uv pip install -U chinesecalendar；目前按周一至周五计算"
        return (TimeFault("工作日历", f"节假日只到{known_until}年", advice, True),)
    if known_until == today.year and today.month >= NEXT_YEAR_KNOWN_BY:
        advice = "国务院公布明年安排后升级：uv pip install -U chinesecalendar"
        return (TimeFault("工作日历", f"节假日只到{known_until}年底", advice, False),)
    return ()
