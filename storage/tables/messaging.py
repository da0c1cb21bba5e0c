"""Tables of the message machine: what came in, what goes out, and the clocks and gates in between."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, Index, Integer, LargeBinary, String, Table, Text, text

from storage.tables.metadata import Json, Moment, metadata

IS_NEW, IS_DONE = text("state = 'new'"), text("state = 'done'")

inbox = Table(
    "inbox",
    metadata,
    Column("platform", String(16), primary_key=True),
    Column("event_key", String(255), primary_key=True),
    Column("partition", String(255), nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("state", String(12), nullable=False, server_default="new"),  # new | done | failed
    Column("received_at", Moment, nullable=False),
    Column("done_at", Moment),
    Column("error_id", String(32)),
    Column("attempts", Integer, nullable=False, server_default="0"),
    # In the order of arrival, so that an event at the door adds to the same page as the one before.
    Index("ix_inbox_new", "received_at", "partition", sqlite_where=IS_NEW, postgresql_where=IS_NEW),
    Index("ix_inbox_done", "done_at", sqlite_where=IS_DONE, postgresql_where=IS_DONE),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("key", String(255), nullable=False, unique=True),
    Column("kind", String(12), nullable=False),  # text | card | update | modal | file | welcome
    Column("platform", String(16), nullable=False),
    Column("target_kind", String(12), nullable=False),
    Column("target_id", String(255), nullable=False),
    Column("person", String(64)),  # our user id, when the target is a person we know
    Column("card_id", String(64)),
    Column("card_rev", Integer),
    Column("payload", Json, nullable=False),
    Column("state", String(12), nullable=False, server_default="new"),  # new | sending | unknown | sent | failed
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("fence", String(32)),  # token of the attempt that may send
    Column("receipts", Json, nullable=False),  # one per part already sent
    Column("error", String(255)),
    Column("created_at", Moment, nullable=False),
    Column("next_at", Moment, nullable=False),  # not before; the sweeper looks here
    Column("sent_at", Moment),
    Column("tapped_at", Moment),
    Index("ix_delivery_state_next", "state", "next_at"),
    Index("ix_delivery_card", "card_id"),
)

card = Table(
    "card",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("body", Json, nullable=False),  # the neutral card
    Column("subject", String(64)),  # id of the record the card is about
    Column("viewers", Json, nullable=False),  # our user ids that may open its page
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_card_subject", "subject"),
)

card_handle = Table(  # newest unused handle for changing a card that stands somewhere
    "card_handle",
    metadata,
    Column("card_id", String(64), primary_key=True),
    Column("platform", String(16), primary_key=True),
    Column("target_id", String(255), primary_key=True),
    Column("target_kind", String(12), nullable=False),
    Column("person", String(64)),
    Column("message_id", String(255), nullable=False),
    Column("handle", Json, nullable=False),
    Column("rev", Integer, nullable=False),  # the revision that is shown there
    Column("uses_left", Integer),  # null: any number
    Column("expires_at", Moment),
    Column("updated_at", Moment, nullable=False),
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("mime", String(64)),
    Column("data", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
)

tick_cursor = Table(
    "tick_cursor",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("last", Moment, nullable=False),
)

rate_gate = Table(
    "rate_gate",
    metadata,
    Column("key", String(128), primary_key=True),
    Column("next_at", Double, nullable=False),  # seconds since epoch on the database's clock
)

access_token = Table(
    "access_token",
    metadata,
    Column("app", String(128), primary_key=True),
    Column("token", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

replica = Table(
    "replica",
    metadata,
    Column("slot", String(64), primary_key=True),
    Column("beat", Double, nullable=False),  # seconds since epoch on the database's clock
)

lease = Table(
    "lease",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("until", Double, nullable=False),
)

timer = Table(  # everything that waits for a moment: reminders, deadlines, escalations
    "timer",
    metadata,
    Column("key", String(160), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("args", Json, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("state", String(12), nullable=False, server_default="waiting"),  # waiting | fired | cancelled
    Column("fired_at", Moment),
    Index("ix_timer_state_due", "state", "due_at"),
)

job = Table(  # work that was ordered; the engine only drives what stands here
    "job",
    metadata,
    Column("key", String(320), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("partition", String(320), nullable=False),
    Column("args", Json, nullable=False),
    Column("state", String(12), nullable=False, server_default="waiting"),  # waiting | done | failed
    Column("run", Integer, nullable=False, server_default="0"),  # part of the engine's id, which works only once
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("queued", Boolean, nullable=False),  # the engine holds this run; false: waits for the clock alone
    Column("next_at", Moment, nullable=False),
    Column("error", String(255)),
    Column("created_at", Moment, nullable=False),
    Column("done_at", Moment),
    Index("ix_job_state_next", "state", "next_at"),
)

moment = Table(  # the scripted clock, kept so that a restart goes on at the same time
    "moment",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("at", Moment, nullable=False),
)
