"""Words of one made-up world. Every seed has its own share of them, so that no two worlds speak alike."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass


def _words(text: str) -> list[str]:
    return text.split()


_BRAND_CHARS = _words(
    """
    安宝奔本博昌超晨成诚驰创春达大德鼎东丰方飞峰福富高格冠光广桂国海汉航豪合和恒红宏
    鸿华辉汇吉佳嘉健江杰捷金锦京晶精景九骏凯康科坤蓝朗乐雷力立利联亮林龙隆鲁陆绿迈美
    铭明诺欧鹏普齐奇启千强勤青清庆泉仁荣瑞润赛三森山上尚申升盛胜师石世舒顺思四松苏泰
    特天同万旺威维伟沃五西希先祥翔协欣新鑫信兴星雄旭轩雅亚研阳耀怡亿益毅银英永优友宇
    雨裕元源远越云运泽展兆哲振正志智中众卓紫宗佐炬熠昱昊灏沛泓澜瀚熙睿晟曜岚岳屹峻岱
    钧铂锐镁锋锝樾桦柏栎榕芯芮菲蔚蓬卡伽伦凡迪奈莱玛曼特斯尔芙索
    """
)
_TRADES = _words(
    """
    科技 电子 电子科技 信息技术 网络科技 软件 智能科技 智能装备 自动化 自动化设备 机电 机电设备 精密机械 机械
    机械制造 重工 模具 五金 五金制品 塑胶 塑料制品 橡胶 包装 包装材料 印刷 纸业 新材料 复合材料 化工 精细化工 涂料
    油墨 生物科技 生物医药 医疗器械 医疗科技 药业 制药 健康科技 食品 食品科技 饮料 餐饮管理 农业 农业科技 种业 饲料
    水产 茶业 酒业 服饰 服装 纺织 针织 家纺 鞋业 皮具 箱包 家具 家居 家居用品 厨具 卫浴 陶瓷 玻璃 建材 装饰工程
    建筑工程 园林 环保 环保科技 环境工程 水务 新能源 新能源科技 光伏 储能 电力 电力设备 电气 电缆 照明 光电 光电科技
    光学 半导体 微电子 集成电路 通信 通讯设备 物联网 传感技术 仪器 仪表 检测技术 汽车配件 汽车零部件 汽车科技 轮胎
    物流 供应链 供应链管理 货运代理 仓储 贸易 进出口 商贸 国际贸易 电子商务 传媒 文化传媒 广告 会展 教育科技 文化
    咨询 企业管理 人力资源 金融服务 投资 置业 物业 旅游 体育用品 玩具 礼品 珠宝 钟表 眼镜 日化 化妆品 宠物用品
    母婴用品 航空科技 船舶 无人机 机器人 激光 数控设备 液压 气动 轴承 阀门 泵业 管业 钢构 铝业 铜业 矿业 石化 燃气
    消防 安防 门窗 电梯 制冷设备 空调 电器 家电 音响 乐器 文具 办公设备
    """
)
CITIES = _words(
    """
    北京 上海 深圳 广州 杭州 苏州 南京 成都 重庆 武汉 西安 天津 青岛 宁波 无锡 长沙 郑州 济南 合肥 佛山 东莞 福州
    厦门 泉州 温州 嘉兴 绍兴 台州 金华 常州 南通 扬州 徐州 烟台 潍坊 石家庄 太原 沈阳 大连 长春 哈尔滨 南昌 南宁
    昆明 贵阳 海口 兰州 乌鲁木齐 呼和浩特 中山 惠州 珠海 汕头 江门 湖州 芜湖 洛阳 襄阳 宜昌 株洲 绵阳 柳州 桂林 保定
    唐山 淄博 临沂 威海 镇江 盐城
    """
)
PROVINCE = dict(
    zip(
        _words("深圳 广州 东莞 佛山 杭州 宁波 苏州 南京 青岛 成都 武汉 长沙"),
        _words("广东 广东 广东 广东 浙江 浙江 江苏 江苏 山东 四川 湖北 湖南"),
        strict=True,
    )
)
SURNAMES = _words(
    """
    王 李 张 刘 陈 杨 黄 赵 周 吴 徐 孙 朱 马 胡 郭 林 何 高 梁 郑 罗 宋 谢 唐 韩 曹 许 邓 萧 冯 曾 程 蔡 彭 潘 袁
    于 董 余 苏 叶 吕 魏 蒋 田 杜 丁 沈 姜 范 江 傅 钟 卢 汪 戴 崔 任 陆 廖 姚 方 金 邱 夏 谭 韦 贾 邹 石 熊 孟 秦
    阎 薛 侯 雷 白 龙 段 郝 孔 邵 史 毛 常 万 顾 赖 武 康 贺 严 尹 钱 施 牛 洪 龚
    """
)
GIVEN = _words(
    """
    伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 霞 平 刚 玲 辉 红 梅 鑫 波 斌 宇 浩 凯 健 俊 帆 雪 琳 飞 燕
    鹏 倩 婷 洁 欣 旭 晨 阳 峰 宁 博 毅 帅 云 海 文 慧 莹 晶 佳 嘉 怡 梦 思 悦 雨 子 轩 梓 涵 宸 睿 若 彤 志 国 建
    华 永 庆 春 生 兴 荣 德 良
    """
)
ENGLISH_NAMES = _words(
    """
    Kevin Tony Jack Linda Amy Grace Jason Leo Vivian Cindy Eric Frank Helen Iris Jerry Lucy Mike Nancy Peter Rose
    Sam Tina Wendy Allen
    """
)
_ENGLISH = _words(
    """
    blue ocean star sun apex nova prime titan vertex summit delta sigma alpha omni luna terra aqua ever bright true
    wave next core grand royal swift eagle lion tiger dragon phoenix silver golden rapid solid global union fusion
    vita zen lumi opti micro mega tele dyna max pro geo hydro aero auto nano bio eco inno syn tri uni veri wise
    """
)
_SOUNDS = _words(
    """
    an ba bei ca ce da de fa ga ho ja ka la lo ma mi na no pa po ra ri sa so ta te va vi wa xi ya yo za zo ne le re
    se ko ki ki lu mo tu su
    """
)
FUNCTIONS = _words(
    """
    采购 技术 工程 研发 设备 生产 财务 行政 品质 销售 市场 项目 总经办
    """
)
TITLES = _words(
    """
    经理 总监 主管 总 工 主任 先生 女士 小姐 部长
    """
)
PUBLIC = _words(
    """
    qq.com 163.com 126.com gmail.com outlook.com sina.com foxmail.com hotmail.com aliyun.com 139.com
    """
)
TRADITIONAL = dict(
    zip(
        "东丰飞广国汉华辉汇佳坚杰锦凯兰乐联龙卢绿银荣锐润赛师书顺泰韦伟务现协兴亚业电机设备医药产网络贸",
        "東豐飛廣國漢華輝匯佳堅傑錦凱蘭樂聯龍盧綠銀榮銳潤賽師書順泰韋偉務現協興亞業電機設備醫藥產網絡貿",
        strict=True,
    )
)
HOMOPHONES = _words(
    """
    安鞍 博勃 昌畅 成诚程 达答 鼎顶 东冬 丰锋峰 富付 高皋 恒衡 宏鸿红洪 华桦 辉晖徽 汇惠慧 吉极 佳嘉家 金今 景井
    凯楷 康糠 科柯 蓝兰 力利立丽 联连 龙隆 明铭名 诺糯 启起 瑞锐睿 盛胜圣 思斯司 泰太 特忒 威微维 新欣鑫心 信讯 星兴
    旭绪 亚雅 扬阳洋 易亿益毅 永勇 宇羽雨裕 元源原园 远苑 泽则 智志致 中众 卓茁 子紫
    """
)


Words = Mapping[str, list[str]]
"""All words of a kind of world, list by list; a `Lexicon` is one world's share of them."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one world."""

    chars: list[str]
    weights: list[float]
    trades: list[str]
    cities: list[str]
    city_weights: list[float]
    surnames: list[str]
    given: list[str]
    functions: list[str]
    titles: list[str]
    public: list[str]
    english_names: list[str]
    english: list[str]
    sounds: list[str]


