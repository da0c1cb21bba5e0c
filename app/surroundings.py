"""What all work shares, made from settings: platforms, rooms, calendar, keywords, limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from functools import partial

from app.approvals import approval_templates
from app.calendar import china_calendar
from app.doors.channels import Channels
from app.ids import OrderedIds
from app.keys import one_time_codes
from app.language.reading import SalesReading
from app.platforms import Platforms, rooms_of
from app.upkeep.time_faults import time_faults
from config.settings import Settings
from crm.leads.routing import Limits
from crm.merging.golden_id import GoldenIds
from crm.notes.keyword_rule import KeywordRules
from crm.working_time import QuietHours
from handlers.surroundings import Surroundings


def surroundings_of(settings: Settings, secret: bytes, platforms: Platforms, channels: Channels) -> Surroundings:
    """Return the surroundings that these settings ask for."""
    quiet = _quiet(settings)
    return Surroundings(
        platforms=tuple(platforms.surfaces),
        rooms=rooms_of(settings),
        base_url=settings.base_url,
        understanding=SalesReading(),
        new_id=OrderedIds(),
        templates=approval_templates(settings),
        calendar=replace(china_calendar(), quiet=quiet),
        working=frozenset(settings.working.rules),
        quiet=quiet,
        code_for=one_time_codes(secret),
        one_way=frozenset(platforms.one_way),
        keywords=KeywordRules(settings.keywords.stage, settings.keywords.tags),
        golden=GoldenIds(secret),
        time_faults=partial(time_faults, settings),
        channel=channels.get,
        probing=bool(settings.public_url),
        queue=Limits(
            timedelta(seconds=settings.queue.stall_seconds), timedelta(minutes=settings.queue.by_hand_minutes)
        ),
    )


def _quiet(settings: Settings) -> QuietHours | None:
    start, end = settings.working.quiet_from, settings.working.quiet_until
    return QuietHours(time.fromisoformat(start), time.fromisoformat(end)) if start and end else None
