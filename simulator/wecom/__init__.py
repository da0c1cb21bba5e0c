"""WeCom as a local server: the app API, group webhooks, customer contact, login, and the people who use the client."""

from __future__ import annotations

from simulator.wecom.amr import to_amr
from simulator.wecom.server import WeComSimulator

__all__ = ["WeComSimulator", "to_amr"]
