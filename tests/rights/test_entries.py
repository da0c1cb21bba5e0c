"""Every way in has its entry in the policy, and every route asks what its entry says. A new one without fails here."""

from __future__ import annotations

import ast
import re
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app.cli import TOPICS
from app.installation import Installation
from app.pages.routes import page_routes_of
from app.service.jobs import CHORES, TICKS, TIMERS, register_jobs, schedules
from config.platforms import SlackSettings, WeComSettings
from config.settings import Settings
from crm.people import Role, User
from crm.rights.entries import ENTRIES, may_use
from crm.rights.reach import Act, Reach, reach
from crm.rights.unasked import COMMANDS as OPERATED
from crm.rights.unasked import JOBS
from handlers.answers import ANSWERS
from handlers.commands import COMMANDS
from handlers.router import BUTTONS, CONFIRMED, INTENTS
from storage.collections.public import COLLECTIONS
from web.route_rights import ROUTES

HANDLERS = Path(__file__).parents[2] / "handlers"


def every_entry() -> list[str]:
    ways = [f"intent:{name}" for name in INTENTS] + [f"card:{kind}" for kind, _ in BUTTONS]
    ways += [f"word:{command.__name__}" for _, command in COMMANDS]
    ways += [f"answer:{about}" for about in ANSWERS]
    return sorted({*ways, "voice", "phrase", "approval"})


@pytest.mark.parametrize("entry", every_entry())
def test_every_way_in_has_an_entry(entry: str) -> None:
    assert entry in ENTRIES


def test_no_entry_stands_for_nothing() -> None:
    assert set(ENTRIES) == set(every_entry())


@pytest.mark.parametrize("role", [*Role, "stranger"])
def test_what_is_not_in_the_table_is_open_to_nobody(role: str) -> None:
    assert not may_use(User("a", "a", role), "intent:erase_everything")
    assert not may_use(User("a", "a", "stranger"), "intent:help")


def test_every_job_says_whom_it_may_tell() -> None:
    ticks = {f"tick:{schedule.name}" for schedule in schedules(Settings(_env_file=None))}
    assert ticks == {f"tick:{name}" for name in {*TICKS, *CHORES}}
    assert {*ticks, *(f"timer:{kind}" for kind in TIMERS)} == {job for job in JOBS if not job.startswith("job:")}


async def test_every_kind_of_work_of_the_engine_says_whom_it_may_tell(service: Installation) -> None:
    register_jobs(service)
    all_kinds_ruled(service)

    async def erase() -> None: ...

    service.engine.register("erase", erase)
    with pytest.raises(AssertionError):
        all_kinds_ruled(service)


def all_kinds_ruled(service: Installation) -> None:
    assert {f"job:{kind}" for kind in service.engine.kinds} == {job for job in JOBS if job.startswith("job:")}


def test_every_question_the_bot_asks_is_one_whose_answer_it_takes() -> None:
    asked = {about for file in HANDLERS.rglob("*.py") for about in questions_in(ast.parse(file.read_text("utf-8")))}
    assert asked == ANSWERS


