"""The short way for webhooks: what is ordinary is answered, and everything else reaches the web server unharmed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.base_protocol import BaseProtocol
from aiohttp.http_parser import HttpRequestParser
from hypothesis import given
from hypothesis import strategies as st

from bot.front import Front
from bot.plain_request import read
from bot.webhook import Reply

HEAD = "POST /hook HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n"


class Wires:
    """A front with one webhook before a web server that marks its answers."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.begun = asyncio.Event()
        self.handed_over = asyncio.Event()

    async def hook(self, headers: Mapping[str, str], body: bytes) -> Reply:
        self.begun.set()
        await self.gate.wait()
        if body == b"!!":
            raise RuntimeError("broken")
        self.heard.append(body)
        return Reply(200, f"{headers['host']} {body.decode()}")

    async def slow_way(self, request: web.BaseRequest) -> web.Response:
        return web.Response(text=f"server {(await request.read()).decode()}")

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        behind = web.Server(self.slow_way)

        def make() -> asyncio.BaseProtocol:
            self.handed_over.set()
            return behind()

        self.front = Front({"/hook": self.hook}, make)
        server = await asyncio.get_running_loop().create_server(self.front, "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        try:
            yield reader, writer
        finally:
            writer.close()
            await writer.wait_closed()
            server.close()
            await self.front.close()
            await behind.shutdown(1)
            await server.wait_closed()


async def _answer(reader: asyncio.StreamReader) -> tuple[str, str]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
    return head.partition("\r\n")[0].split(" ", 1)[1], (await reader.readexactly(length)).decode()


async def test_ordinary_requests_share_a_connection() -> None:
    wires = Wires()
    async with wires.open() as (reader, writer):
        for body in ("a1", "b2"):
            writer.write(f"{HEAD}\r\n{body}".encode())
            assert await _answer(reader) == ("200 ok", f"here {body}")
    assert wires.heard == [b"a1", b"b2"]


@pytest.mark.parametrize(
    "odd",
    [
        "GET /hook HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\nab",
        "POST /hook?x=1 HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\nab",
        "POST /other HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\nab",
        f"{HEAD}Expect: nothing\r\n\r\nab",
        f"{HEAD}X-Twice: 1\r\nX-Twice: 2\r\n\r\nab",
        "POST /hook HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n",
        "POST /hook HTTP/1.1\r\nHost: here\r\nContent-Length: 02\r\n\r\nab",
        "POST http://here/hook HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\nab",
        f"{HEAD}X-Odd: caf\u00e9\r\n\r\nab",
        f"{HEAD}X-Empty:\r\n\r\nab",
    ],
)
async def test_what_is_not_ordinary_is_the_web_servers(odd: str) -> None:
    wires = Wires()
    async with wires.open() as (reader, writer):
        writer.write(odd.encode())
        status, text = await _answer(reader)
    assert text == "server ab" or status.startswith(("400", "417"))
    assert wires.heard == []


@given(where=st.integers(0, 130), dropped=st.integers(0, 3), put=st.binary(max_size=3))
async def test_what_is_ordinary_is_read_as_the_web_server_reads_it(where: int, dropped: int, put: bytes) -> None:
    whole = f"{HEAD}X-Slack-Signature: v0=ab\t c \r\nContent-Type: text/plain\r\n\r\nab".encode()
    data = whole[:where] + put + whole[where + dropped :]
    ours = read(data)
    if ours is None or ours[0] != "POST /hook HTTP/1.1":  # no other line is known
        return
    line, headers, body = ours
    parser = HttpRequestParser(BaseProtocol(asyncio.get_running_loop()), asyncio.get_running_loop(), 2**16)
    (message, payload), *others = parser.feed_data(data)[0]
    assert others == []
    assert line == f"{message.method} {message.path} HTTP/{message.version.major}.{message.version.minor}"
    assert headers == {name.lower(): value for name, value in message.headers.items()}
    assert await payload.read() == body


async def test_a_split_request_and_two_at_once_lose_no_byte() -> None:
    wires = Wires()
    async with wires.open() as (reader, writer):
        writer.write(f"{HEAD}\r\na".encode())
        await wires.handed_over.wait()
        writer.write(b"b" + f"{HEAD}\r\ncd".encode())
        assert [(await _answer(reader))[1] for _ in range(2)] == ["server ab", "server cd"]


async def test_a_request_that_comes_before_the_answer_waits() -> None:
    wires = Wires()
    wires.gate.clear()
    async with wires.open() as (reader, writer):
        writer.write(f"{HEAD}\r\nab".encode())
        await wires.begun.wait()
        writer.write(f"{HEAD}\r\ncd".encode())
        for _ in range(20):
            await asyncio.sleep(0)
        wires.gate.set()
        assert [(await _answer(reader))[1] for _ in range(2)] == ["here ab", "here cd"]


async def test_a_failure_is_a_500_and_the_next_request_is_served() -> None:
    wires = Wires()
    async with wires.open() as (reader, writer):
        writer.write(f"{HEAD}\r\n!!".encode())
        assert await _answer(reader) == ("500 internal server error", "")
        writer.write(f"{HEAD}\r\nab".encode())
        assert await _answer(reader) == ("200 ok", "here ab")


async def test_a_stop_answers_what_was_begun() -> None:
    wires = Wires()
    wires.gate.clear()
    async with wires.open() as (reader, writer):
        writer.write(f"{HEAD}\r\nab".encode())
        await wires.begun.wait()
        closing = asyncio.create_task(wires.front.close())
        await asyncio.sleep(0)
        wires.gate.set()
        await closing
        assert await _answer(reader) == ("200 ok", "here ab")
        assert await reader.read() == b""
