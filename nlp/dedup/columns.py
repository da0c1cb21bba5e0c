"""What each column of a table is, from its heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from nlp.fold import fold


class Role(StrEnum):
    """What a column holds. Several columns may have the same role; `SKIP` columns are never read."""

    COMPANY = "company"
    CONTACT = "contact"
    PHONE = "phone"
    MAIL = "email"
    WECHAT = "wechat"
    CITY = "city"
    INDUSTRY = "industry"
    SITE = "website"
    ADDRESS = "address"
    OTHER = "other"
    SKIP = "skip"


_HEADINGS: dict[Role, str] = {
    Role.COMPANY: "公司 公司名称 公司名 公司全称 客户 客户名称 客户名 企业 企业名称 单位 单位名称 名称 店铺名称 company companyname company_name account "
    "accountname account_name customer customername customer_name organization organisation org firm",
    Role.CONTACT: "联系人 联系人姓名 姓名 名字 客户姓名 称呼 对接人 负责人 contact contactname contact_name contactperson contact_person name "
    "person fullname full_name linkman",
    Role.PHONE: "手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 座机 固话 固定电话 办公电话 号码 公司电话 备用电话 mobile mobilephone mobile_phone tel telephone "
    "phone phone_number phonenumber contact_phone cell cellphone landline",
    Role.MAIL: "邮箱 电子邮箱 邮件 电子邮件 邮箱地址 email e-mail mail email_address",
    Role.WECHAT: "微信 微信号 微信id wechat wechat_id wechatid weixin wx vx",
    Role.CITY: "城市 地区 所在地 所在城市 省市 区域 省份 省 市 city region area location province",
    Role.INDUSTRY: "行业 所属行业 行业类型 主营 industry sector trade",
    Role.SITE: "官网 网址 域名 网站 公司网址 主页 website site url domain homepage web",
    Role.ADDRESS: "地址 公司地址 详细地址 联系地址 通讯地址 address addr",
    Role.SKIP: "id 编号 序号 客户编号 线索编号 线索id row rowid row_id no uuid 创建时间 更新时间 创建日期 录入时间 日期 时间 created created_at updated updated_at "
    "createtime create_time date time 金额 预算 amount budget 负责销售 销售 owner 跟进人 所有人 创建人 业务员",
}
_BY_HEADING = {heading: role for role, headings in _HEADINGS.items() for heading in headings.split()}


class UnknownColumn(ValueError):
    """`--map` or `--id` names a column that is not in the table, or a role that does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def role_of(heading: str) -> Role:
    """Return what the column with this heading holds; `OTHER` columns are searched for numbers and addresses only."""
    key = fold(heading).strip(" *:").replace(" ", "").replace("(", "").replace(")", "").replace("必填", "")
    return _BY_HEADING.get(key) or _BY_HEADING.get(key.rstrip("0123456789"), Role.OTHER)


def roles_of(headings: Sequence[str], mapped: Mapping[str, str] | None = None, id_column: str = "") -> list[Role]:
    """Return the role of every column; `mapped` gives heading → role and wins. Raises `UnknownColumn`."""
    roles = [role_of(heading) for heading in headings]
    for name, wanted in (mapped or {}).items():
        roles[column_index(headings, name)] = _role_named(wanted)
    if id_column:
        roles[column_index(headings, id_column)] = Role.SKIP
    return roles


def column_index(headings: Sequence[str], name: str) -> int:
    """Return the place of the column with this heading. Raises `UnknownColumn`."""
    folded = [fold(heading).strip() for heading in headings]
    try:
        return folded.index(fold(name).strip())
    except ValueError:
        raise UnknownColumn(name) from None


def _role_named(wanted: str) -> Role:
    key = fold(wanted).strip()
    if key in set(Role):
        return Role(key)
    role = _BY_HEADING.get(key)
    if role is None:
        raise UnknownColumn(wanted)
    return role
