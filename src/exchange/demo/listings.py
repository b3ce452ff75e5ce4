"""Lists that businesses get onto: abnormal operations, serious dishonesty, major tax violations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.demo.filing import Case
from exchange.demo.party import party
from exchange.demo.paths import Fate
from exchange.model import AbnormalOperation, SeriousViolation, TaxViolation

if TYPE_CHECKING:
    from exchange.demo.bodies import Body
    from exchange.demo.filing import Filing

# 列入原因, 列入事由
_ABNORMAL = (
    ("NO_ANNUAL_REPORT", "未在法定期限内公示上一年度年度报告"),
    ("UNREACHABLE", "经实地核查，通过登记的住所无法取得联系，联系电话13900005678无人接听"),
    ("FALSE_DISCLOSURE", "年度报告中公示的从业人数与实际不符"),
)
# 名单类别, 失信行为简况, 纳入理由, 处理处罚结果
_SERIOUS = (
    (
        "MARKET",
        "连续两年拒不改正公示信息，情节严重",
        "《市场监督管理严重违法失信名单管理办法》第十条",
        "列入严重违法失信名单",
    ),
    (
        "FOOD_DRUG",
        "经营超过保质期的食品，被吊销食品经营许可证",
        "《市场监督管理严重违法失信名单管理办法》第五条",
        "吊销食品经营许可证",
    ),
    (
        "WAGES",
        "克扣样例劳务队工资，经责令支付逾期未支付",
        "《拖欠农民工工资失信惩戒名单管理办法》第五条",
        "列入联合惩戒对象名单",
    ),
)
# 案件性质, 主要违法事实, 法律依据及处理处罚情况
_TAX = (
    (
        "INVOICE",
        "在无真实交易的情况下对外开具发票38份",
        "依照《中华人民共和国发票管理办法》第三十五条，处以罚款",
    ),
    (
        "EVASION",
        "在账簿上少列收入，少缴应纳税款",
        "依照《中华人民共和国税收征收管理法》第六十三条，追缴税款并处以罚款",
    ),
)


def abnormal(filing: Filing, body: Body, number: int) -> Case:
    """One listing as abnormal; four in ten have been taken off since."""
    draw = filing.seed.draws("abnormal", body.id, number)
    decided_on, office = filing.decided(draw), filing.office(body.region, "MARKET")
    reason, circumstances = draw.choice(_ABNORMAL)
    values: dict[str, Any] = {**party(body), "reason": reason, "circumstances": circumstances}
    fate = draw.choices((Fate.REPAIRED, Fate.USUAL), (2, 3))[0]
    return Case(AbnormalOperation, body, office, office, decided_on, values, fate, mark="市监异列")


def serious(filing: Filing, body: Body, number: int) -> Case:
    """One listing as seriously dishonest."""
    draw = filing.seed.draws("serious", body.id, number)
    decided_on, office = filing.decided(draw), filing.office(body.region, "MARKET")
    listing, conduct, grounds, outcome = draw.choice(_SERIOUS)
    values: dict[str, Any] = {
        **party(body),
        "listing": listing,
        "conduct": conduct,
        "grounds": grounds,
        "outcome": outcome,
        "reporting_authority": office.name,
    }
    fate = filing.fate(draw, decided_on)
    return Case(SeriousViolation, body, office, office, decided_on, values, fate, mark="市监严列")


def tax(filing: Filing, body: Body, number: int) -> Case:
    """One major tax violation. The tax authority is not among the province's own; the finance bureau stands in for it here."""
    draw = filing.seed.draws("tax", body.id, number)
    decided_on, office = filing.decided(draw), filing.office(body.region, "FINANCE")
    nature, facts, outcome = draw.choice(_TAX)
    values: dict[str, Any] = {
        **party(body),
        "nature": nature,
        "facts": f"{body.name}{facts}。",
        "outcome": outcome,
    }
    fate = filing.fate(draw, decided_on)
    return Case(TaxViolation, body, office, office, decided_on, values, fate, mark="税稽告")
