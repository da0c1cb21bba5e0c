"""Merges of customers with what a split needs, pairs that were decided, and standard names."""

from __future__ import annotations

from sqlalchemy import Column, Double, Index, String, Table

from storage.tables.metadata import Json, Moment, metadata

merge = Table(
    "merge",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person", String(64), nullable=False, index=True),
    Column("rule", String(8), nullable=False),  # F14 by word | F17 same IP | F18 review
    Column("state", String(12), nullable=False, index=True),  # proposed | done | split | dropped | rejected
    Column("sides", Json, nullable=False),
    Column("master", String(40), nullable=False, server_default="", index=True),
    Column("name", String(255), nullable=False, server_default=""),
    Column("seen", String(64), nullable=False, server_default=""),
    Column("body", Json, nullable=False),
    Column("score", Double),
    Column("reasons", Json, nullable=False),
    Column("owners", Json, nullable=False),
    Column("reviewers", Json, nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
    Column("done_at", Moment),
    Column("split_at", Moment),
    Column("split_by", String(64), nullable=False, server_default=""),
)

duplicate_pair = Table(  # F18: what was proposed once, and what was rejected, is not proposed again
    "duplicate_pair",
    metadata,
    Column("one", String(40), primary_key=True),  # the smaller key of the two
    Column("other", String(40), primary_key=True),
    Column("state", String(12), nullable=False),  # proposed | done | rejected
    Column("merge_id", String(32), nullable=False, server_default=""),
    Column("at", Moment, nullable=False),
    Index("ix_duplicate_pair_other", "other"),
)

company_alias = Table(  # F16: 上市公司简称对照表, 常见英文品牌中文译名库
    "company_alias",
    metadata,
    Column("key", String(255), primary_key=True),  # the alias as it is compared
    Column("alias", String(255), nullable=False),
    Column("standard", String(255), nullable=False, index=True),
    Column("source", String(128), nullable=False, server_default=""),
    Column("person", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)
