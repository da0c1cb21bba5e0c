from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import AuthExpired, Rejected, Unknown, Unreachable
from bot.tokens import AccessTokens

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


class Hands:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at


class Shelf:
    """A token store in memory that counts."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[str, datetime]] = {}
        self.loads = 0

    async def load(self, app: str) -> tuple[str, datetime] | None:
        self.loads += 1
        return self.rows.get(app)

    async def save(self, app: str, token: str, expires_at: datetime) -> None:
        self.rows[app] = (token, expires_at)


class Vendor:
    """Hands out `token-1`, `token-2`, … with a life of 7200 s; waits for `gate` when there is one."""

    def __init__(self) -> None:
        self.fetches = 0
        self.asked = asyncio.Event()
        self.gate: asyncio.Event | None = None
        self.failure: Exception | None = None

    async def fetch(self) -> tuple[str, float]:
        self.fetches += 1
        self.asked.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        return f"token-{self.fetches}", 7200.0


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def vendor() -> Vendor:
    return Vendor()


async def test_twelve_callers_share_one_fetch(clock: Hands, vendor: Vendor) -> None:
    tokens = AccessTokens(Shelf(), clock)
    vendor.gate = asyncio.Event()
    callers = [asyncio.create_task(tokens.get("app", vendor.fetch)) for _ in range(12)]
    await vendor.asked.wait()
    vendor.gate.set()
    assert await asyncio.gather(*callers) == ["token-1"] * 12
    assert vendor.fetches == 1


async def test_twelve_callers_share_one_failure(clock: Hands, vendor: Vendor) -> None:
    tokens = AccessTokens(Shelf(), clock)
    vendor.failure = Rejected("40013")
    outcomes = await asyncio.gather(*(tokens.get("app", vendor.fetch) for _ in range(12)), return_exceptions=True)
    assert vendor.fetches == 1
    assert all(isinstance(outcome, Rejected) for outcome in outcomes)
    vendor.failure = None
    assert await tokens.get("app", vendor.fetch) == "token-2"


async def test_a_cancelled_caller_leaves_the_fetch_to_the_others(clock: Hands, vendor: Vendor) -> None:
    tokens = AccessTokens(Shelf(), clock)
    vendor.gate = asyncio.Event()
    first = asyncio.create_task(tokens.get("app", vendor.fetch))
    second = asyncio.create_task(tokens.get("app", vendor.fetch))
    await vendor.asked.wait()
    first.cancel()
    vendor.gate.set()
    assert await second == "token-1"
    assert vendor.fetches == 1
    with pytest.raises(asyncio.CancelledError):
        await first


@pytest.mark.parametrize(("age", "expected"), [(5759, "token-1"), (5760, "token-2")])
async def test_a_token_is_used_for_80_percent_of_its_life(
    clock: Hands, vendor: Vendor, age: int, expected: str
) -> None:
    tokens = AccessTokens(Shelf(), clock)
    await tokens.get("app", vendor.fetch)
    clock.at = NOW + timedelta(seconds=age)
    assert await tokens.get("app", vendor.fetch) == expected


async def test_a_second_worker_takes_the_stored_token(clock: Hands, vendor: Vendor) -> None:
    shelf = Shelf()
    await AccessTokens(shelf, clock).get("app", vendor.fetch)
    assert await AccessTokens(shelf, clock).get("app", vendor.fetch) == "token-1"
    assert vendor.fetches == 1


async def test_a_token_renewed_by_another_worker_is_taken_instead_of_a_third(clock: Hands, vendor: Vendor) -> None:
    shelf = Shelf()
    tokens, other = AccessTokens(shelf, clock), AccessTokens(shelf, clock)
    old = await tokens.get("app", vendor.fetch)
    await other.renew("app", old, vendor.fetch)
    assert await tokens.renew("app", old, vendor.fetch) == "token-2"
    assert vendor.fetches == 2


async def test_apps_do_not_share_tokens(clock: Hands, vendor: Vendor) -> None:
    tokens = AccessTokens(Shelf(), clock)
    assert await tokens.get("one", vendor.fetch) != await tokens.get("two", vendor.fetch)


async def test_a_refused_token_is_renewed_once_and_the_call_repeated_once(clock: Hands, vendor: Vendor) -> None:
    tokens = AccessTokens(Shelf(), clock)
    used: list[str] = []

    async def use(token: str) -> str:
        used.append(token)
        if token == "token-1":
            raise AuthExpired("40014")
        return "done"

    assert await tokens.call("app", vendor.fetch, use) == "done"
    assert used == ["token-1", "token-2"]


async def test_a_vendor_that_refuses_every_token_ends_after_two_calls(clock: Hands, vendor: Vendor) -> None:
    tokens = AccessTokens(Shelf(), clock)
    used: list[str] = []

    async def use(token: str) -> str:
        used.append(token)
        raise AuthExpired("40014")

    with pytest.raises(AuthExpired):
        await tokens.call("app", vendor.fetch, use)
    assert len(used) == 2
    assert vendor.fetches == 2


async def test_doubt_while_fetching_a_token_is_no_doubt_about_the_message(clock: Hands, vendor: Vendor) -> None:
    vendor.failure = Unknown("timeout")
    with pytest.raises(Unreachable):
        await AccessTokens(Shelf(), clock).get("app", vendor.fetch)
