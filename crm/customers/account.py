"""Customers as companies and the people in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Account:
    """A customer company. `raw_names` keeps every way it was written, `master` is the one it is merged into."""

    id: str
    name: str
    owner: str
    created_at: datetime
    updated_at: datetime
    raw_names: list[str] = field(default_factory=list)
    golden_id: str = ""
    master: str | None = None
    industry: str = ""
    region: str = ""
    tags: list[str] = field(default_factory=list)
    health: float | None = None
    address: str = ""
    address_key: str = ""
    name_key: str = ""


@dataclass
class Contact:
    """A person at a customer."""

    id: str
    account_id: str
    name: str
    owner: str
    created_at: datetime
    title: str = ""
    phone: str = ""
    email: str = ""
    wechat: str = ""
    phone_key: str = ""
    mail_key: str = ""
