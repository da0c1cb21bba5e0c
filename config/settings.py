"""All settings, read once from environment (`GENJIN_…`), `.env` and `genjin.toml`; frozen and passed on in parts.

A part that is empty (no corp id, no bot token) means that platform is off; nothing fails open.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, IPvAnyNetwork, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from config.features import (
    ClipSettings,
    DigestSettings,
    ImportSettings,
    KeywordSettings,
    QueueSettings,
    SpeechSettings,
    WorkingSettings,
)
from config.platforms import (
    DingTalkSettings,
    MailSettings,
    RoomSettings,
    SlackSettings,
    SmsSettings,
    SystemSettings,
    WeComSettings,
)

SQLITE_FILE = "genjin.sqlite3"
"""The database in the data folder while no other is named."""


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
