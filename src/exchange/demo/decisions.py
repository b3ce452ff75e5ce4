"""What decisions say: violations with their law, and broken promises by area, in the words that offices use.

Law and wording follow real decisions of their kind; parties, projects and amounts are filled in by the world. `legal_basis` names the
field of law where a longer period of publication hangs on it (food, drugs, work safety, fire).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """A type of violation: its facts, its law, and the kinds of penalty that go with it, usual ones first."""

    title: str
    facts: str
    basis: str
    kinds: tuple[tuple[str, ...], ...]


_F, _W, _G, _P = "FINE", "WARNING", "CONFISCATE_GAINS", "CONFISCATE_GOODS"

VIOLATIONS: dict[str, tuple[Violation, ...]] = {
    "MARKET": (
        Violation(
            "虚假宣传", "当事人在其经营场所和网店页面对商品的性能、销售状况作引人误解的商业宣传",
            "《中华人民共和国反不正当竞争法》第八条第一款、第二十条第一款", ((_F,), (_F, _W)),
        ),
        Violation(
            "未经许可从事食品经营", "当事人未取得食品经营许可，从事餐饮服务活动",
            "《中华人民共和国食品安全法》第三十五条第一款、第一百二十二条第一款", ((_G, _F), (_P, _F)),
        ),
        Violation(
            "经营标签不符合规定的食品", "当事人经营的预包装食品标签未标明生产日期和保质期",
            "《中华人民共和国食品安全法》第六十七条、第一百二十五条第一款", ((_F,), (_W,), (_G, _F)),
        ),
        Violation(
            "销售不合格产品", "经抽样检验，当事人销售的产品不符合保障人体健康和人身、财产安全的国家标准",
            "《中华人民共和国产品质量法》第十三条、第四十九条", ((_G, _F), (_P, _F, "REVOKE_LICENCE")),
        ),
        Violation(
            "销售劣药", "当事人销售超过有效期的药品", "《中华人民共和国药品管理法》第九十八条、第一百一十七条第一款", ((_G, _F),),
        ),
        Violation(
            "未按照规定进行电梯维护保养", "当事人未按照安全技术规范的要求对电梯进行维护保养",
            "《中华人民共和国特种设备安全法》第四十五条、第八十八条", ((_F,),),
        ),
        Violation(
            "未按规定公示年度报告", "当事人未在规定期限内公示年度报告", "《企业信息公示暂行条例》第八条、第十七条", ((_W,), (_F,)),
        ),
    ),
    "HOUSING": (
        Violation(
            "未取得施工许可证擅自施工", "当事人在未取得施工许可证的情况下擅自组织施工",
            "《建设工程质量管理条例》第五十七条", ((_F,), (_F, "SUSPEND_BUSINESS")),
        ),
        Violation(
            "未落实安全生产责任", "施工现场临边洞口防护缺失，当事人未按规定落实安全生产责任制",
            "《中华人民共和国安全生产法》第四条、第九十七条", ((_F,), (_F, "DOWNGRADE")),
        ),
    ),
    "NATURAL_RESOURCES": (
        Violation(
            "非法占用土地", "当事人未经批准占用土地建设厂房",
            "《中华人民共和国土地管理法》第七十七条", ((_F,), (_P, _F)),
        ),
    ),
    "EMERGENCY": (
        Violation(
            "未对从业人员进行安全培训", "当事人未按照规定对从业人员进行安全生产教育和培训",
            "《中华人民共和国安全生产法》第二十八条、第九十七条", ((_F,), (_F, "SUSPEND_BUSINESS")),
        ),
    ),
    "FINANCE": (
        Violation(
            "提供虚假材料谋取中标", "当事人在政府采购活动中提供虚假的业绩证明材料谋取中标",
            "《中华人民共和国政府采购法》第七十七条第一款", ((_F, "RESTRICT_BUSINESS"),),
        ),
    ),
    "DRC": (
        Violation(
            "未按规定办理项目备案", "当事人未按规定将固定资产投资项目信息告知备案机关",
            "《企业投资项目核准和备案管理条例》第十九条", ((_F,), (_W,)),
        ),
    ),
    "HUMAN_RESOURCES": (
        Violation(
            "拖欠农民工工资", "当事人未按时足额支付农民工工资，经责令限期改正逾期未改正",
            "《保障农民工工资支付条例》第五十三条", ((_F,), (_W, _F)),
        ),
    ),
    "URBAN": (
        Violation(
            "未按规定处置建筑垃圾", "当事人将建筑垃圾交给未经核准从事运输的单位处置",
            "《城市建筑垃圾管理规定》第二十二条第二款", ((_W, _F), (_F,)),
        ),
    ),
    "TRANSPORT": (
        Violation(
            "超限运输", "当事人货运车辆车货总质量超过限定标准", "《公路安全保护条例》第六十四条", ((_F,), (_F, "SUSPEND_LICENCE")),
        ),
    ),
    "ECOLOGY": (
        Violation(
            "超标排放水污染物", "监测显示当事人外排废水化学需氧量超过排放标准",
            "《中华人民共和国水污染防治法》第八十三条", ((_F,), (_F, "SUSPEND_BUSINESS")),
        ),
    ),
}  # fmt: skip
"""By kind of department."""

MEASURES = {
    "WARNING": "给予警告",
    "CONFISCATE_GOODS": "没收违法经营的物品",
    "SUSPEND_BUSINESS": "责令停产停业整顿三十日",
    "DOWNGRADE": "降低资质等级",
    "REVOKE_LICENCE": "吊销许可证件",
    "SUSPEND_LICENCE": "暂扣许可证件三个月",
    "RESTRICT_BUSINESS": "一年内禁止参加政府采购活动",
}
"""What the content of a penalty says for its kinds, money apart."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A case of dishonesty in government affairs. The facts name a `{project}`, a `{firm}` and an amount `{wan}` in 万元."""

    area: str
    misconduct: str
    title: str
    facts: str
    decision: str


