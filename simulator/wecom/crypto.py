"""The callback envelope of WeCom: AES-256-CBC with PKCS#7 to 32-byte blocks, signed with SHA-1 (platforms.md 1.1)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

BLOCK = 32


class BadEnvelopeError(ValueError):
    """The signature, the padding or the receiver of an encrypted message is wrong."""


class CallbackCrypto:
    """Encrypts and decrypts for one callback. `receive_id` is the CorpID; empty for an intelligent robot by URL."""

    def __init__(self, token: str, aes_key: str, receive_id: str) -> None:
        if len(aes_key) != 43:
            raise ValueError("an EncodingAESKey has 43 characters")
        self._token = token
        # The vendor's 43 characters carry two spare bits that need not be zero.
        self._key = base64.b64decode(aes_key + "=", validate=False)
        self._receive_id = receive_id.encode()

    def signature(self, timestamp: str, nonce: str, encrypted: str) -> str:
        """Return the hexadecimal `msg_signature` over one encrypted text."""
        joined = "".join(sorted([self._token, timestamp, nonce, encrypted]))
        return hashlib.sha1(joined.encode(), usedforsecurity=False).hexdigest()

    def encrypt(self, text: str, random16: bytes | None = None) -> str:
        """Return `text` encrypted, in base64. `random16` is only for known test vectors."""
        body = text.encode()
        plain = (random16 or secrets.token_bytes(16)) + len(body).to_bytes(4, "big") + body + self._receive_id
        pad = BLOCK - len(plain) % BLOCK
        encryptor = self._cipher().encryptor()
        return base64.b64encode(encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()).decode()

    def decrypt(self, encrypted: str) -> str:
        """Return the text inside. Raises `BadEnvelopeError` for padding, length or receiver that do not fit."""
        sealed = base64.b64decode(encrypted)
        if not sealed or len(sealed) % BLOCK:
            raise BadEnvelopeError("not a whole number of blocks")
        decryptor = self._cipher().decryptor()
        plain = decryptor.update(sealed) + decryptor.finalize()
        pad = plain[-1]
        if not 1 <= pad <= BLOCK or plain[-pad:] != bytes([pad]) * pad:
            raise BadEnvelopeError("bad padding")
        content = plain[16:-pad]
        length = int.from_bytes(content[:4], "big")
        if content[4 + length :] != self._receive_id:
            raise BadEnvelopeError("bad receiver")
        return content[4 : 4 + length].decode()

    def open(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> str:
        """Check the signature, then return the text inside. Raises `BadEnvelopeError`."""
        if not hmac.compare_digest(self.signature(timestamp, nonce, encrypted), signature):
            raise BadEnvelopeError("bad signature")
        return self.decrypt(encrypted)

    def _cipher(self) -> Cipher[CBC]:
        return Cipher(AES256(self._key), CBC(self._key[:16]))
