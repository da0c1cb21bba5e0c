"""This machine: its zone and calendar, the database, the key, speech."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.calendar import china_calendar
from app.doctor.finding import GREEN, RED, YELLOW, Finding
from app.keys import secret_key
from app.upkeep.time_faults import host_hours
from config.settings import Settings
from crm.time_faults import ZONE, TimeFault, holiday_faults, zone_faults
from nlp.speech.health import examine as examine_speech
from nlp.speech.process import WorkerSettings
from storage.database import Database
from storage.migrate import upgrade


async def zones(settings: Settings) -> Finding:
    """Host, users and reports must all be at Shanghai's time (F74)."""
    faults = zone_faults(host_hours(), settings.timezone, settings.report_timezone)
    return _of(faults) or Finding("时区", GREEN, f"服务器、用户默认、报表均为 {ZONE}")


def holidays() -> Finding:
    """The working calendar must know this year, and the next one from December on."""
    known = china_calendar().known_until
    return _of(holiday_faults(known, datetime.now(UTC).date())) or Finding(
        "工作日历", GREEN, f"节假日与调休已知到{known}年"
    )


def _of(faults: Sequence[TimeFault]) -> Finding | None:
    """Return the first fault as the doctor tells it."""
    fault = next(iter(faults), None)
    return None if fault is None else Finding(fault.name, RED if fault.grave else YELLOW, fault.found, fault.advice)


async def try_database(settings: Settings) -> Finding:
    """Open the database and bring it up to date."""
    database = Database(settings.database, settings.database_schema or None)
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        await upgrade(database)
        async with database.read() as session:
            await session.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError) as problem:
        return Finding("数据库", RED, type(problem).__name__, "检查 GENJIN_DATABASE_URL 是否写对、数据库是否在运行")
    finally:
        await database.close()
    return Finding("数据库", GREEN, database.dialect)


def secrets(settings: Settings) -> Finding:
    """The key that seals buttons and sessions must be long enough."""
    short = len(secret_key(settings)) < 16
    if short:
        return Finding("密钥", RED, "GENJIN_SECRET_KEY 太短", "至少16个字符；留空则自动生成并保存在数据目录")
    return Finding("密钥", GREEN, "已就绪")


async def try_speech(settings: Settings) -> Finding:
    """Load the speech model once; without one text goes on."""
    speech = settings.speech
    health = await examine_speech(WorkerSettings(speech.model_dir, speech.hub_model, settings.data_dir, speech.threads))
    if health.ok:
        size = f"{health.bytes / 1e6:.0f} MB"
        return Finding("语音识别", GREEN, f"{health.model}，{size}，加载 {health.load_seconds:.1f} 秒，{health.path}")
    return Finding(
        "语音识别",
        YELLOW,
        "没有可用的模型，文字功能不受影响",
        'pip install "genjin[speech]"，或设置模型文件夹 GENJIN_SPEECH__MODEL_DIR',
    )
