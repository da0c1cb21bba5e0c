"""What the bot says about rights, one-time codes, deletions, exports and other people's customers."""

from __future__ import annotations

NO_RIGHT = "您没有这个权限，已记录。如需开通请联系管理员。"
NOT_CHANGEABLE = "这个客户您现在不能修改，这次没有保存，已记录。需要时请找主管。"
NO_EXPORT = "您没有导出权限，已记录。需要名单请找主管导出。"
NO_OWN_CHAT = "没有找到您的私聊，无法发送，请先私聊我一次。"
NOTHING_TO_EXPORT = "没有可以导出的线索。"
DELETE_FORM = "请说要删除哪个客户，比如：删除 安克创新。"
DELETED_HINT = "点“撤销”或回复“恢复”可以全部找回。"
NOTHING_DELETED = "没有可以恢复的删除。"
STEP_UP_HINT = "验证码已发到您的私聊，请直接回复6位数字。"
STEP_UP_ELSEWHERE = "需要验证，验证码已发到您的私聊。"
CODE_ON_PAGE = "这个验证码请填在打开的网页上。"
LOGIN_ELSEWHERE = "登录链接和验证码已发到您的私聊。"
STEP_UP_EXPIRED = "验证码已过期，请重新发起。"
STEP_UP_LOCKED = "验证码连续输错，操作已锁定，请10分钟后重新发起。"


def step_up_code(code: str, operation: str) -> str:
    """The one-time code, with what it is good for."""
    return f"验证码 {code}，仅用于“{operation}”，10分钟内有效，请勿转发。"


def page_login(url: str, code: str) -> str:
    """The way to our pages from the chat."""
    return f"打开 {url} ，输入验证码 {code} 登录，10分钟内有效，请勿转发。"


def step_up_by_phone(phone: str) -> str:
    """The code went to the phone, of which only the end is shown."""
    return f"验证码已发到您尾号{phone[-4:]}的手机，请直接在这里回复6位数字。"


def step_up_wrong(left: int) -> str:
    """A wrong code."""
    return f"验证码不对，还可以试{left}次。"


def step_up_passed(at: str) -> str:
    """Status on the card of an act whose code was right."""
    return f"已验证 {at}"


def step_up_alarm(name: str, operation: str) -> str:
    """Administrators are told of a lock."""
    return f"{name}在“{operation}”时连续输错验证码，操作已锁定。"


def restored(customers: int, rows: int) -> str:
    """A deletion was taken back."""
    return f"已恢复{customers}个客户，共{rows}条记录。"


def exported(rows: int) -> str:
    """A file was sent."""
    return f"已导出{rows}条线索，本次导出已记录。"


def slow_export(name: str, rows: int) -> str:
    """Administrators are told of many small exports."""
    return f"{name}30天内多次小额导出，累计{rows}条，已要求验证码。如非本人请停用账号。"


def collision_limit(most: int) -> str:
    """No more masked answers today."""
    return f"今天的撞单查询已用完（每天{most}次），请明天再查或找主管。"


def cooperation_asked(name: str, company: str) -> str:
    """The owner is told, and gets it as a to-do."""
    return f"{name}申请协作客户{company}，请联系。"


def cooperation_sent(owner: str, at: str) -> str:
    """Status on the masked card."""
    return f"已向{owner}申请协作 {at}"
