"""All settings, read once from environment (`GENJIN_…`), `.env` and `genjin.toml`; frozen and passed on in parts.

A part that is empty (no corp id, no bot token) means that platform is off; nothing fails open.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, IPvAnyNetwork, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

SQLITE_FILE = "genjin.sqlite3"
"""The database in the data folder while no other is named."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


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


class SpeechSettings(Part):
    """Speech recognition. Empty `model_dir`: use the installed model package."""

    model_dir: str = ""
    hub_model: str = ""
    workers: int = 1
    threads: int = 2
    max_seconds: int = 120
    idle_seconds: float = 300.0


class DigestSettings(Part):
    """The morning digest (F04): when, on which platform, and until when a missed one may still go out."""

    at: str = "08:30"
    until: str = "12:00"
    platform: Literal["wecom", "dingtalk", "slack"] = "wecom"


class ClipSettings(Part):
    """Chat sent over from the sidebar (F07): the privacy filter, without which nothing is taken, and more words."""

    filter: bool = True
    words: tuple[str, ...] = ()


class KeywordSettings(Part):
    """Whether a customer's words count by the bare keyword or by meaning: for stages (F52), for tags (F54)."""

    stage: Literal["literal", "meaning", "either"] = "literal"
    tags: Literal["literal", "meaning", "either"] = "either"


class WorkingSettings(Part):
    """Which time limits count working time (`F79`, `F40`, `F42`), and when reminders keep quiet (empty: never)."""

    rules: tuple[str, ...] = ()
    quiet_from: str = "22:00"
    quiet_until: str = "07:30"


class ImportSettings(Part):
    """The folder of tables to import (default: `imports` in the data folder): when it is looked at, and who decides.

    `ask`: each table shows its preview and waits for a tap. `every_minutes` looks that often instead of `at`.
    """

    folder: Path | None = None
    ask: bool = False
    at: tuple[str, ...] = ("08:10", "12:10", "18:10")
    every_minutes: int = Field(default=0, ge=0, le=60)


class QueueSettings(Part):
    """When the queue of channels' leads counts as standing still (F101): under rules, and by hand (F34)."""

    stall_seconds: int = Field(default=60, ge=10, le=86_400)
    by_hand_minutes: int = Field(default=120, ge=1, le=10_080)


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


class Settings(BaseSettings):
    """Everything an operator can set. Times of day are Asia/Shanghai."""

    model_config = SettingsConfigDict(
        env_prefix="GENJIN_",
        env_nested_delimiter="__",
        env_file=".env",
        toml_file="genjin.toml",
        frozen=True,
        extra="ignore",
    )

    data_dir: Path = Path("data")
    database_url: str = ""
    database_schema: str = ""
    host: str = "127.0.0.1"
    port: int = 8701
    public_url: str = ""
    trusted_proxies: tuple[IPvAnyNetwork, ...] = Field(default=())
    role: Literal["all", "web", "worker"] = "all"
    slot: str = "worker-1"
    clock: Literal["system", "manual"] = "system"
    clock_start: str = ""
    control_token: SecretStr = SecretStr("")
    secret_key: SecretStr = SecretStr("")
    admin_token: SecretStr = SecretStr("")
    log_level: str = "INFO"
    engine_poll_seconds: float = 0.2
    wecom: WeComSettings = WeComSettings()
    dingtalk: DingTalkSettings = DingTalkSettings()
    slack: SlackSettings = SlackSettings()
    mail: MailSettings = MailSettings()
    sms: SmsSettings = SmsSettings()
    rooms: tuple[RoomSettings, ...] = Field(default=())
    speech: SpeechSettings = SpeechSettings()
    digest: DigestSettings = DigestSettings()
    clip: ClipSettings = ClipSettings()
    keywords: KeywordSettings = KeywordSettings()
    channels: dict[str, SecretStr] = Field(default={})
    approvals_file: Path | None = None
    imports: ImportSettings = ImportSettings()
    queue: QueueSettings = QueueSettings()
    systems: tuple[SystemSettings, ...] = Field(default=())
    working: WorkingSettings = WorkingSettings()
    timezone: str = "Asia/Shanghai"
    report_timezone: str = "Asia/Shanghai"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order of precedence: arguments, environment, `.env`, `genjin.toml`."""
        return init_settings, env_settings, dotenv_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def imports_dir(self) -> Path:
        """The watched folder of tables to import."""
        return self.imports.folder or self.data_dir / "imports"

    @property
    def database(self) -> str:
        """The database URL; by default one SQLite file in the data folder."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / SQLITE_FILE}"

    @property
    def base_url(self) -> str:
        """Where people reach our pages."""
        return self.public_url or f"http://{self.host}:{self.port}"
