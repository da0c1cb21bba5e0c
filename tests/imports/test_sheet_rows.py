"""Tables as people spoil them: every row gets its verdict, and one bad row costs no other."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.doors.channels import FOLDER, Channels
from crm.intake.sheet import BAD_QUOTES, CUT_OFF, RowVerdict, judge_row
from crm.intake.sheet_cells import LOST_DIGITS, RESTORED, moment_text, number_text
from nlp.sheets.excel_rows import COMPUTED, ERROR, MERGED, UNCOMPUTED
from nlp.sheets.lines import MENDED
from nlp.sheets.open import NotATable, open_sheet_rows

CHANNELS = Channels((FOLDER,))
HEAD = "公司,姓名,手机号,备注"


def verdicts(path: Path, channel: str = "expo", mapped: dict[str, str] | None = None) -> dict[int, RowVerdict]:
    plan, rows = open_sheet_rows(path, CHANNELS.get(channel), CHANNELS.common, mapped)
    return {row.number: judge_row(row, plan) for row in rows}


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: str | bytes, encoding: str = "utf-8", end: str = "\r\n", name: str = "t.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(b"".join(row if isinstance(row, bytes) else (row + end).encode(encoding) for row in rows))
        return path

    return write


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_any_usual_encoding(table: Callable[..., Path], encoding: str) -> None:
    path = table("\r\n".join([HEAD, "安克创新,王磊,13812345678,“要”100台", ""]), encoding=encoding, end="")
    found = verdicts(path)[2]
    assert dict(found.values) == {"company": "安克创新", "contact": "王磊", "phone": "13812345678", "note": "“要”100台"}


def test_a_line_in_another_encoding_or_with_no_text_spoils_only_itself(table: Callable[..., Path]) -> None:
    path = table(
        HEAD, "甲公司,王一,13900000001,", "乙公司,王二,13900000002,\r\n".encode("gbk"), b"\xff\xfe,x,13900000003,\r\n"
    )
    found = verdicts(path)
    assert [row.values["phone"] for row in found.values()] == ["13900000001", "13900000002", "13900000003"]
    assert found[3].values["company"] == "乙公司"
    assert found[4].remarks == (MENDED,)


@pytest.mark.parametrize(
    ("cell", "number", "remark"),
    [
        ("1.38E+10", "1.38E+10", LOST_DIGITS),
        ("1.3812345678E+10", "13812345678", RESTORED),
        ("1.3812345678e10", "13812345678", RESTORED),
        ("1.381234567E+10", "1.381234567E+10", LOST_DIGITS),
        ("'13812345678", "13812345678", ""),
        ("１３８１２３４５６７８", "13812345678", ""),
    ],
)
def test_phones_as_floats_are_never_guessed(cell: str, number: str, remark: str) -> None:
    assert number_text(cell) == (number, remark)


@pytest.mark.parametrize(
    ("cell", "moment", "read"),
    [
        ("2026年11月20日", "2026-11-20", True),
        ("2026/1/5 9:05", "2026-01-05T09:05", True),
        ("20261120", "2026-11-20", True),
        ("46346", "2026-11-20", True),
        ("11/20/2026", "2026-11-20", True),
        ("20/11/2026", "2026-11-20", True),
        ("2026-02-30", "2026-02-30", False),
        ("昨天", "昨天", False),
        ("2026-11-20 25:00", "2026-11-20 25:00", False),
    ],
)
def test_dates_as_text(cell: str, moment: str, read: bool) -> None:
    found, remark = moment_text(cell)
    assert (found, remark == "") == (moment, read)


def test_headings_are_found_below_titles_and_may_come_twice(table: Callable[..., Path]) -> None:
    path = table(
        "2026年名单,,,", ",,,", "公司,手机,*手机号码（必填）,备注,备注", "甲,,13900000001,一,二", "乙,13900000002,,,"
    )
    plan, rows = open_sheet_rows(path, CHANNELS.get("expo"), CHANNELS.common)
    found = [judge_row(row, plan) for row in rows]
    assert plan.twice == ("备注",)
    assert [one.values["phone"] for one in found] == ["13900000001", "13900000002"]
    assert (found[0].values["note"], found[0].remarks) == ("一", ("另有备注：二",))


@pytest.mark.parametrize("first", ["安克,王磊,13812345678", "公司,姓名,爱好", "a,b,c"])
def test_a_wrong_heading_refuses_the_file_and_says_what_stood_there(table: Callable[..., Path], first: str) -> None:
    with pytest.raises(NotATable, match="没有找到手机号列"):
        verdicts(table(first, "甲,王一,13900000001"))


def test_the_sender_may_say_what_a_column_is(table: Callable[..., Path]) -> None:
    path = table("公司,谁,打这个", "甲,王一,13900000001")
    found = verdicts(path, mapped={"打这个": "phone", "谁": "contact"})[2]
    assert dict(found.values) == {"company": "甲", "contact": "王一", "phone": "13900000001"}


def test_open_quotes_and_a_file_that_breaks_off(table: Callable[..., Path]) -> None:
    path = table(
        HEAD, '甲,王一,13900000001,"两行\n备注"', '"乙,王二,13900000002,', '丙,王三,13900000003,27" 屏',
        "丁,王四,13900000004,", "戊,王五,139".encode(),
    )  # fmt: skip
    found = verdicts(path)
    assert found[2].values["note"] == "两行\n备注"
    assert found[3].reason == BAD_QUOTES
    assert found[4].values["note"] == '27" 屏'
    assert found[5].reason == ""
    assert found[6].reason == CUT_OFF


def test_five_hundred_extra_columns_and_short_rows(table: Callable[..., Path]) -> None:
    more = ",".join(f"列{n}" for n in range(500))
    path = table(f"{HEAD},{more}", "甲,王一,13900000001" + ",x" * 520, "乙,王二,13900000002", ",,,")
    plan, rows = open_sheet_rows(path, CHANNELS.get("expo"), CHANNELS.common)
    found = [judge_row(row, plan) for row in rows]
    assert [one.reason for one in found] == ["", ""]
    assert len(plan.unknown) == 500
    assert found[0].remarks == ("多出19列",)


def test_a_long_file_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        path = tmp_path / f"{rows}.csv"
        path.write_text(f"{HEAD}\n" + "".join(f"甲{n},王,139{n:08},x\n" for n in range(rows)), encoding="gbk")
        plan, source = open_sheet_rows(path, CHANNELS.get("expo"), CHANNELS.common)
        tracemalloc.start()
        assert sum(not judge_row(row, plan).reason for row in source) == rows
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(8000) < peak(500) + 200_000


def test_excel_values_merges_formulas_and_errors(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["名单"])
    sheet.append(["公司", "姓名", "手机", "备注"])
    sheet.append(["甲", "王一", 13900000001, "=1+1"])
    sheet.append([None, "王二", 13900000002.0, None])
    sheet.append(["乙", "王三", "13900000003", "#N/A"])
    sheet["D5"].data_type = "e"
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A3:A4")
    book.save(tmp_path / "t.xlsx")
    found = verdicts(tmp_path / "t.xlsx")
    assert [one.values["phone"] for one in found.values()] == ["13900000001", "13900000002", "13900000003"]
    assert (found[4].values["company"], found[4].remarks) == ("甲", (MERGED,))
    assert found[3].remarks == (UNCOMPUTED,)
    assert "note" not in found[3].values
    assert found[5].remarks == (ERROR,)


def test_a_formula_gives_the_value_it_had(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["公司", "手机"])
    book.active.append(["=A9", "13900000001"])
    book.save(tmp_path / "raw.xlsx")
    with zipfile.ZipFile(tmp_path / "raw.xlsx") as old, zipfile.ZipFile(tmp_path / "t.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(
                    b'<c r="A2"><f>A9</f><v></v></c>', b'<c r="A2" t="str"><f>A9</f><v>\xe7\x94\xb2</v></c>'
                )
                data = data.replace(
                    b'<c r="A2"><f>A9</f><v /></c>', b'<c r="A2" t="str"><f>A9</f><v>\xe7\x94\xb2</v></c>'
                )
            new.writestr(name, data)
    found = verdicts(tmp_path / "t.xlsx")[2]
    assert (found.values["company"], found.remarks) == ("甲", (COMPUTED,))


@pytest.mark.parametrize("keep", [0.3, 0.5, 0.9])
def test_half_an_excel_file_is_refused_as_a_whole(tmp_path: Path, keep: float) -> None:
    book = Workbook()
    book.active.append(["公司", "手机"])
    book.save(tmp_path / "t.xlsx")
    data = (tmp_path / "t.xlsx").read_bytes()
    (tmp_path / "t.xlsx").write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(NotATable, match="不完整"):
        verdicts(tmp_path / "t.xlsx")


@pytest.mark.parametrize(("name", "data"), [("t.csv", b""), ("t.csv", b"\0" * 99), ("t.xlsx", b""), ("t.doc", b"x")])
def test_what_is_no_table_is_said_in_a_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(NotATable):
        verdicts(tmp_path / name)
