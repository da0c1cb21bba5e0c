"""Acts that fill fields by themselves (F11), and the depth of a need counted from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FULL = 3


@dataclass(frozen=True, slots=True)
class Act:
    """Something a rep does for a customer: its button, how it reads when done, and what it sends, if anything."""

    key: str
    label: str
    done: str
    content: str = ""


ACTS = (
    Act("whitepaper", "发送白皮书", "已发送白皮书", "whitepaper_v3"),
    Act("demo", "预约产品演示", "已预约产品演示"),
    Act("compare", "提供竞品对比表", "已提供竞品对比表"),
)
BY_KEY = {act.key: act for act in ACTS}


def depth_score(done: Sequence[str]) -> str:
    """Return the depth of the need, `0/3` to `3/3`: one point an act, however often it was done."""
    return f"{sum(act.key in done for act in ACTS)}/{FULL}"
