"""F67: the same person has the same 64 hex characters, and nobody can read the id-card number back."""

from __future__ import annotations

import re

import pytest

from crm.merging.golden_id import GoldenIds, full_number

NUMBER = "11010519491231002X"
IDS = GoldenIds(b"k1")


def test_the_same_person_has_the_same_id_however_written() -> None:
    one = IDS.of("138 1234 5678", NUMBER)
    assert one == IDS.of("+86 138-1234-5678", "110105 19491231 002x")
    assert re.fullmatch(r"[0-9a-f]{64}", one.id)
    assert not one.weak
    assert one != IDS.of("13812345679", NUMBER)
    assert one.id != GoldenIds(b"k2").of("13812345678", NUMBER).id


def test_without_the_number_it_is_weak_and_another_id() -> None:
    weak = IDS.of("13812345678")
    assert weak.weak
    assert weak.id != IDS.of("13812345678", NUMBER).id
    assert weak == IDS.of("13812345678", "1101051949****002X") == IDS.of("13812345678", "110105194912310021")


@pytest.mark.parametrize("phone", ["", "138****1234", "1.38E+10", "123"])
def test_a_phone_nobody_can_be_found_by_has_no_id(phone: str) -> None:
    assert IDS.of(phone, NUMBER) is None


def test_a_text_is_sealed_and_the_seal_serves_as_the_number() -> None:
    sealed = IDS.seal(f"王磊 {NUMBER}，电话13812345678")
    assert NUMBER not in sealed
    assert "13812345678" in sealed
    assert IDS.of("13812345678", sealed) == IDS.of("13812345678", NUMBER)
    assert IDS.seal(sealed) == sealed


@pytest.mark.parametrize("text", ["订单110105194912310021", "110105194912310021", "13812345678", "6222021234567890123"])
def test_other_long_numbers_stay_as_they_are(text: str) -> None:
    assert IDS.seal(text) == text


def test_old_numbers_of_fifteen_digits_are_the_same_person() -> None:
    assert full_number("110105491231002") == full_number(NUMBER) == NUMBER
