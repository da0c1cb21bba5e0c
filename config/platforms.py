"""Settings of what we talk to: chat platforms, mail, SMS, rooms and other systems."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr

from config.part import Part


class WeComSettings(Part):
    """A WeCom self-built app. Console: 应用管理 → 自建 → the app; callback values under 接收消息."""

    corp_id: str = ""
    agent_id: int = 0
    secret: SecretStr = SecretStr("")
    callback_token: SecretStr = SecretStr("")
    aes_key: SecretStr = SecretStr("")
    api_base: str = "https://qyapi.weixin.qq.com"
    oauth_base: str = "https://open.weixin.qq.com"

    @property
    def on(self) -> bool:
        return bool(self.corp_id and self.agent_id and self.secret.get_secret_value())


class DingTalkSettings(Part):
    """A DingTalk internal app in stream mode. `card_template` is the id of the imported template, `….schema`."""

    app_key: str = ""
    app_secret: SecretStr = SecretStr("")
    robot_code: str = ""
    card_template: str = ""
    api_base: str = "https://api.dingtalk.com"
    oapi_base: str = "https://oapi.dingtalk.com"

    @property
    def on(self) -> bool:
        return bool(self.app_key and self.app_secret.get_secret_value())


class SlackSettings(Part):
    """A Slack app, over signed HTTP (`mode=http`) or Socket Mode (`mode=socket`, needs the app token)."""

    bot_token: SecretStr = SecretStr("")
    signing_secret: SecretStr = SecretStr("")
    app_token: SecretStr = SecretStr("")
    mode: Literal["http", "socket"] = "http"
    api_base: str = "https://slack.com/api/"

    @property
    def on(self) -> bool:
        return bool(self.bot_token.get_secret_value())


class MailSettings(Part):
    """SMTP for reports and step-up codes."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: SecretStr = SecretStr("")
    sender: str = "genjin@localhost"


class SmsSettings(Part):
    """An SMS gateway that takes `POST {url} {"to","text","key"}` with a bearer token."""

    url: str = ""
    token: SecretStr = SecretStr("")


class RoomSettings(Part):
    """A group that gets digests: our name for it, the team it belongs to, and how to reach it."""

    name: str
    team: str = ""
    wecom_webhook: SecretStr = SecretStr("")
    dingtalk_robot: SecretStr = SecretStr("")
    dingtalk_robot_secret: SecretStr = SecretStr("")
    dingtalk_conversation: str = ""
    slack_channel: str = ""


class SystemSettings(Part):
    """Another system that holds our customers. `url` (REST) or `folder` (tables); neither: it pushes to us.

    `write` is the grant to change values there (F69). `names`: our name of a field → the system's own.
    """

    name: str = Field(pattern=r"[0-9A-Za-z_-]{1,32}")
    url: str = ""
    token: SecretStr = SecretStr("")
    folder: Path | None = None
    write: bool = False
    names: dict[str, str] = Field(default={})
