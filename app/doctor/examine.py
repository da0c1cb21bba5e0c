"""`genjin doctor`: every setting and credential tried out, and in Chinese what to click when one is wrong."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import aiohttp

from app.doctor.finding import GREEN, RED, YELLOW
from app.doctor.machine import holidays, secrets, try_database, try_speech, zones
from app.doctor.one_way import try_mail, try_sms
from app.doctor.platforms import rooms, try_platforms
from config.settings import Settings

MARKS = {GREEN: "✅", YELLOW: "⚠️ ", RED: "❌"}


async def examine(settings: Settings, as_json: bool) -> int:
    """Print all findings; return 1 when one is red."""
    findings = [
        await zones(settings),
        holidays(),
        await try_database(settings),
        secrets(settings),
        await try_speech(settings),
    ]
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as http:
        findings += await try_platforms(settings, http)
        findings += [await try_mail(settings.mail), await try_sms(settings.sms, http)]
    findings += rooms(settings)
    if as_json:
        sys.stdout.write(json.dumps([asdict(one) for one in findings], ensure_ascii=False) + "\n")
    else:
        for one in findings:
            advice = f"\n   → {one.advice}" if one.advice else ""
            sys.stdout.write(f"{MARKS[one.colour]} {one.name}：{one.found}{advice}\n")
    return 1 if any(one.colour == RED for one in findings) else 0
