"""`genjin doctor`: every setting and credential tried out, and in Chinese what to click when one is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.calendar import china_calendar
from app.clock import SystemClock
from app.keys import secret_key
from app.time_faults import host_hours
from bot.errors import RemoteError
from config.settings import Settings
from crm.time_faults import ZONE, TimeFault, holiday_faults, zone_faults
from nlp.speech.health import examine as examine_speech
from nlp.speech.process import WorkerSettings
from storage.database import Database
from storage.migrate import upgrade
from storage.tokens import StoredTokens

GREEN, YELLOW, RED = "green", "yellow", "red"
NAMES = {"_wecom": "企业微信", "_dingtalk": "钉钉", "_slack": "Slack"}
MARKS = {GREEN: "✅", YELLOW: "⚠️ ", RED: "❌"}
WECOM_ADVICE = {
    "40001": "Secret 不对：企业微信后台 → 应用管理 → 自建应用 → Secret，重新复制",
    "40013": "企业ID不对：企业微信后台 → 我的企业 → 企业信息 → 企业ID",
    "60020": "本机IP不在可信IP里：应用管理 → 自建应用 → 企业可信IP → 添加提示里的IP",
    "301002": "AgentId 不对：应用管理 → 自建应用 → AgentId",
    "48002": "应用没有接口权限：应用管理 → 自建应用 → 可见范围与接口权限",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing tried: its name, green/yellow/red, what was found, and what to do."""

    name: str
    colour: str
    found: str
    advice: str = ""


async def examine(settings: Settings, as_json: bool) -> int:
    """Print all findings; return 1 when one is red."""
    findings = [
        await _zones(settings),
        _holidays(),
        await _database(settings),
        _secrets(settings),
        await _speech(settings),
    ]
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as http:
        findings += [await _guarded(check, settings, http) for check in (_wecom, _dingtalk, _slack)]
    findings += _rooms(settings)
    if as_json:
        sys.stdout.write(json.dumps([asdict(one) for one in findings], ensure_ascii=False) + "\n")
    else:
        for one in findings:
            advice = f"\n   → {one.advice}" if one.advice else ""
            sys.stdout.write(f"{MARKS[one.colour]} {one.name}：{one.found}{advice}\n")
    return 1 if any(one.colour == RED for one in findings) else 0


async def _zones(settings: Settings) -> Finding:
    """Host, users and reports must all be at Shanghai's time (F74)."""
    faults = zone_faults(host_hours(), settings.timezone, settings.report_timezone)
    return _of(faults) or Finding("时区", GREEN, f"服务器、用户默认、报表均为 {ZONE}")


def _holidays() -> Finding:
    """The working calendar must know this year, and the next one from December on."""
    known = china_calendar().known_until
    return _of(holiday_faults(known, datetime.now(UTC).date())) or Finding(
        "工作日历", GREEN, f"节假日与调休已知到{known}年"
    )


def _of(faults: Sequence[TimeFault]) -> Finding | None:
    """Return the first fault as the doctor tells it."""
    fault = next(iter(faults), None)
    return None if fault is None else Finding(fault.name, RED if fault.grave else YELLOW, fault.found, fault.advice)


async def _database(settings: Settings) -> Finding:
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


def _secrets(settings: Settings) -> Finding:
    short = len(secret_key(settings)) < 16
    if short:
        return Finding("密钥", RED, "GENJIN_SECRET_KEY 太短", "至少16个字符；留空则自动生成并保存在数据目录")
    return Finding("密钥", GREEN, "已就绪")


async def _speech(settings: Settings) -> Finding:
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


Check = Callable[[Settings, aiohttp.ClientSession], Coroutine[Any, Any, Finding]]


async def _guarded(check: Check, settings: Settings, http: aiohttp.ClientSession) -> Finding:
    name = NAMES[check.__name__]
    try:
        return await check(settings, http)
    except (RemoteError, aiohttp.ClientError, TimeoutError, ValueError) as problem:
        code = problem.code if isinstance(problem, RemoteError) else type(problem).__name__
        return Finding(name, RED, f"连接失败（{code}）", WECOM_ADVICE.get(code, "检查网络、接口地址和凭证"))


