"""F19: one number in every usual writing is one key; what nobody can call has none."""

from __future__ import annotations

import pytest

from crm.phone import is_masked, is_partial, mail_key, mobile, phone_key, tidy_phone


@pytest.mark.parametrize(
    "written",
    [
        "13812345678",
        "+86 138-1234-5678",
        "(138)12345678",
        "（138）1234 5678",
        "0086 138 1234 5678",
        "8613812345678",
        "138.1234.5678",
        "１３８１２３４５６７８",
        "13812345678.0",
        "+86-13812345678",
    ],
)
def test_every_writing_of_a_mobile_is_one_key(written: str) -> None:
    assert phone_key(written) == mobile(written) == tidy_phone(written) == "13812345678"


@pytest.mark.parametrize("written", ["138****1234", "138xxxx1234", "138＊＊＊＊1234", "138••••1234"])
def test_a_masked_number_has_no_key_but_is_kept(written: str) -> None:
    assert phone_key(written) == ""
    assert is_masked(written)
    assert is_partial(written)
    assert tidy_phone(written) == written


@pytest.mark.parametrize("written", ["", "1.38E+10", "12345", "微信同号", "1" * 20])
def test_what_cannot_be_called_has_no_key(written: str) -> None:
    assert phone_key(written) == ""
    assert mobile(written) is None


def test_landlines_and_foreign_numbers_have_keys_of_their_own() -> None:
    assert phone_key("0571-8800 1234 转 801") == phone_key("+86 0571 88001234") == "057188001234"
    assert phone_key("+1 (415) 555-0100") == phone_key("001 415 555 0100") == "+14155550100"
    assert mobile("0571-88001234") is None


def test_mail_addresses_are_compared_without_case() -> None:
    assert mail_key(" Wang.Lei@Anker.COM ") == "wang.lei@anker.com"
    assert mail_key("w***@anker.com") == mail_key("anker.com") == ""
