"""Logging: JSON lines with the event's id, never contents."""

from __future__ import annotations

import logging
import sys

import orjson
import structlog

TALKATIVE = (
    "aiohttp.access", "dingtalk_stream", "slack_sdk", "slack_bolt", "dbos", "apscheduler", "alembic", "aiosqlite",
    "sqlalchemy", "psycopg", "asyncio", "websockets", "urllib3",
)  # fmt: skip
"""Their lines name connection tickets, URLs with tokens and, at DEBUG, every value of every statement."""


def set_up_logs(level: str) -> None:
    """Send structlog and the standard library's loggers to standard error as JSON lines."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(orjson.dumps)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processor=structlog.processors.JSONRenderer(ensure_ascii=False)
        )
    )
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for chatty in TALKATIVE:
        logging.getLogger(chatty).setLevel(logging.WARNING)
