"""Tables of the customer records and of everything that is remembered about them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, Index, Integer, String, Table, Text

from storage.tables.metadata import BigId, Json, Moment, metadata

user = Table(
    "user_account",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("team", String(64), nullable=False, server_default=""),
    Column("manager", String(64), nullable=False, server_default=""),
    Column("city", String(64), nullable=False, server_default=""),
    Column("industries", Json, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("home", String(16), nullable=False, server_default="wecom"),
    Column("email", String(255), nullable=False, server_default=""),
    Column("phone", String(32), nullable=False, server_default=""),
    Column("grants", Json, nullable=False, server_default="{}"),  # F98, made of the rules in force
)

identity = Table(
    "identity",
    metadata,
    Column("platform", String(16), primary_key=True),
    Column("external_id", String(255), primary_key=True),
    Column("user_id", String(64), nullable=False, index=True),
)

api_token = Table(
    "api_token",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("user_id", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
)

activity = Table(
    "activity",
    metadata,
    Column("user_id", String(64), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("visits", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
)

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
    Column("phone_key", String(32), nullable=False, server_default="", index=True),
    Column("mail_key", String(255), nullable=False, server_default="", index=True),
    Column("created_at", Moment, nullable=False),
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
    Column("phone_key", String(32), nullable=False, server_default="", index=True),  # F15: see crm.phone
    Column("mail_key", String(255), nullable=False, server_default="", index=True),
    Column("raw_company", String(255), nullable=False, server_default=""),  # F16: as typed
    Column("master", String(32), index=True),  # F14: the lead this one is folded under
    Column("owner_team", String(64), nullable=False, server_default=""),  # F94: kept by triggers, never by the program
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_lead_owner_due", "owner", "due_at"),
    Index("ix_lead_owner_created", "owner", "created_at", "id"),  # lists of one owner
    Index("ix_lead_team_created", "owner_team", "created_at", "id"),  # and of a team
    Index("ix_lead_created", "created_at"),
)

draft = Table(
    "draft",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("origin", String(16), nullable=False),
    Column("owner", String(64), nullable=False, index=True),
    Column("platform", String(16), nullable=False),
    Column("company", String(255), nullable=False),
    Column("contact", String(64), nullable=False),
    Column("title", String(64), nullable=False),
    Column("phone", String(32), nullable=False),
    Column("email", String(255), nullable=False),
    Column("wechat", String(128), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("todo", String(255), nullable=False),
    Column("next_time", String(32), nullable=False),
    Column("budget", Double),
    Column("tags", Json, nullable=False),
    Column("text", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("audio", String(64), nullable=False),
    Column("sources", Json, nullable=False),
    Column("unsure", Json, nullable=False, server_default="[]"),
    Column("state", String(12), nullable=False),
    Column("lead_id", String(32)),
    Column("card_id", String(64)),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

todo = Table(
    "todo",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("what", String(255), nullable=False),
    Column("due", String(32), nullable=False),
    Column("due_at", Moment),
    Column("draft_id", String(32), index=True),
    Column("lead_id", String(32), index=True),
    Column("done", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
)

follow_up = Table(
    "follow_up",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("lead_id", String(32), index=True),
    Column("solved", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("promised_time", String(32), nullable=False),
    Column("source", String(16), nullable=False),
    Column("tags", Json, nullable=False, server_default="[]"),
)

approval = Table(
    "approval",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("requester", String(64), nullable=False, index=True),
    Column("subject", String(255), nullable=False),
    Column("customer", String(255), nullable=False),
    Column("amount", Double),
    Column("members", Json, nullable=False),
    Column("state", String(12), nullable=False, index=True),
    Column("owner", String(64)),
    Column("steps", Json, nullable=False),
    Column("reason", Text, nullable=False),
    Column("cosigners", Json, nullable=False),
    Column("level", Integer, nullable=False, server_default="0"),
    Column("group_name", String(64), nullable=False, server_default="", key="group"),
    Column("need", Integer, nullable=False, server_default="1"),
    Column("agreed", Json, nullable=False, server_default="[]"),
    Column("turn_since", Moment),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("decided_at", Moment),
)

number_series = Table(  # numbers people read aloud: approvals today, more later
    "number_series",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("last", Integer, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False, index=True),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(128), nullable=False, index=True),
    Column("surface", String(16), nullable=False),
    Column("before", String(64), nullable=False),
    Column("after", String(64), nullable=False),
    Column("ip", String(64), nullable=False, server_default=""),
    Column("device", String(64), nullable=False, server_default=""),
)

happening = Table(
    "happening",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("platform", String(16), nullable=False),
    Column("external_id", String(128), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("staff", String(64), nullable=False),
    Column("detail", Json, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("rule", String(32), nullable=False),
    Column("subject", String(64), nullable=False, index=True),
    Column("person", String(64), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("reasons", Json, nullable=False),
    Column("inputs", Json, nullable=False),
)

question = Table(
    "question",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("platform", String(16), primary_key=True),
    Column("about", String(32), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("expires_at", Moment, nullable=False),
)

heard = Table(  # transcripts by audio content: the same clip is never decoded twice
    "heard",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("transcript", Json, nullable=False),
    Column("created_at", Moment, nullable=False),
)

digest_sent = Table(
    "digest_sent",
    metadata,
    Column("room", String(64), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("leads", Json, nullable=False),
)
