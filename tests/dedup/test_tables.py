"""Files as people send them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from nlp.dedup.columns import Role, UnknownColumn, roles_of
from nlp.dedup.engine import find_groups
from nlp.dedup.load import load
from nlp.dedup.table import UnreadableTable, open_table

TEXT = "公司名称,联系人,手机号,邮箱\n安克创新,王磊,13812345678,wang@anker.com\n宏达电子,李娜,,\n"


def rows_of(path: Path) -> list[list[str]]:
    return list(open_table(path).rows(lambda _: None))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_reads_every_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "客户.csv"
    file.write_text(TEXT, encoding=encoding)
    assert open_table(file).headings == ("公司名称", "联系人", "手机号", "邮箱")
    assert rows_of(file)[0] == ["安克创新", "王磊", "13812345678", "wang@anker.com"]


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_reads_other_separators(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT.replace(",", mark), encoding="utf-8")
    assert rows_of(file)[1] == ["宏达电子", "李娜", "", ""]


def test_reads_half_a_file_up_to_where_it_is_cut(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(TEXT.encode()[:-45])
    assert open_table(file).encoding == "utf-8"
    assert rows_of(file)[0][0] == "安克创新"


def test_reads_excel_phones_without_their_fraction(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["公司", "手机"])
    book.active.append(["安克创新", 13812345678.0])
    book.active.append([None, "=1+1"])
    book.save(tmp_path / "a.xlsx")
    assert rows_of(tmp_path / "a.xlsx") == [["安克创新", "13812345678"], ["", ""]]


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "empty"), (b"\n\n", "empty"), (b",,,\n1,2", "no headings"), (bytes(200), "binary")]
)
def test_refuses_what_is_no_table(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    with pytest.raises(UnreadableTable) as refused:
        open_table(file)
    assert refused.value.reason == reason


def test_refuses_a_broken_workbook(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK not a workbook")
    with pytest.raises(UnreadableTable):
        open_table(tmp_path / "a.xlsx")


def test_knows_columns_by_heading() -> None:
    found = roles_of(["客户名称*", "姓名", "联系电话", "E-mail", "微信号", "所属行业", "官网", "编号", "备注", "手机2"])
    assert found == [
        *(Role.COMPANY, Role.CONTACT, Role.PHONE, Role.MAIL, Role.WECHAT),
        *(Role.INDUSTRY, Role.SITE, Role.SKIP, Role.OTHER, Role.PHONE),
    ]


def test_a_mapping_wins_over_the_heading() -> None:
    assert roles_of(["备注", "编码"], {"备注": "公司", "编码": "phone"}) == [Role.COMPANY, Role.PHONE]
    with pytest.raises(UnknownColumn):
        roles_of(["备注"], {"没有": "公司"})
    with pytest.raises(UnknownColumn):
        roles_of(["备注"], {"备注": "颜色"})


def test_short_long_and_empty_rows_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("编号,公司,手机\na,安克,13812345678,多\n\nb\nc,,\n", encoding="utf-8")
    loaded = load(open_table(file), {}, "编号")
    assert [loaded.id_of(row) for row in range(loaded.store.rows)] == ["a", "b", "c"]


def test_a_heading_that_stands_twice_is_read_twice(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("公司,手机,公司,手机\n安克,,,13812345678\n,,安克创新,138-1234-5678\n", encoding="utf-8-sig")
    loaded = load(open_table(file), {})
    assert [group.rows for group in find_groups(loaded.store)] == [(0, 1)]


def test_a_table_without_any_known_column_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("颜色,形状\n红,圆\n", encoding="utf-8")
    with pytest.raises(UnreadableTable):
        load(open_table(file), {})
