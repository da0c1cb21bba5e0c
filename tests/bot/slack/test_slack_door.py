"""The door reads less than the worker, and must come to the same key and partition."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.door import Door
from bot.slack.parse import parse
from handlers.inbound import InboundMessage
from tests.clocks import SetClock

ODD = st.sampled_from([None, 3, True, ["x"], {"a": 1}, "half\ud800", "nul\x00"])
ID = st.one_of(st.sampled_from(["", "U1", "UBOT", "T1", "T2"]), ODD)
EVENT = st.fixed_dictionaries(
    {"type": st.one_of(st.sampled_from(["message", "app_mention"]), ODD)},
    optional={
        "user": ID,
        "channel": st.one_of(st.sampled_from(["", "D1", "C1", "G1"]), ODD),
        "text": st.one_of(st.sampled_from(["hello", "<@UBOT> hello", "<@UBOT|bot>", "<@U1>"]), ODD),
        "ts": st.one_of(st.sampled_from(["1790000000.000100", "", "later"]), ODD),
        "thread_ts": ID,
        "subtype": st.one_of(st.sampled_from(["", "file_share", "message_changed"]), ODD),
        "bot_id": ID,
        "user_team": ID,
    },
)
OWNER = st.fixed_dictionaries({}, optional={"team_id": ID, "user_id": ID, "is_bot": st.booleans()})
PAYLOAD = st.fixed_dictionaries(
    {"event": st.one_of(EVENT, EVENT, EVENT, ODD)},
    optional={
        "team_id": ID,
        "authorizations": st.one_of(st.lists(OWNER, max_size=2), ODD),
        "is_ext_shared_channel": st.one_of(st.booleans(), ODD),
    },
)


class Rows:
    """Fits `bot.inbox_port.Inbox`."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str, bytes]] = []

    async def accept(self, platform: str, key: str, partition: str, raw: bytes) -> bool:
        self.taken.append((key, partition, raw))
        return True


@given(payload=PAYLOAD)
async def test_a_post_is_placed_as_it_will_be_read(payload: dict[str, Any]) -> None:
    rows, clock = Rows(), SetClock()
    await Door(rows, clock).admit("event", payload)
    for key, partition, raw in rows.taken:
        event = parse(raw)[0]
        assert key == event.key
        if isinstance(event, InboundMessage):
            assert partition == event.conversation.partition


@given(payload=PAYLOAD)
async def test_what_the_door_lets_go_means_nothing(payload: dict[str, Any]) -> None:
    rows, clock = Rows(), SetClock()
    door = Door(rows, clock)
    await door.admit("event", payload)
    whole: dict[str, Any] = {**payload, "lone": "\ud800"}  # makes the door read all of it
    before = len(rows.taken)
    await door.admit("event", whole)
    assert len(rows.taken) == 2 * before
