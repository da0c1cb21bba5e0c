"""The exact words of `handlers/texts/rights_texts.py`."""

from __future__ import annotations

CONSTANTS: dict[str, str] = {
    "CODE_ON_PAGE": "这个验证码请填在打开的网页上。",
    "LOGIN_ELSEWHERE": "登录链接和验证码已发到您的私聊。",
    "NOT_CHANGEABLE": "这个客户您现在不能修改，这次没有保存，已记录。需要时请找主管。",
    "NO_RIGHT": "您没有这个权限，已记录。如需开通请联系管理员。",
    "NO_EXPORT": "您没有导出权限，已记录。需要名单请找主管导出。",
    "NO_OWN_CHAT": "没有找到您的私聊，无法发送，请先私聊我一次。",
    "NOTHING_TO_EXPORT": "没有可以导出的线索。",
    "DELETE_FORM": "请说要删除哪个客户，比如：删除 安克创新。",
    "DELETED_HINT": "点“撤销”或回复“恢复”可以全部找回。",
    "NOTHING_DELETED": "没有可以恢复的删除。",
    "STEP_UP_HINT": "验证码已发到您的私聊，请直接回复6位数字。",
    "STEP_UP_ELSEWHERE": "需要验证，验证码已发到您的私聊。",
    "STEP_UP_EXPIRED": "验证码已过期，请重新发起。",
    "STEP_UP_LOCKED": "验证码连续输错，操作已锁定，请10分钟后重新发起。",
}

SENTENCES: list[tuple[str, list[object], str]] = [
    ("step_up_code", ["123456", "导出"], "验证码 123456，仅用于“导出”，10分钟内有效，请勿转发。"),
    ("page_login", ["crm.cn/a", "123456"], "打开 crm.cn/a ，输入验证码 123456 登录，10分钟内有效，请勿转发。"),
    ("step_up_by_phone", ["13800001234"], "验证码已发到您尾号1234的手机，请直接在这里回复6位数字。"),
    ("step_up_wrong", [2], "验证码不对，还可以试2次。"),
    ("step_up_passed", ["10:05"], "已验证 10:05"),
    ("step_up_alarm", ["杭州测试", "导出"], "杭州测试在“导出”时连续输错验证码，操作已锁定。"),
    ("restored", [2, 9], "已恢复2个客户，共9条记录。"),
    ("exported", [9], "已导出9条线索，本次导出已记录。"),
    ("slow_export", ["李娜", 512], "李娜30天内多次小额导出，累计512条，已要求验证码。如非本人请停用账号。"),
    ("collision_limit", [5], "今天的撞单查询已用完（每天5次），请明天再查或找主管。"),
    ("cooperation_asked", ["杭州测试", "杭州测试"], "杭州测试申请协作客户杭州测试，请联系。"),
    ("cooperation_sent", ["李娜", "10:05"], "已向李娜申请协作 10:05"),
]