ORDINARY: Words = {
    "chars": _BRAND_CHARS, "trades": _TRADES, "cities": CITIES, "surnames": SURNAMES, "given": GIVEN,
    "functions": FUNCTIONS, "titles": TITLES, "public": PUBLIC,
    "english_names": ENGLISH_NAMES, "english": _ENGLISH, "sounds": _SOUNDS,
}  # fmt: skip


def lexicon(rng: random.Random, words: Words = ORDINARY) -> Lexicon:
    """Return a share of every list, with frequencies of its own."""
    chars = sorted(set("".join(words["chars"])))
    chars = rng.sample(chars, min(rng.randint(180, 220), len(chars)))
    trades = rng.sample(words["trades"], rng.randint(60, 110))
    cities = rng.sample(words["cities"], rng.randint(35, 65))
    return Lexicon(
        chars,
        [1 / (1 + at) ** rng.uniform(0.1, 0.5) for at in range(len(chars))],
        trades,
        cities,
        [1 / (2 + at) ** rng.uniform(0.4, 0.9) for at in range(len(cities))],
        rng.sample(words["surnames"], 90),
        rng.sample(words["given"], 70),
        *(words[kind] for kind in ("functions", "titles", "public", "english_names", "english", "sounds")),
    )


def english_brand(rng: random.Random, words: Lexicon) -> str:
    """Return a made-up English brand of two words or three syllables."""
    if rng.random() < 0.5:
        return "".join(rng.sample(words.english, 2)).capitalize()
    return "".join(rng.choice(words.sounds) for _ in range(rng.randint(2, 4))).capitalize() + rng.choice(
        ["", "x", "n", "s", "tek"]
    )
