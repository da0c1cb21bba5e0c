"""Another lexicon: it shares hardly a word with the first, and the search's own lists know little of it but the towns.

What is found in worlds made of these words is not owed to lists.
"""

from __future__ import annotations

import random

from benchmarks.dedup.lexicon import Lexicon, Words, lexicon

_BRAND_CHARS = """
    岑铎珩琨瑾璟钰鑫淼焱垚骉翊翀翎翰朔枫桐梧楠檀杉槿荔荟莘蓁蕴薇藜虹蝶螺贝贺贯贲赫跃踏轩轲辰逸遥邦郁酷野铃铠银镜
    闪阁陌隐雁霄霖霁韵顾颐颖飏馨驭骐骋鲲鹤鹭麒麟黛鼎齐龄云壹贰叁肆伍陆柒捌玖拾佰仟莫问零点橙柚桃李杏梅竹菊兰茶米
    麦豆禾谷田井泉溪河湖海洋岛港湾桥塔城堡庄园林木石火土风雷电光影星月日阳晴暖冰雪霜露
""".split()
_TRADES = """
    臭氧杀菌 气凝胶 磁悬浮 殡葬服务 茧丝绸 珍珠养殖 猪肉屠宰 香精香料 密封件 弹簧 紧固件 链条 齿轮 磨料磨具 刀具
    焊材 铸造 锻件 热处理 电镀 冲压 注塑 吹膜 色母粒 无纺布 滤材 滤芯 活性炭 膜分离 净水器 换热器 锅炉 压力容器
    制氧机 康复辅具 助听器 义齿 隐形眼镜 兽药 鱼竿 帐篷 自行车 电动滑板 车膜 洗车 改装 房车 游艇 马术 滑雪 潜水
    瑜伽 月子中心 早教 托育 自习室 剧本杀 密室 电竞 直播 短视频 MCN 数字人 区块链 隐私计算 云计算 大数据 信创
    工业软件 低代码 芯片设计 封装测试 光刻胶 靶材 硅片 石英 蓝宝石 碳纤维 玄武岩 石墨烯 稀土 钛白粉 钾肥 农膜
    育苗 菌菇 蓝莓 火锅底料 预制菜 酱油 酵母 冻干 蜂蜜 燕窝 海参 槟榔 瓜子 卤味 烘焙 咖啡 奶茶设备 冷链 叉车
    托盘 货架 标签 条码 充电桩 换电 逆变器 氢能 风机叶片 塔筒 变压器 断路器 母线槽 桥架 线束 连接器 继电器 电容
    电阻 晶振 天线 滤波器 射频 雷达 声学 麦克风 显示屏 触控 背光 盖板 镜头 云台 投影 舞台灯光 幕墙 石材 涂装
    地坪 防水 保温 脚手架 爆破 测绘 勘察 监理 造价 招标代理 律所 知识产权 税务师 猎头 劳务派遣 安保 保洁
    绿植租摆 搬家 家政
""".split()
_CITIES = """
    义乌 昆山 慈溪 晋江 常熟 张家港 江阴 宜兴 诸暨 余姚 乐清 瑞安 温岭 海宁 桐乡 石狮 南安 福清 胶州 寿光 滕州
    章丘 新郑 巩义 浏阳 宁乡 简阳 仁怀 瓦房店 靖江 丹阳 泰兴 如皋 海门 启东 太仓 临海 东阳 永康 平湖 龙口 荣成
    莱州 邹城 曲阜 林州 禹州 醴陵 仙桃 潜江 大冶 鄂州 黄石 荆州 岳阳 常德 衡阳 赣州 九江 上饶 景德镇 遵义 曲靖
    大理 北海 三亚 包头 鄂尔多斯 大庆 鞍山 营口 廊坊 沧州 邯郸 大同 运城 咸阳 宝鸡 银川 西宁 拉萨
""".split()
_SURNAMES = """
    卜 仇 尚 翟 柴 聂 蒲 闫 佟 冷 鲍 颜 庞 骆 尤 岳 齐 舒 柯 梅 盛 童 葛 霍 虞 欧 樊 管 凌 喻 车 莫 解 应 宗 丛
    季 耿 殷 祝 甘 包 左 苗 温 詹 路 纪 关 鲁 艾 古 易 焦 辛 谷 安 米 池 简 阮 蓝 费 屈 项 滕 邬 桂 成 景 娄 冉
    商 单 麦 桑 卓 闵 封 木 巫 祁 党 宁 原 练 连 楚 牟 房 滑 荆 揭 占 隋 靳 欧阳 司徒 上官 诸葛
""".split()
_GIVEN = """
    珂 琪 瑶 璐 瑜 珊 莉 菲 蕾 薇 诗 雅 静 韵 娅 妮 婧 姝 嫣 芷 若 曦 澜 汐 沐 屹 崇 岩 峻 嵩 恒 恺 懿 擎 政 昊
    昌 晖 暄 朗 权 栋 桓 森 楷 槐 武 泓 泽 洲 浚 淳 渊 湛 溢 烁 煜 熠 玮 琛 瑞 盛 硕 祺 禹 秉 铭 锐 锋 霆 非 颂
    骏 鸿 鹤 麟 贤 达 远 迪 逊 钊 钧
""".split()
_FUNCTIONS = """
    外贸 物流 法务 信息 运营 渠道 售后 客服 质检 仓库 供应链 基建 电商 企划
""".split()
_TITLES = """
    负责人 专员 助理 总助 董事长 处长 科长 老师 店长 厂长
""".split()
_PUBLIC = """
    vip.163.com yeah.net 189.cn vip.qq.com icloud.com live.com yahoo.com sohu.com tom.com 21cn.com
""".split()
_ENGLISH = """
    cloud rock ridge forest river stone bridge harbor anchor compass canyon meadow orbit quantum pixel cyber
    vector matrix cobalt nickel carbon silicon ivory amber coral pearl ruby jade lotus cedar maple willow hawk
    falcon wolf bear fox otter whale shark comet meteor aurora zenith polar arctic nordic alpine sierra mesa
    delta echo bravo tango kilo lima metro urban civic verde azul rojo alto basso forte piano
""".split()
_SOUNDS = """
    bri cro dre fla gri hul jin kel lor mun nex pol qui rus sil tor vex wyn xen yor zel ath eld ign oph usk
""".split()
_NAMES = """
    Oliver Emma Noah Ava Liam Mia Ethan Chloe Lucas Zoe Henry Ella Owen Lily Felix Ruby Hugo Nora Oscar Elsa
""".split()


STRANGE: Words = {
    "chars": _BRAND_CHARS, "trades": _TRADES, "cities": _CITIES, "surnames": _SURNAMES, "given": _GIVEN,
    "functions": _FUNCTIONS, "titles": _TITLES, "public": _PUBLIC,
    "english_names": _NAMES, "english": _ENGLISH, "sounds": _SOUNDS,
}  # fmt: skip


def strange_lexicon(rng: random.Random) -> Lexicon:
    """Return the words of one such world, as many as the ordinary ones have."""
    return lexicon(rng, STRANGE)
