from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.errors import RateLimited, Rejected, RemoteError, Unknown, Unreachable
from bot.http_client import HttpClient

SECRET = "access_token=very-secret"


async def answer_like_the_path_says(request: web.Request) -> web.StreamResponse:
    kind = request.path[1:]
    if kind == "hang":
        await asyncio.Event().wait()
    if kind == "cut":
        assert request.transport is not None
        request.transport.abort()
    if kind == "pause":
        return web.Response(status=429, headers={"Retry-After": "7"})
    if kind == "moved":
        return web.Response(status=302, headers={"Location": "/200"})
    if kind == "long":
        return web.Response(body=b"x" * 2000)
    if kind == "echo":
        return web.Response(body=await request.read(), content_type="application/json")
    return web.Response(status=int(kind), text="{}")


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    app = web.Application()
    app.router.add_route("*", "/{kind}", answer_like_the_path_says)
    async with TestServer(app) as running:
        yield running


@pytest.fixture
async def client() -> AsyncIterator[HttpClient]:
    async with aiohttp.ClientSession() as session:
        yield HttpClient(session, aiohttp.ClientTimeout(total=0.3, connect=0.2))


@pytest.mark.parametrize(
    ("path", "posted", "read"),
    [
        ("hang", Unknown, Unreachable),
        ("cut", Unknown, Unreachable),
        ("500", Unknown, Unreachable),
        ("503", Unknown, Unreachable),
        ("pause", RateLimited, RateLimited),
    ],
)
async def test_failures_after_the_request_was_written(
    server: TestServer, client: HttpClient, path: str, posted: type[RemoteError], read: type[RemoteError]
) -> None:
    url = f"{server.make_url('/')}{path}?{SECRET}"
    with pytest.raises(posted) as post_failure:
        await client.post(url, json_body={})
    with pytest.raises(read) as get_failure:
        await client.get(url)
    for failure in (post_failure.value, get_failure.value):
        assert "very-secret" not in repr(failure) + str(failure.__cause__)


async def test_a_refused_connection_means_that_nothing_arrived(client: HttpClient) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(Unreachable):
        await client.post(f"http://127.0.0.1:{port}/?{SECRET}", json_body={})


async def test_retry_after_is_passed_on(server: TestServer, client: HttpClient) -> None:
    with pytest.raises(RateLimited) as caught:
        await client.post(server.make_url("/pause"))
    assert caught.value.retry_after == 7


async def test_a_status_the_caller_knows_is_left_to_it(server: TestServer, client: HttpClient) -> None:
    answer = await client.post(server.make_url("/503"), own_statuses={503})
    assert answer.status == 503


async def test_redirects_are_not_followed(server: TestServer, client: HttpClient) -> None:
    assert (await client.get(server.make_url("/moved"))).status == 302


async def test_a_body_over_the_limit_is_refused(server: TestServer, client: HttpClient) -> None:
    with pytest.raises(Rejected):
        await client.get(server.make_url("/long"), limit=1999)
    assert len((await client.get(server.make_url("/long"), limit=2000)).body) == 2000


async def test_json_goes_out_as_readable_utf8(server: TestServer, client: HttpClient) -> None:
    answer = await client.post(server.make_url("/echo"), json_body={"text": "跟进"})
    assert answer.body.decode() == '{"text": "跟进"}'
    assert answer.json() == {"text": "跟进"}


async def test_an_answer_without_an_object_is_no_answer(server: TestServer, client: HttpClient) -> None:
    answer = await client.post(server.make_url("/echo"), data=b"<html>")
    with pytest.raises(Unknown):
        answer.json()
