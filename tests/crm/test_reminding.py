"""Whom somebody may have reminded: the table of who and whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crm.people import Role, User
from crm.rights.reminding import may_remind

ZHANG = User("zhangwei", "张伟", Role.SALES, "华东组", manager="wangfang")
LI = User("lina", "李娜", Role.SALES, "华东组", manager="wangfang")
WANG = User("wangfang", "王芳", Role.SUPERVISOR, "华东组", manager="zhaolei")
CHEN = User("chenchen", "陈晨", Role.SALES, "华南组")
ZHAO = User("zhaolei", "赵磊", Role.DIRECTOR)
ADMIN = User("admin", "钱宇", Role.ADMIN)
INTERN = User("intern", "小何", Role.INTERN, "华东组")
LOOSE = User("loose", "无组", Role.SALES)
CASES = [
    (ZHANG, ZHANG, True),
    (ZHANG, LI, True),
    (ZHANG, WANG, True),
    (WANG, ZHANG, True),
    (WANG, ZHAO, True),
    (ZHAO, WANG, True),
    (ZHANG, CHEN, False),
    (ZHANG, ZHAO, False),
    (ZHAO, ZHANG, False),
    (ADMIN, CHEN, True),
    (CHEN, ADMIN, False),
    (INTERN, ZHANG, False),
    (ZHANG, INTERN, True),
    (LOOSE, replace(LOOSE, id="other"), False),
    (ZHANG, replace(LI, active=False), False),
    (replace(ZHANG, active=False), LI, False),
]


@pytest.mark.parametrize(("by", "whom", "expected"), CASES)
def test_who_may_have_whom_reminded(by: User, whom: User, expected: bool) -> None:
    assert may_remind(by, whom) is expected