def questions_in(tree: ast.AST) -> Iterator[str]:
    """Yield what `ask`, `wait_for` and `Question` are called with; a name made of parts stands for all it can be."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        place = {"ask": 0, "wait_for": 0, "Question": 2}.get(name, -1)
        said = call.args[place] if 0 <= place < len(call.args) else None
        if isinstance(said, ast.Constant):
            yield str(said.value)
        elif isinstance(said, ast.JoinedStr) and isinstance(said.values[0], ast.Constant):
            yield from (one for one in ANSWERS if one.startswith(str(said.values[0].value)))


def test_every_command_says_who_may_run_it() -> None:
    assert {name for topic in TOPICS.values() for name in topic} == set(OPERATED)


def test_every_confirmed_act_is_one_of_the_policy() -> None:
    assert set(CONFIRMED) <= {"delete", "export", "contract_amount"}
    assert all(reach(User("a", "a", role), act) == Reach.NONE for role in (Role.INTERN, Role.FINANCE) for act in Act)


@pytest.mark.parametrize("name", sorted(COLLECTIONS))
def test_every_collection_has_a_filter(name: str) -> None:
    assert callable(COLLECTIONS[name].visible)


@pytest_asyncio.fixture
async def service(tmp_path: Path) -> AsyncIterator[Installation]:
    settings = Settings(
        data_dir=tmp_path,
        database_url="",
        wecom=WeComSettings(corp_id="c", agent_id=1, secret="s", callback_token="t", aes_key="a" * 43),
        slack=SlackSettings(bot_token="x", signing_secret="y"),
        _env_file=None,
    )
    async with Installation(settings) as service:
        yield service


@pytest_asyncio.fixture
async def client(service: Installation) -> AsyncIterator[tuple[TestClient, list[web.RouteDef]]]:
    routes = [*service.platforms.routes, *page_routes_of(service)]
    app = web.Application()
    app.add_routes(routes)
    async with TestClient(TestServer(app)) as client:
        yield client, routes


def all_ruled(routes: list[web.RouteDef]) -> None:
    served = {f"{route.method} {route.path}" for route in routes}
    assert served | {"GET /healthz", "POST /_play/{what}"} == set(ROUTES)


async def test_a_new_route_without_an_entry_fails_the_build(client: tuple[TestClient, list[web.RouteDef]]) -> None:
    _, routes = client

    async def erase(request: web.Request) -> web.Response:
        return web.Response()

    all_ruled(routes)
    for new in (web.post("/erase", erase), web.delete("/leads/{id}", erase), web.get("/api/everything", erase)):
        with pytest.raises(AssertionError):
            all_ruled([*routes, new])


def test_a_new_handler_or_job_without_an_entry_fails_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    async def erase_by_word(talk: object, rest: str) -> None: ...

    new: tuple[tuple[object, object], ...] = (
        (INTENTS, "erase"), (BUTTONS, ("erase", "go")), (TIMERS, "erase"), (TICKS, "erase"), (CHORES, "erase"),
        (CONFIRMED, "erase"),
    )  # fmt: skip
    checks = (
        test_no_entry_stands_for_nothing,
        test_every_job_says_whom_it_may_tell,
        test_every_confirmed_act_is_one_of_the_policy,
    )
    for check in checks:
        check()
    for registry, key in new:
        with monkeypatch.context() as added:
            added.setitem(registry, key, erase_by_word)  # type: ignore[arg-type]
            assert sum(fails(check) for check in checks) == 1, key
    with monkeypatch.context() as added:
        added.setitem(globals(), "COMMANDS", (*COMMANDS, (re.compile("抹掉"), erase_by_word)))
        assert fails(test_no_entry_stands_for_nothing)
    with monkeypatch.context() as added:
        added.setitem(globals(), "ANSWERS", ANSWERS | {"erase_sure"})
        assert fails(test_no_entry_stands_for_nothing) and fails(
            test_every_question_the_bot_asks_is_one_whose_answer_it_takes
        )
    with monkeypatch.context() as added:
        added.setitem(TOPICS["Run"], "erase", erase_by_word)  # type: ignore[arg-type]
        assert fails(test_every_command_says_who_may_run_it)


def fails(check: Callable[[], None]) -> bool:
    try:
        check()
    except AssertionError:
        return True
    return False


async def test_every_route_has_an_entry_and_asks_it(client: tuple[TestClient, list[web.RouteDef]]) -> None:
    browser, routes = client
    all_ruled(routes)
    for route in routes:
        guard = ROUTES[f"{route.method} {route.path}"]
        path = route.path.replace("{name:.+}", "x").format(
            id="1", collection="leads", channel="website", system="erp", link="1"
        )
        answer = await browser.request(route.method, path, allow_redirects=False, headers={"Accept": "text/html"})
        match guard:
            case "session" if route.method == "GET":
                assert answer.status == 302 and answer.headers["Location"].startswith("/login?next="), path
            case "session" | "bearer":
                assert answer.status == 401, (path, answer.status)
            case "signature":
                assert 400 <= answer.status < 500, (path, answer.status)
