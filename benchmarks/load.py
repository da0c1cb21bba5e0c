"""A load generator in a process of its own: signed, unique Slack events over keep-alive connections, in closed loops.

`python -m benchmarks.load ADDRESS PORT PATH SECRET CONNECTIONS SECONDS PID` prints one JSON object. The CPU time is
that of process PID over the measured seconds.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import sys
import time
from dataclasses import dataclass, field
from secrets import token_hex
from typing import cast

import psutil
import uvloop

WARM_UP = 0.5


@dataclass
class Slack:
    """Writes Events API requests as Slack does: some 800 bytes, one event id each, from fifty people."""

    host: str
    path: str
    secret: str
    run: str = field(default_factory=lambda: token_hex(4))
    count: int = 0

    def request(self) -> bytes:
        """Return the next request."""
        self.count += 1
        person, stamp = f"U{self.count % 50:04d}", str(int(time.time()))
        body = json.dumps(self._envelope(person, stamp), ensure_ascii=False).encode()
        digest = hmac.new(self.secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: {self.host}\r\nContent-Type: application/json\r\n"
            f"User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\nContent-Length: {len(body)}\r\n"
            f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={digest}\r\n\r\n"
        )
        return head.encode() + body

    def _envelope(self, person: str, stamp: str) -> dict[str, object]:
        ts, text = f"{stamp}.{self.count:06d}", f"新线索 杭州测试 张三 138{self.count:08d}"
        return {
            "token": "deprecated",
            "team_id": "T0001",
            "api_app_id": "A0001",
            "event": {
                "type": "message",
                "channel_type": "im",
                "channel": f"D{person}",
                "user": person,
                "text": text,
                "ts": ts,
                "event_ts": ts,
                "client_msg_id": f"{self.run}-{self.count}",
                "team": "T0001",
            },
            "type": "event_callback",
            "event_id": f"Ev{self.run}{self.count:08d}",
            "event_time": int(stamp),
            "authorizations": [{"enterprise_id": None, "team_id": "T0001", "user_id": "U0BOT", "is_bot": True}],
            "is_ext_shared_channel": False,
            "event_context": f"4-{self.run}",
        }


class Connection(asyncio.Protocol):
    """Sends the next request when the last one was answered."""

    def __init__(self, slack: Slack, taken: list[tuple[float, float]], refused: list[str]) -> None:
        self._slack = slack
        self._taken = taken
        self._refused = refused
        self._heard = b""
        self._sent_at = 0.0
        self.transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self.transport = cast(asyncio.WriteTransport, transport)
        self._next()

    def data_received(self, data: bytes) -> None:
        """Take an answer and go on."""
        self._heard += data
        head, end, body = self._heard.partition(b"\r\n\r\n")
        if not end or len(body) < _length(head):
            return
        self._heard = b""
        now = time.perf_counter()
        self._taken.append((now, now - self._sent_at))
        if not head.startswith(b"HTTP/1.1 200"):
            self._refused.append(head[:40].decode(errors="replace"))
        self._next()

    def _next(self) -> None:
        assert self.transport is not None
        self._sent_at = time.perf_counter()
        self.transport.write(self._slack.request())


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


async def load(slack: Slack, host: str, port: int, connections: int, seconds: float, pid: int) -> dict[str, object]:
    """Return the requests answered within the measured seconds, with their times and the server's CPU time."""
    loop, taken, refused = asyncio.get_running_loop(), list[tuple[float, float]](), list[str]()
    server = psutil.Process(pid)
    made = [
        await loop.create_connection(lambda: Connection(slack, taken, refused), host, port) for _ in range(connections)
    ]
    await asyncio.sleep(WARM_UP)
    begun, before = time.perf_counter(), server.cpu_times()
    await asyncio.sleep(seconds)
    ended, after = time.perf_counter(), server.cpu_times()
    for transport, _ in made:
        transport.close()
    times = sorted(took for at, took in taken if begun < at <= ended)
    cpu = after.user + after.system - before.user - before.system
    return {
        "rate": len(times) / (ended - begun),
        "cpu_ms": 1000 * cpu / max(len(times), 1),
        "p50_ms": 1000 * times[len(times) // 2] if times else 0.0,
        "p99_ms": 1000 * times[len(times) * 99 // 100] if times else 0.0,
        "refused": refused[:3],
    }


def main(host: str, port: str, path: str, secret: str, connections: str, seconds: str, pid: str) -> None:
    """Run once and print what was measured."""
    slack = Slack(f"{host}:{port}", path, secret)
    print(json.dumps(uvloop.run(load(slack, host, int(port), int(connections), float(seconds), int(pid)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
