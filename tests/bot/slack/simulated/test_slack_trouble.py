"""Trouble with the simulated Slack: lost answers, limits, refused tokens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import AuthExpired, RateLimited, Unknown
from bot.slack.surface import SlackSurface
from bot.surface import Parcel
from simulator.slack.server import SlackSimulator
from tests.bot.slack.simulated.town import CARD, LIN, card_parcel, send


async def test_after_a_lost_answer_the_card_is_found(surface: SlackSurface, simulated: SlackSimulator) -> None:
    simulated.gate.hold_seconds = 0.05
    simulated.world.faults.order("slack", "timeout")
    parcel = card_parcel()
    (part,) = surface.parts(parcel)
    with pytest.raises(Unknown):
        await surface.post(parcel, part, 0)
    found = await surface.find_sent(parcel, part, 0)
    assert found is not None
    await send(surface, card_parcel("update", CARD.settled("好"), place=found))
    assert len(simulated.visible("linqiao")) == 1
    assert await surface.find_sent(replace(parcel, key="other"), part, 0) is None


async def test_limits_and_refused_tokens_mean_what_they_are(surface: SlackSurface, simulated: SlackSimulator) -> None:
    parcel = Parcel("a", "text", LIN, text="一")
    simulated.world.faults.order("slack", "429")
    with pytest.raises(RateLimited):
        await send(surface, parcel)
    simulated.world.faults.order("slack", "token_expired")
    with pytest.raises(AuthExpired):
        await send(surface, parcel)
    simulated.world.faults.order("slack", "refuse")
    with pytest.raises(Unknown):
        await send(surface, parcel)
    assert simulated.world.messages == []
