"""Mail and SMS: server, credentials and sender tried out as far as that goes without sending anything."""

from __future__ import annotations

import asyncio

import aiohttp

from app.doctor.finding import GREEN, RED, YELLOW, Finding
from bot.errors import AuthExpired, RateLimited, RemoteError
from bot.mail import smtp
from config.platforms import MailSettings, SmsSettings

MAIL, SMS = "邮件", "短信"
MAIL_ADVICE = {
    "smtp_tls": "证书不被信任或端口不对：465 为直接加密，其他端口用 STARTTLS；检查 GENJIN_MAIL__PORT",
    "smtp_without_tls": "服务器不支持加密，密码不会发出：换 465 端口，或改用支持 STARTTLS 的服务器",
    "no_connection": "连不上邮件服务器：检查 GENJIN_MAIL__HOST、GENJIN_MAIL__PORT 和防火墙",
}
NOBODY = {"to": "", "text": "", "key": "doctor"}
"""A message to nobody: a gateway looks at the token first, and then has nothing it could send."""


async def try_mail(settings: MailSettings) -> Finding:
    """Connect, log in and name the sender; no mail is written."""
    if not settings.host:
        return Finding(
            MAIL, YELLOW, "未配置，报告和告警只发到聊天", "填写 GENJIN_MAIL__HOST / USER / PASSWORD / SENDER"
        )
    where = f"{settings.host}:{settings.port}"
    try:
        await asyncio.to_thread(smtp.knock, settings)
    except AuthExpired as wrong:
        advice = "用户名或密码不对：检查 GENJIN_MAIL__USER / PASSWORD；很多邮箱要用授权码代替密码"
        return Finding(MAIL, RED, f"{where} 拒绝登录（{wrong.code}）", advice)
    except RateLimited as wrong:
        return Finding(MAIL, YELLOW, f"{where} 暂时不可用（{wrong.code}）", "过几分钟再试；一直如此请问邮件管理员")
    except RemoteError as wrong:
        advice = MAIL_ADVICE.get(wrong.code, f"发件人 {settings.sender} 不被接受：检查 GENJIN_MAIL__SENDER")
        return Finding(MAIL, RED, f"{where} 不能用（{wrong.code}）", advice)
    return Finding(MAIL, GREEN, f"{where} 可用，发件人 {settings.sender}")


async def try_sms(settings: SmsSettings, http: aiohttp.ClientSession) -> Finding:
    """Knock at the gateway with our token and a message to nobody."""
    if not settings.url:
        return Finding(SMS, YELLOW, "未配置，验证码发到本人聊天", "有短信网关时填写 GENJIN_SMS__URL / TOKEN")
    headers = {"Authorization": f"Bearer {settings.token.get_secret_value()}"}
    try:
        async with http.post(settings.url, json=NOBODY, headers=headers, allow_redirects=False) as answer:
            status = answer.status
    except (aiohttp.ClientError, TimeoutError, ValueError) as problem:
        return Finding(SMS, RED, f"连不上网关（{type(problem).__name__}）", "检查 GENJIN_SMS__URL 和网络")
    if status in (401, 403):
        return Finding(SMS, RED, f"网关不接受令牌（HTTP {status}）", "检查 GENJIN_SMS__TOKEN 是否过期")
    if status == 429 or status >= 500:
        return Finding(SMS, YELLOW, f"网关暂时不可用（HTTP {status}）", "过几分钟再试")
    if 300 <= status < 400 or status in (404, 405):
        return Finding(SMS, RED, f"这个地址不是短信接口（HTTP {status}）", "检查 GENJIN_SMS__URL")
    return Finding(SMS, GREEN, "网关可用，令牌被接受")
