"""Callbacks as WeCom seals them."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import ClientResponse
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAYLOADS = Path(__file__).parents[3] / "payloads"
VECTOR = json.loads((PAYLOADS / "wecom_crypto_vector.json").read_text())
TOKEN, AES, CORP = VECTOR["token"], VECTOR["encoding_aes_key"], VECTOR["corp_id"]
ENVELOPE = (PAYLOADS / "wecom_callback_envelope.xml").read_bytes()
TEXT = (PAYLOADS / "wecom_text.xml").read_bytes()
QUERY = VECTOR["message"]["query"]
Query = dict[str, str]


class InboxInMemory:
    """Remembers by key, like the real one; `failure` stands for a database that is away."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], tuple[str, bytes]] = {}
        self.failure: Exception | None = None

    async def accept(self, platform: str, key: str, partition: str, raw: bytes) -> bool:
        if self.failure:
            raise self.failure
        new = (platform, key) not in self.rows
        self.rows[platform, key] = (partition, raw)
        return new


def encrypt(plain: bytes, receiver: str = CORP) -> str:
    key = base64.b64decode(AES + "=")
    text = b"r" * 16 + struct.pack(">I", len(plain)) + plain + receiver.encode()
    pad = 32 - len(text) % 32
    return _cbc(key, text + bytes([pad]) * pad)


def _cbc(key: bytes, padded: bytes) -> str:
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()


def sign(encrypted: str, timestamp: str = "1790000000", nonce: str = "n1") -> Query:
    signed = "".join(sorted((TOKEN, timestamp, nonce, encrypted)))
    return {"msg_signature": hashlib.sha1(signed.encode()).hexdigest(), "timestamp": timestamp, "nonce": nonce}


def envelope(encrypted: str) -> bytes:
    return f"<xml><ToUserName>{CORP}</ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>".encode()


Post = Callable[[bytes, Query], Awaitable[ClientResponse]]
