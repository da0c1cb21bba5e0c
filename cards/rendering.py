"""What a renderer returns: the vendor messages in sending order, and what could not be shown in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Rendering:
    """Vendor messages of one card, the one with the buttons last.

    `lost` names every part of the card that the surface cannot show; when it is not empty the messages carry a
    link to the card's page, where everything is shown.
    """

    messages: tuple[dict[str, Any], ...]
    lost: tuple[str, ...] = ()
