"""Every sentence the pages say themselves."""

from __future__ import annotations

NOT_FOUND = "没有这个页面，或者您无权查看。"
LOGIN_FIRST = "登录已过期，请重新打开页面。"
LOGIN_FAILED = "登录没有成功，请重新打开页面再试。"
LOGIN_IN_CHAT = "请在钉钉、Slack或企业微信里对我说“网页登录”，再打开收到的链接。"
NOT_ONE_OF_US = "您还没有开通跟进助手，请联系管理员开通。"
NOT_FROM_US = "页面已过期，请刷新后再提交。"
UNREADABLE = "提交的内容读不懂，请刷新页面后再试。"
TRY_LATER = "平台暂时连不上，请稍后再试。"
NOT_YOUR_CHAT = "这位客户不在您的企业微信好友里，无法登记。"
NO_CHAT = "请在客户聊天的侧边栏里打开。"
NOTHING_CHANGED = "没有改动。"
DECIDE = "还没保存，请先选择。"
NO_FILE = "请先选择文件。"
TOO_LARGE = "文件太大，请分成几份再传。"
NOT_A_TABLE = "这个文件读不懂，请用Excel或CSV。"
NOT_NAMES = "表头需要“标准名/简称/译名”和“别名/全称/英文名”两列。"
MOVED_ON = "这次导入已经处理过了。"
PHONE = "手机号"
WELCOME = "跟进助手"
START = "您已登录。请从卡片里的链接或客户聊天的侧边栏打开。"


def failed(error_id: str) -> str:
    """Something broke."""
    return f"页面没有打开成功，请稍后再试或联系管理员（编号 {error_id}）。"
