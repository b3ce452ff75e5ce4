"""Made-up names: of persons from frequent characters, of companies from generic words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exchange.demo.chance import Chance

SURNAMES = ["陈", "林", "黄", "张", "吴", "李", "郑", "王", "刘", "苏", "蔡", "杨", "许", "叶", "郭", "谢", "邱", "赖", "欧阳", "上官"]
GIVEN = list("安波晨春达东芳飞凤光海寒浩红华辉佳建江杰金静军俊凯兰雷丽莲亮玲龙梅敏明娜宁鹏平强青清荣瑞珊松涛婷伟文霞翔晓欣雪雅燕阳怡英勇宇玉云泽志")
WORDS = ["海丝", "闽越", "榕岸", "鹭岛", "晋水", "武夷", "妈祖", "土楼", "白茶", "荔林", "石湖", "溪源", "云顶", "环山", "东桥", "南浦", "北峰", "西湖", "新港", "联丰"]
TRADES = ["贸易", "建设工程", "食品", "物流", "环保科技", "餐饮管理", "纺织", "机械", "石材", "电子商务", "茶业", "水产", "物业服务", "医药", "旅游开发"]
COMPANY_ENDS = ["有限公司", "有限公司", "有限公司", "股份有限公司"]
SHOPS = ["便利店", "小吃店", "五金店", "茶叶店", "水果店", "理发店", "汽修店", "药店"]
VILLAGES = ["上", "下", "前", "后", "东", "西", "南", "北", "新", "溪"]
VILLAGE_ENDS = ["洋村", "坑村", "厝村", "埔村", "湖村", "山村", "头村", "尾村"]
STREETS = ["城关街道", "新城街道", "滨江街道", "湖滨街道", "上洋镇", "下溪镇", "前山镇", "南埔镇", "北岭乡", "云溪乡"]


def person(chance: Chance) -> str:
    """A personal name of two or three characters."""
    return chance.one(SURNAMES) + "".join(chance.one(GIVEN) for _ in range(chance.number(1, 2)))


def company(chance: Chance, place: str) -> str:
    """A company's name."""
    brand = chance.one(WORDS) + chance.one(GIVEN)
    return f"{place}{brand}{chance.one(TRADES)}{chance.one(COMPANY_ENDS)}"


def shop(chance: Chance, place: str) -> str:
    """A self-employed business."""
    return f"{place}{chance.one(WORDS)}{chance.one(GIVEN)}{chance.one(SHOPS)}"


def village(chance: Chance) -> str:
    """A village."""
    return chance.one(VILLAGES) + chance.one(GIVEN) + chance.one(VILLAGE_ENDS)


def short(division: str) -> str:
    """A division's name without its kind: 丰泽区 → 丰泽."""
    return division[:-1] if len(division) > 2 else division  # noqa: PLR2004 - 金门县 → 金门, but 沙县 stays
