"""Events at the door: a batch of them and the order for their handling in one commit, past every layer in between.

This is the statement that each acknowledgement waits for, so it is spelled for each driver by hand.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from psycopg import Connection

from storage.database import Dialect
from storage.engine.jobs import Order
from storage.messages.inbox import RawEvent

Take = Callable[[Any, Sequence[RawEvent], Sequence[Order], datetime], list[bool]]
"""Commits the events that are not there yet, and the orders as jobs to be released, on the driver's connection.

Tells of each event whether it was new; a repeat within the batch is not. Their order is kept in `received_at`.
"""

_TO_SQLITE = """
INSERT INTO inbox (platform, event_key, partition, raw, received_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
_ORDER_SQLITE = """
INSERT INTO job (key, kind, partition, args, queued, next_at, created_at) VALUES (?, ?, ?, ?, 0, ?, ?)
ON CONFLICT DO NOTHING
"""
# One statement is one transaction and one round trip. All bytes travel as one value, cut up on the server.
_TO_POSTGRESQL = """
WITH fresh AS (
    INSERT INTO inbox (platform, event_key, partition, raw, received_at)
    SELECT platform, event_key, partition, substr(%b, start, size), %s::timestamptz + place * interval '1 microsecond'
    FROM json_to_recordset(%s::json)
        AS event (platform text, event_key text, partition text, start int, size int, place int)
    ON CONFLICT DO NOTHING
    RETURNING platform, event_key
), ordered AS (
    INSERT INTO job (key, kind, partition, args, queued, next_at, created_at)
    SELECT key, kind, lane, args, false, %s, %s
    FROM json_to_recordset(%s::json) AS job_order (key text, kind text, lane text, args jsonb)
    ON CONFLICT DO NOTHING
)
SELECT platform, event_key FROM fresh
"""


def take_for(dialect: Dialect) -> Take:
    """Return the way of this database."""
    return _take_sqlite if dialect == "sqlite" else _take_postgresql


def _take_sqlite(
    driver: sqlite3.Connection, events: Sequence[RawEvent], orders: Sequence[Order], now: datetime
) -> list[bool]:
    stamp = _stamp(now)
    rows = [
        (event.platform, event.key, event.partition, event.raw, _stamp(now + timedelta(microseconds=place)))
        for place, event in enumerate(events)
    ]
    found = [True] * len(rows)
    if driver.executemany(_TO_SQLITE, rows).rowcount != len(rows):
        driver.rollback()
        found = [driver.execute(_TO_SQLITE, row).rowcount == 1 for row in rows]
    jobs = [(order.key, order.kind, order.lane, json.dumps(order.args), stamp, stamp) for order in orders]
    driver.executemany(_ORDER_SQLITE, jobs)
    driver.commit()
    return found


def _take_postgresql(
    driver: Connection[Any], events: Sequence[RawEvent], orders: Sequence[Order], now: datetime
) -> list[bool]:
    rows, start = [], 1
    for place, event in enumerate(events):
        size = len(event.raw)
        rows.append(
            {
                "platform": event.platform,
                "event_key": event.key,
                "partition": event.partition,
                "start": start,
                "size": size,
                "place": place,
            }
        )
        start += size
    jobs = [{"key": order.key, "kind": order.kind, "lane": order.lane, "args": order.args} for order in orders]
    raw = b"".join([event.raw for event in events])
    driver.autocommit = True
    try:
        given = (raw, now, orjson.dumps(rows).decode(), now, now, orjson.dumps(jobs).decode())
        fresh = set(driver.execute(_TO_POSTGRESQL, given, prepare=True).fetchall())
    finally:
        driver.autocommit = False
    return [_take_out(fresh, (event.platform, event.key)) for event in events]


def _take_out(fresh: set[Any], event: tuple[str, str]) -> bool:
    new = event in fresh
    fresh.discard(event)
    return new


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
