"""The platforms: their credentials tried out, and the rooms."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp

from app.clock import SystemClock
from app.doctor.finding import GREEN, RED, YELLOW, Finding
from app.keys import secret_key
from bot.errors import RemoteError
from config.settings import Settings
from storage.database import Database
from storage.shared.tokens import StoredTokens

NAMES = {"_wecom": "企业微信", "_dingtalk": "钉钉", "_slack": "Slack"}


WECOM_ADVICE = {
    "40001": "Secret 不对：企业微信后台 → 应用管理 → 自建应用 → Secret，重新复制",
    "40013": "企业ID不对：企业微信后台 → 我的企业 → 企业信息 → 企业ID",
    "60020": "本机IP不在可信IP里：应用管理 → 自建应用 → 企业可信IP → 添加提示里的IP",
    "301002": "AgentId 不对：应用管理 → 自建应用 → AgentId",
    "48002": "应用没有接口权限：应用管理 → 自建应用 → 可见范围与接口权限",
}


Check = Callable[[Settings, aiohttp.ClientSession], Coroutine[Any, Any, Finding]]


async def try_platforms(settings: Settings, http: aiohttp.ClientSession) -> list[Finding]:
    """Return what calling each platform with its credentials tells."""
    return [await _guarded(check, settings, http) for check in (_wecom, _dingtalk, _slack)]


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


def rooms(settings: Settings) -> list[Finding]:
    """Return what each room of the settings can be told."""
    if not settings.rooms:
        return [Finding("群", YELLOW, "没有配置群，晨报不会发出", "在 GENJIN_ROOMS 里写群名、团队和群机器人 key")]
    return [
        Finding(f"群 {room.name}", GREEN if room.team else YELLOW, room.team or "没有绑定团队，收不到晨报")
        for room in settings.rooms
    ]