BREACHES = (
    Breach(
        "INVESTMENT", "BREACH", "招商引资承诺未兑现",
        "与{firm}签订{project}投资协议后，以领导人员变更为由，未按约定兑现用地和奖补承诺，涉及资金{wan}万元",
        "责令自本决定生效之日起六十日内履行协议约定，并书面说明原因",
    ),
    Breach(
        "INVESTMENT", "BREACH", "招商优惠政策擅自取消",
        "未经法定程序取消对{firm}的场地租金减免承诺，未给予补偿，涉及{wan}万元", "判令继续履行协议并赔偿损失",
    ),
    Breach(
        "PROCUREMENT", "BREACH", "政府采购合同价款逾期支付",
        "{project}采购合同验收合格后，超过约定期限未向{firm}支付价款{wan}万元", "责令支付价款及逾期利息，通报批评",
    ),
    Breach(
        "PROCUREMENT", "DERELICTION", "政府采购履约验收不实",
        "未对{project}组织履约验收即出具验收合格意见", "责令重新组织验收并限期整改",
    ),
    Breach(
        "PPP", "BREACH", "政府和社会资本合作项目违约",
        "未按{project}实施方案落实政府方出资责任{wan}万元，影响项目融资交割", "责令限期整改并书面说明原因",
    ),
    Breach(
        "BIDDING", "SELF_DEALING", "设置不合理条件限制排斥潜在投标人",
        "在{project}招标文件中设置与项目无关的业绩条件，排斥潜在投标人", "责令改正，重新组织招标",
    ),
    Breach(
        "BIDDING", "BREACH", "中标后无正当理由不签订合同",
        "{project}中标通知书发出后，无正当理由不与{firm}签订合同", "责令限期签订合同，赔偿中标人损失",
    ),
    Breach(
        "DEBT", "BREACH", "拖欠中小企业账款",
        "拖欠{firm}工程款{wan}万元，未制定清偿计划，形成长期拖欠", "责令制定清偿计划并按期清偿",
    ),
    Breach(
        "DEBT", "DERELICTION", "违规提供融资担保", "以会议纪要形式为{project}融资违规承诺回购{wan}万元", "责令撤销承诺，追究相关人员责任",
    ),
    Breach(
        "TOWNSHIP", "HARM_TO_PUBLIC", "惠民补助发放不及时", "未按公开承诺的时限发放养老、助残补助{wan}万元，群众反映集中",
        "责令补发并公开道歉",
    ),
    Breach("TOWNSHIP", "IDLENESS", "便民服务承诺未履行", "{project}未按公开承诺期限开放使用，多次催办仍未整改", "责令限期整改并通报"),
    Breach(
        "GENERAL", "IDLENESS", "行政审批超期未办结", "对{firm}的许可申请超过法定期限未作决定，且未书面告知理由", "责令限期办结并通报批评",
    ),
    Breach("GENERAL", "BREACH", "生效裁判未履行", "未履行生效裁判确定的给付义务{wan}万元", "限期履行生效裁判确定的义务"),
)  # fmt: skip
"""Of governments, departments, townships, villages and institutions."""

PERSONAL = (
    Breach(
        "GENERAL",
        "DERELICTION",
        "监管履职不力造成损失",
        "在{project}监管中未按规定履行审核职责，造成损失{wan}万元",
        "给予政务处分",
    ),
    Breach(
        "PROCUREMENT",
        "SELF_DEALING",
        "违规干预政府采购",
        "利用职务便利违规干预{project}采购评审",
        "给予政务处分",
    ),
    Breach(
        "BIDDING",
        "SELF_DEALING",
        "泄露招标资料",
        "在{project}招标过程中向{firm}泄露应当保密的资料",
        "给予政务处分",
    ),
    Breach(
        "INVESTMENT",
        "BREACH",
        "违规承诺招商优惠",
        "超越权限向{firm}作出奖补承诺，致使政府违约",
        "给予政务处分",
    ),
    Breach(
        "TOWNSHIP",
        "HARM_TO_PUBLIC",
        "补助资金申报优亲厚友",
        "在补助资金申报中优亲厚友，侵占群众利益",
        "给予政务处分",
    ),
    Breach("GENERAL", "IDLENESS", "推诿拖延群众诉求", "对群众诉求推诿拖延，经督办仍不处理", "给予政务处分"),
)
"""Of civil servants."""

DISCIPLINE_BASIS = "《中华人民共和国公职人员政务处分法》第三十九条"
BREACH_BASIS = {
    "JUDGMENT": "《中华人民共和国民法典》第五百七十七条",
    "PENALTY": "《中华人民共和国政府采购法》第七十一条",
    "ACCOUNTABILITY": "《福建省加强政务诚信建设实施方案》；《保障中小企业款项支付条例》",
}
