"""`genjin dedup` as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.dedup import command as dedup
from app.dedup.command import run_dedup

TEXT = (
    "编号,客户名称,联系人,电话,邮箱\n"
    "A,Anker Inc.,王磊,+86 138-1234-5678,wanglei@anker.com\n"
    "B,安克创新,王总监,(138)12345678,\n"
    "C,宏达电子,李娜,138****1234,\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "客户.csv"
    file.write_text(TEXT, encoding="gbk")
    return file


def test_writes_one_line_a_group(file: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_dedup(file, False, []) == 0
    out, said = capsysbinary.readouterr()
    (line,) = out.splitlines()
    group = json.loads(line)
    assert group["group"] == [0, 1]
    assert group["evidence"][0]["pair"] == [0, 1]
    factors = group["evidence"][0]["factors"]
    assert factors["mobile"] > 0
    assert all(bits == round(bits, 1) for bits in factors.values())
    assert "发现1组重复" in said.decode()


def test_writes_ids_and_reasons_to_a_file(file: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    out = file.with_name("groups.jsonl")
    assert run_dedup(file, False, [], "编号", explain=True, out=out, as_json=True) == 0
    group = json.loads(out.read_text(encoding="utf-8"))
    assert group["group"] == ["A", "B"]
    assert "手机号相同" in group["evidence"][0]["because"]
    summary = json.loads(capsysbinary.readouterr().out)
    assert (summary["rows"], summary["groups"], summary["encoding"]) == (3, 1, "gb18030")


def test_a_mapping_is_obeyed(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "a.csv"
    file.write_text("甲,乙\n安克创新,13812345678\nAnker,138 1234 5678\n", encoding="utf-8")
    assert run_dedup(file, False, []) == 2
    assert run_dedup(file, False, ["甲=公司", "乙=手机"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["group"] == [0, 1]


@pytest.mark.parametrize(("mapped", "id_column"), [(["没有=公司"], ""), ([], "没有"), (["没有"], "")])
def test_says_which_column_is_missing(
    file: Path, mapped: list[str], id_column: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_dedup(file, False, mapped, id_column) == 2
    assert "没有这一列：没有" in capsys.readouterr().err


def test_needs_one_source(file: Path) -> None:
    assert run_dedup(None, False, []) == 2
    assert run_dedup(file, True, []) == 2
    assert run_dedup(file.with_name("missing.csv"), False, []) == 2


def test_a_stop_leaves_the_old_result_whole(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = file.with_name("groups.jsonl")
    out.write_text("old\n")

    def stopped(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(dedup, "_line", stopped)
    assert run_dedup(file, False, [], out=out) == 130
    assert out.read_text() == "old\n"
    assert sorted(path.name for path in file.parent.iterdir()) == ["groups.jsonl", "客户.csv"]
