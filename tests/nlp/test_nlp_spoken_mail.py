"""A mail address or a WeChat name said aloud: dots, underscores, dashes, sub-domains; hours are no part of it."""

from __future__ import annotations

import pytest

from nlp.numbers.ids import find_emails, find_wechats


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("邮箱是huang点lei艾特ubtrobot点com", "huang.lei@ubtrobot.com"),
        ("wang下划线li 艾特 163 点 com 记一下", "wang_li@163.com"),
        ("li杠hong艾特sales点abc点com点cn", "li-hong@sales.abc.com.cn"),
        ("jack at dotwork dot com", "jack@dotwork.com"),
        ("发到Wang.Lei@Siemens点com吧", "Wang.Lei@Siemens.com"),
        ("下午2点jack艾特qq点com", "jack@qq.com"),
        ("mail zhang at bosch.cn", "zhang@bosch.cn"),
    ],
)
def test_said_address(said: str, address: str) -> None:
    assert [span.value for span in find_emails(said)] == [address]


@pytest.mark.parametrize("said", ["下午3点at home", "meet at two", f"{'a' * 100}艾特qq点com"])
def test_no_address(said: str) -> None:
    assert find_emails(said) == []


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("微信是hong杠wy他想要资料", "hong-wy"),
        ("微信号是lisisi二零一八他对", "lisisi2018"),
        ("微信wang下划线li88", "wang_li88"),
    ],
)
def test_said_wechat(said: str, name: str) -> None:
    assert [span.value for span in find_wechats(said)] == [name]
