"""Customers: companies, the people in them, and leads."""

from __future__ import annotations

from sqlalchemy import Column, Double, Index, Integer, String, Table

from storage.tables.metadata import Json, Moment, metadata

account = Table(
    "account",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", String(255), nullable=False, index=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("raw_names", Json, nullable=False),
    Column("golden_id", String(64), nullable=False, server_default=""),
    Column("master", String(32), index=True),
    Column("industry", String(64), nullable=False, server_default=""),
    Column("region", String(64), nullable=False, server_default=""),
    Column("tags", Json, nullable=False),
    Column("health", Double),
    Column("address", String(255), nullable=False, server_default=""),
    Column("address_key", String(128), nullable=False, server_default="", index=True),  # F18: one address, two firms
    Column("name_key", String(128), nullable=False, server_default="", index=True),  # the brand by sound: F17 proposes
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

contact = Table(
    "contact",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("account_id", String(32), nullable=False, index=True),
    Column("name", String(64), nullable=False),
    Column("owner", String(64), nullable=False, index=True),
    Column("title", String(64), nullable=False, server_default=""),
    Column("phone", String(32), nullable=False, server_default="", index=True),
    Column("email", String(255), nullable=False, server_default=""),
    Column("wechat", String(128), nullable=False, server_default=""),
    Column("phone_key", String(32), nullable=False, server_default=""),
    Column("mail_key", String(255), nullable=False, server_default=""),
    Column("created_at", Moment, nullable=False),
    Index("ix_contact_phone_key_created", "phone_key", "created_at"),  # F15: the oldest of a switchboard's at once
    Index("ix_contact_mail_key_created", "mail_key", "created_at"),
)

lead = Table(
    "lead",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("company", String(255), nullable=False, index=True),
    Column("contact", String(64), nullable=False),
    Column("title", String(64), nullable=False, server_default=""),
    Column("phone", String(32), nullable=False, index=True),
    Column("email", String(255), nullable=False, server_default=""),
    Column("wechat", String(128), nullable=False, server_default="", index=True),
    Column("avatar", String(1024), nullable=False, server_default=""),
    Column("stage", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("owner", String(64), nullable=False),
    Column("channel", String(64), nullable=False),
    Column("score", Integer),
    Column("tags", Json, nullable=False),
    Column("next_action", String(255), nullable=False, server_default=""),
    Column("next_time", String(32), nullable=False, server_default=""),
    Column("budget", Double),
    Column("account_id", String(32), index=True),
    Column("last_contact_at", Moment),
    Column("due_at", Moment),
    Column("decision_role", String(64), nullable=False, server_default=""),
    Column("asked_field", String(32), nullable=False, server_default=""),  # F48: due at the next follow-up
    Column("content_sent", String(64), nullable=False, server_default=""),
    Column("sent_time", Moment),
    Column("acts", Json, nullable=False, server_default="[]"),
    Column("depth_score", String(8), nullable=False, server_default="0/3"),
    Column("moved_at", Moment),  # F53: the last move by the customer's own words
    Column("phone_key", String(32), nullable=False, server_default=""),  # F15: see crm.phone
    Column("mail_key", String(255), nullable=False, server_default=""),
    Column("raw_company", String(255), nullable=False, server_default=""),  # F16: as typed
    Column("master", String(32), index=True),  # F14: the lead this one is folded under
    Column("owner_team", String(64), nullable=False, server_default=""),  # F94: kept by triggers, never by the program
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_lead_owner_due", "owner", "due_at"),
    Index("ix_lead_owner_created", "owner", "created_at", "id"),  # lists of one owner
    Index("ix_lead_team_created", "owner_team", "created_at", "id"),  # and of a team
    Index("ix_lead_created", "created_at"),
    Index("ix_lead_phone_key_created", "phone_key", "created_at"),  # F15: the oldest of a switchboard's at once
    Index("ix_lead_mail_key_created", "mail_key", "created_at"),
)
