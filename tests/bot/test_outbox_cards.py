"""Cards on their way out: changed where they stand, sent as they look now, told in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.errors import NoHandle
from cards.token import open_token
from cards.wire import to_json
from storage.database import Database
from storage.messages.card_places import find
from storage.messages.cards import CardTable
from storage.tables.messaging import card_handle, delivery
from tests.bot.fake_surface import FakeSurface
from tests.bot.sending import CARD, CHAT, SECRET, rows, sending
from tests.clocks import SetClock
from tests.scheduler.engines import at_rest


async def test_a_card_can_be_changed_where_it_stands(database: Database, clock: SetClock) -> None:
    surface = FakeSurface()
    async with sending(database, clock, surface) as (outbox, engine):
        async with database.begin() as session:
            await outbox.put_card(session, CHAT, CARD, "zhangwei")
            assert await outbox.places(session, "c1") == [(CHAT, "zhangwei")]
        await at_rest(engine)
        settled = CARD.settled("已由张伟确认")
        async with database.begin() as session:
            await outbox.put_update(session, CHAT, settled, "zhangwei")
        await at_rest(engine)
    first, second = surface.parcels
    assert first.sign is not None
    assert open_token(first.sign("confirm"), clock.now(), SECRET).rev == 1
    assert second.kind == "update"
    assert second.place is not None and second.place.handle == {"ts": "1"}
    async with database.read() as session:
        place = await find(session, "c1", "slack", "U1")
    assert place is not None and place.rev == 2


async def test_a_card_that_changed_while_it_waited_is_sent_as_it_looks_now(database: Database, clock: SetClock) -> None:
    surface = FakeSurface()
    newer = replace(CARD, rev=3, title="新线索 已确认")
    async with sending(database, clock, surface) as (outbox, engine):
        async with database.begin() as session:
            await CardTable(session).put(to_json(newer), "lead", ["zhangwei"], None, clock.now())
            await outbox.put_card(session, CHAT, CARD, None)
            await outbox.put_update(session, CHAT, newer, None)
        await at_rest(engine)
    assert [text for _, _, text in surface.arrived] == ["新线索 已确认"]
    assert [state for _, state in await rows(database, delivery.c.kind, delivery.c.state)] == ["sent", "sent"]


@pytest.mark.parametrize("spent", [True, False])
async def test_without_a_handle_a_short_message_tells_the_change(
    database: Database, clock: SetClock, spent: bool
) -> None:
    surface = FakeSurface()
    async with sending(database, clock, surface) as (outbox, engine):
        async with database.begin() as session:
            await outbox.put_card(session, CHAT, CARD, None)
        await at_rest(engine)
        if spent:
            async with database.begin() as session:
                await session.execute(update(card_handle).values(uses_left=0))
        else:
            surface.troubles = [NoHandle("expired")]
        async with database.begin() as session:
            await outbox.put_update(session, CHAT, CARD.settled("已撤回"), None)
        await at_rest(engine)
    assert [text for _, _, text in surface.arrived] == ["新线索", "新线索:已撤回"]


async def test_an_unreadable_card_fails_and_does_not_block_the_chat(database: Database, clock: SetClock) -> None:
    surface = FakeSurface()
    async with sending(database, clock, surface) as (outbox, engine):
        async with database.begin() as session:
            await outbox.put(session, key="bad", kind="card", target=CHAT, payload={"card": {"no": 1}})
            await outbox.put_text(session, "good", CHAT, "hello", None)
        await at_rest(engine)
    assert await rows(database, delivery.c.key, delivery.c.state) == [("bad", "failed"), ("good", "sent")]