async def _wecom(settings: Settings, http: aiohttp.ClientSession) -> Finding:
    if not settings.wecom.on:
        return Finding(
            "企业微信", YELLOW, "未配置", "填写 GENJIN_WECOM__CORP_ID / AGENT_ID / SECRET，见 docs/setup/wecom.md"
        )
    from bot.wecom.surface import WeComSurface

    database = Database(settings.database, settings.database_schema or None)
    try:
        surface = WeComSurface(settings.wecom, SystemClock(), StoredTokens(database, secret_key(settings)), http, {})
        await surface.api.call("agent/get", params={"agentid": str(settings.wecom.agent_id)})
    finally:
        await database.close()
    if not settings.wecom.callback_token.get_secret_value():
        return Finding(
            "企业微信", YELLOW, "能发不能收", "应用管理 → 自建应用 → 接收消息 → 设置API接收，填 Token 和 EncodingAESKey"
        )
    return Finding("企业微信", GREEN, "凭证有效")


async def _dingtalk(settings: Settings, http: aiohttp.ClientSession) -> Finding:
    ding = settings.dingtalk
    if not ding.on:
        return Finding(
            "钉钉", YELLOW, "未配置", "填写 GENJIN_DINGTALK__APP_KEY / APP_SECRET，见 docs/setup/dingtalk.md"
        )
    body = {"appKey": ding.app_key, "appSecret": ding.app_secret.get_secret_value()}
    async with http.post(f"{ding.api_base}/v1.0/oauth2/accessToken", json=body) as answer:
        if answer.status != 200:
            return Finding(
                "钉钉",
                RED,
                f"凭证无效（HTTP {answer.status}）",
                "开放平台 → 应用 → 凭证与基础信息，重新复制 Client ID 和 Secret",
            )
    if not ding.card_template:
        return Finding(
            "钉钉",
            YELLOW,
            "没有卡片模板，卡片只能显示链接",
            "卡片平台导入 config/dingtalk_card_template.json，把模板ID填到 GENJIN_DINGTALK__CARD_TEMPLATE",
        )
    return Finding("钉钉", GREEN, "凭证有效")


async def _slack(settings: Settings, http: aiohttp.ClientSession) -> Finding:
    slack = settings.slack
    if not slack.on:
        return Finding(
            "Slack", YELLOW, "未配置", "填写 GENJIN_SLACK__BOT_TOKEN 和 SIGNING_SECRET，见 docs/setup/slack.md"
        )
    headers = {"Authorization": f"Bearer {slack.bot_token.get_secret_value()}"}
    async with http.post(f"{slack.api_base}auth.test", headers=headers) as answer:
        body: dict[str, Any] = await answer.json()
    if not body.get("ok"):
        return Finding(
            "Slack",
            RED,
            f"凭证无效（{body.get('error')}）",
            "api.slack.com → 应用 → OAuth & Permissions，重新复制 Bot Token",
        )
    needs = slack.app_token if slack.mode == "socket" else slack.signing_secret
    if not needs.get_secret_value():
        what = "App-Level Token" if slack.mode == "socket" else "Signing Secret"
        return Finding("Slack", RED, f"缺少 {what}", "api.slack.com → 应用 → Basic Information")
    return Finding("Slack", GREEN, f"凭证有效（{slack.mode}）")


def _rooms(settings: Settings) -> list[Finding]:
    if not settings.rooms:
        return [Finding("群", YELLOW, "没有配置群，晨报不会发出", "在 GENJIN_ROOMS 里写群名、团队和群机器人 key")]
    return [
        Finding(f"群 {room.name}", GREEN if room.team else YELLOW, room.team or "没有绑定团队，收不到晨报")
        for room in settings.rooms
    ]
