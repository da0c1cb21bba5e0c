"""F13: what is more than 85 % alike by phone and mail is flagged."""

from __future__ import annotations

import pytest

from nlp.dedup.record import Record
from nlp.dedup.two_factor import flagged, report, similarity


@pytest.mark.parametrize(("value", "over"), [(0.85, False), (0.86, True), (0.8501, True), (1.0, True), (0.0, False)])
def test_flags_only_above_85_percent(value: float, over: bool) -> None:
    assert flagged(value) is over


def test_phone_counts_in_full_and_mail_nine_tenths() -> None:
    assert similarity(1.0, 0.0) == 1.0
    assert similarity(0.0, 1.0) == 0.9
    assert similarity(0.0, 0.0) == 0.0


def test_reports_pairs_with_their_factors() -> None:
    anker = Record(phones=(("m", "13812345678"),), mails=("wanglei@anker.com",))
    same_phone = Record(phones=(("m", "13812345678"),), mails=("li@qq.com",))
    slip = Record(mails=("wanglei@ankr.com",))
    other = Record(phones=(("m", "13812345679"),), mails=("wanglei@hongda-industry.com",))
    found = report([anker, same_phone, slip, other])
    assert [(pair.one, pair.other) for pair in found] == [(0, 1)]
    assert (found[0].similarity, found[0].phone) == (1.0, 1.0)
    assert report([anker, Record(mails=("wanglei@anker.com",))])[0].similarity == 0.9


def test_masked_numbers_never_match() -> None:
    assert report([Record(), Record()]) == []
