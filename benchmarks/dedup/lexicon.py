"""Words of one made-up world. Every seed has its own share of them, so that no two worlds speak alike."""

from __future__ import annotations

import random
from dataclasses import dataclass

_BRAND_CHARS = (
    "安宝奔本博昌超晨成诚驰创春达大德鼎东丰方飞峰福富高格冠光广桂国海汉航豪合和恒红宏鸿华辉汇吉佳嘉健江杰捷金锦京晶精景九骏凯康科坤蓝朗乐雷力立利联亮林龙隆"
    "鲁陆绿迈美铭明诺欧鹏普齐奇启千强勤青清庆泉仁荣瑞润赛三森山上尚申升盛胜师石世舒顺思四松苏泰特天同万旺威维伟沃五西希先祥翔协欣新鑫信兴星雄旭轩雅亚研阳"
    "耀怡亿益毅银英永优友宇雨裕元源远越云运泽展兆哲振正志智中众卓紫宗佐炬熠昱昊灏沛泓澜瀚熙睿晟曜岚岳屹峻岱钧铂锐镁锋锝樾桦柏栎榕芯芮菲蔚蓬卡伽伦凡迪奈莱玛曼特斯尔芙索"
)
_TRADES = ["科技", "电子", "电子科技", "信息技术", "网络科技", "软件", "智能科技", "智能装备", "自动化", "自动化设备", "机电", "机电设备", "精密机械", "机械", "机械制造", "重工", "模具", "五金", "五金制品", "塑胶", "塑料制品", "橡胶", "包装", "包装材料", "印刷", "纸业", "新材料", "复合材料", "化工", "精细化工", "涂料", "油墨", "生物科技", "生物医药", "医疗器械", "医疗科技", "药业", "制药", "健康科技", "食品", "食品科技", "饮料", "餐饮管理", "农业", "农业科技", "种业", "饲料", "水产", "茶业", "酒业", "服饰", "服装", "纺织", "针织", "家纺", "鞋业", "皮具", "箱包", "家具", "家居", "家居用品", "厨具", "卫浴", "陶瓷", "玻璃", "建材", "装饰工程", "建筑工程", "园林", "环保", "环保科技", "环境工程", "水务", "新能源", "新能源科技", "光伏", "储能", "电力", "电力设备", "电气", "电缆", "照明", "光电", "光电科技", "光学", "半导体", "微电子", "集成电路", "通信", "通讯设备", "物联网", "传感技术", "仪器", "仪表", "检测技术", "汽车配件", "汽车零部件", "汽车科技", "轮胎", "物流", "供应链", "供应链管理", "货运代理", "仓储", "贸易", "进出口", "商贸", "国际贸易", "电子商务", "传媒", "文化传媒", "广告", "会展", "教育科技", "文化", "咨询", "企业管理", "人力资源", "金融服务", "投资", "置业", "物业", "旅游", "体育用品", "玩具", "礼品", "珠宝", "钟表", "眼镜", "日化", "化妆品", "宠物用品", "母婴用品", "航空科技", "船舶", "无人机", "机器人", "激光", "数控设备", "液压", "气动", "轴承", "阀门", "泵业", "管业", "钢构", "铝业", "铜业", "矿业", "石化", "燃气", "消防", "安防", "门窗", "电梯", "制冷设备", "空调", "电器", "家电", "音响", "乐器", "文具", "办公设备"]
CITIES = ["北京", "上海", "深圳", "广州", "杭州", "苏州", "南京", "成都", "重庆", "武汉", "西安", "天津", "青岛", "宁波", "无锡", "长沙", "郑州", "济南", "合肥", "佛山", "东莞", "福州", "厦门", "泉州", "温州", "嘉兴", "绍兴", "台州", "金华", "常州", "南通", "扬州", "徐州", "烟台", "潍坊", "石家庄", "太原", "沈阳", "大连", "长春", "哈尔滨", "南昌", "南宁", "昆明", "贵阳", "海口", "兰州", "乌鲁木齐", "呼和浩特", "中山", "惠州", "珠海", "汕头", "江门", "湖州", "芜湖", "洛阳", "襄阳", "宜昌", "株洲", "绵阳", "柳州", "桂林", "保定", "唐山", "淄博", "临沂", "威海", "镇江", "盐城"]
PROVINCE = {
    "深圳": "广东",
    "广州": "广东",
    "东莞": "广东",
    "佛山": "广东",
    "杭州": "浙江",
    "宁波": "浙江",
    "苏州": "江苏",
    "南京": "江苏",
    "青岛": "山东",
    "成都": "四川",
    "武汉": "湖北",
    "长沙": "湖南",
}
SURNAMES = list(
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
)
GIVEN = list(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚玲辉红梅鑫波斌宇浩凯健俊帆雪琳飞燕鹏倩婷洁欣旭晨阳峰宁博毅帅云海文慧莹晶佳嘉怡梦思悦雨子轩梓涵宸睿若彤志国建华永庆春生兴荣德良"
)
ENGLISH_NAMES = ["Kevin", "Tony", "Jack", "Linda", "Amy", "Grace", "Jason", "Leo", "Vivian", "Cindy", "Eric", "Frank", "Helen", "Iris", "Jerry", "Lucy", "Mike", "Nancy", "Peter", "Rose", "Sam", "Tina", "Wendy", "Allen"]
_ENGLISH = ["blue", "ocean", "star", "sun", "apex", "nova", "prime", "titan", "vertex", "summit", "delta", "sigma", "alpha", "omni", "luna", "terra", "aqua", "ever", "bright", "true", "wave", "next", "core", "grand", "royal", "swift", "eagle", "lion", "tiger", "dragon", "phoenix", "silver", "golden", "rapid", "solid", "global", "union", "fusion", "vita", "zen", "lumi", "opti", "micro", "mega", "tele", "dyna", "max", "pro", "geo", "hydro", "aero", "auto", "nano", "bio", "eco", "inno", "syn", "tri", "uni", "veri", "wise"]
_SOUNDS = ["an", "ba", "bei", "ca", "ce", "da", "de", "fa", "ga", "ho", "ja", "ka", "la", "lo", "ma", "mi", "na", "no", "pa", "po", "ra", "ri", "sa", "so", "ta", "te", "va", "vi", "wa", "xi", "ya", "yo", "za", "zo", "ne", "le", "re", "se", "ko", "ki", "ki", "lu", "mo", "tu", "su"]
FUNCTIONS = ["采购", "技术", "工程", "研发", "设备", "生产", "财务", "行政", "品质", "销售", "市场", "项目", "总经办"]
TITLES = ["经理", "总监", "主管", "总", "工", "主任", "先生", "女士", "小姐", "部长"]
PUBLIC = ["qq.com", "163.com", "126.com", "gmail.com", "outlook.com", "sina.com", "foxmail.com", "hotmail.com", "aliyun.com", "139.com"]
TRADITIONAL = dict(
    zip(
        "东丰飞广国汉华辉汇佳坚杰锦凯兰乐联龙卢绿银荣锐润赛师书顺泰韦伟务现协兴亚业电机设备医药产业网络贸",
        "東豐飛廣國漢華輝匯佳堅傑錦凱蘭樂聯龍盧綠銀榮銳潤賽師書順泰韋偉務現協興亞業電機設備醫藥產業網絡貿",
        strict=True,
    )
)
HOMOPHONES = [
    "安鞍",
    "博勃",
    "昌畅",
    "成诚程",
    "达答",
    "鼎顶",
    "东冬",
    "丰锋峰",
    "富付",
    "高皋",
    "恒衡",
    "宏鸿红洪",
    "华桦",
    "辉晖徽",
    "汇惠慧",
    "吉极",
    "佳嘉家",
    "金今",
    "景井",
    "凯楷",
    "康糠",
    "科柯",
    "蓝兰",
    "力利立丽",
    "联连",
    "龙隆",
    "明铭名",
    "诺糯",
    "启起",
    "瑞锐睿",
    "盛胜圣",
    "思斯司",
    "泰太",
    "特忒",
    "威微维",
    "新欣鑫心",
    "信讯",
    "星兴",
    "旭绪",
    "亚雅",
    "扬阳洋",
    "易亿益毅",
    "永勇",
    "宇羽雨裕",
    "元源原园",
    "远苑",
    "泽则",
    "智志致",
    "中众",
    "卓茁",
    "子紫",
]


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


def lexicon(rng: random.Random) -> Lexicon:
    """Return a share of every list, with frequencies of its own."""
    chars = rng.sample(sorted(set(_BRAND_CHARS)), rng.randint(130, 220))
    trades = rng.sample(_TRADES, rng.randint(40, 90))
    cities = rng.sample(CITIES, rng.randint(20, 60))
    return Lexicon(
        chars,
        [1 / (1 + at) ** rng.uniform(0.1, 0.5) for at in range(len(chars))],
        trades,
        cities,
        [1 / (2 + at) ** rng.uniform(0.4, 0.9) for at in range(len(cities))],
        rng.sample(SURNAMES, 90),
        rng.sample(GIVEN, 70),
    )


def english_brand(rng: random.Random) -> str:
    """Return a made-up English brand of two words or three syllables."""
    if rng.random() < 0.5:
        return "".join(rng.sample(_ENGLISH, 2)).capitalize()
    return "".join(rng.choice(_SOUNDS) for _ in range(rng.randint(2, 4))).capitalize() + rng.choice(
        ["", "x", "n", "s", "tek"]
    )
