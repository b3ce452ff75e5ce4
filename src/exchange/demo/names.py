"""Names of people, streets and enterprises. Each bears the character 例, so that nobody living and no firm can be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.demo.seed import often

if TYPE_CHECKING:
    from random import Random

MARK = "例"
_SURNAMES = "陈林黄张吴李郑王刘苏杨曾郭蔡叶谢许周徐何洪邱朱潘卢江余翁魏施詹傅庄赖罗游方程颜沈范邓涂阮柯俞姚"
_COMPOUND = ("欧阳", "上官", "诸葛", "司马")
_GIVEN = "文明志华国平建军晓丽秀英海燕春梅玉兰金水木火土山川林峰松柏青红紫云雪雨霞晖晨昕睿哲思远之恒信义礼智仁勇诚敬安宁康乐福瑞祥和"
_FIRST = "榕鹭桐兰荔茶漆竹樟杉潮汐帆港湾溪泉岭岩崇瑞恒昌泰盛隆丰裕嘉禾"
_SECOND = "晖源达通合顺兴旺弘毅卓越嘉诚永泽润物华安康宁远航"
_STREETS = ("元", "和", "安", "明", "兴", "新", "湖滨", "江滨", "学府", "工业", "园区", "滨海")
TRADES = (
    ("建设工程", "建筑工程施工"), ("市政工程", "市政公用工程"), ("环境科技", "环保设备"), ("食品", "食品生产"),
    ("餐饮管理", "餐饮服务"), ("医药", "药品零售"), ("化工", "化学原料"), ("物流", "道路货物运输"), ("信息技术", "软件开发"),
    ("房地产开发", "房地产开发经营"), ("贸易", "批发零售"), ("鞋服", "服装制造"), ("石材", "石材加工"), ("茶业", "茶叶加工"),
    ("水产", "水产养殖"), ("电梯服务", "电梯维护保养"), ("劳务", "劳务派遣"), ("工程咨询", "招标代理"),
)  # fmt: skip
SHOPS = ("小吃店", "便利店", "水果店", "茶叶店", "五金店", "理发店", "药店", "海鲜排档", "装修队", "汽修店")
INSTITUTIONS = (
    "公共资源交易中心",
    "市政建设中心",
    "机关事务服务中心",
    "土地收购储备中心",
    "政务数据中心",
    "第一医院",
)
ASSOCIATIONS = ("商会", "建筑业协会", "食品行业协会", "志愿服务联合会")
VILLAGES = (
    "溪口",
    "下洋",
    "上坂",
    "后山",
    "东林",
    "西埔",
    "南阳",
    "北洋",
    "湖头",
    "桥头",
    "石坑",
    "大坪",
    "新厝",
    "埔尾",
    "梧塘",
    "岭兜",
)
TOWNS = {
    "350102": ("鼓东街道", "鼓西街道", "温泉街道", "五凤街道", "洪山镇"),
    "350203": ("中华街道", "鹭江街道", "莲前街道", "滨海街道"),
    "350502": ("海滨街道", "开元街道", "浮桥街道", "江南街道"),
    "350582": ("青阳街道", "梅岭街道", "安海镇", "磁灶镇", "东石镇"),
    "350782": ("崇安街道", "新丰街道", "兴田镇", "星村镇"),
    "350128": ("潭城街道", "金井街道", "澳前镇", "流水镇"),
}
"""Townships of a few counties, by their public names; elsewhere one stands for all."""


def person(draw: Random) -> str:
    """A personal name: 陈例文, now and then with a surname of two characters."""
    surname = draw.choice(_COMPOUND) if often(draw, 0.02) else draw.choice(_SURNAMES)
    return surname + MARK + draw.choice(_GIVEN)


def enterprise(draw: Random, place: str) -> tuple[str, str]:
    """A company's name and its line of business."""
    trade, business = draw.choice(TRADES)
    form = "股份有限公司" if often(draw, 0.1) else "有限公司"
    return f"{place}{draw.choice(_FIRST)}{draw.choice(_SECOND)}{MARK}{trade}{form}", business


def shop(draw: Random, place: str) -> str:
    """The name of a self-employed business."""
    return f"{place}{draw.choice(_FIRST)}{draw.choice(_SECOND)}{MARK}{draw.choice(SHOPS)}"


def village(number: int, draw: Random) -> str:
    """A village, without the word for it."""
    return f"{draw.choice(VILLAGES)}{MARK}{'一二三四五六七八九'[number % 9]}"


def address(draw: Random, place: str) -> str:
    """Street and house number."""
    return f"{place}{MARK}{draw.choice(_STREETS)}路{draw.randrange(1, 400)}号"


def project(draw: Random) -> str:
    """A public project."""
    works = (
        "农贸市场改造",
        "污水管网",
        "滨江步道",
        "智慧停车",
        "中学扩建",
        "产业园标准厂房",
        "安置房",
        "农村公路",
    )
    return f"{MARK}{draw.choice(_STREETS)}{draw.choice(works)}项目"
