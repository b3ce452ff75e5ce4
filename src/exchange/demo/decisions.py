"""What decisions say: violations with their law, and cases of broken faith by area, in the words that offices use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """A type of violation, its facts and its legal basis; `kinds` are usual kinds of penalty."""

    title: str
    facts: str
    basis: str
    kinds: tuple[tuple[str, ...], ...]


FINE, WARNING = "FINE", "WARNING"
VIOLATIONS: dict[str, list[Violation]] = {
    "MARKET": [
        Violation(
            "虚假宣传",
            "当事人在其经营场所和网店页面对商品作引人误解的宣传",
            "《中华人民共和国反不正当竞争法》第二十条",
            ((FINE,), (FINE, WARNING)),
        ),
        Violation(
            "未经许可从事食品经营",
            "当事人未取得食品经营许可从事餐饮服务",
            "《中华人民共和国食品安全法》第一百二十二条",
            ((FINE, "CONFISCATE_GAINS"), (FINE, "CONFISCATE_GOODS")),
        ),
        Violation(
            "销售不合格产品",
            "抽检发现当事人销售的产品不符合保障人体健康的国家标准",
            "《中华人民共和国产品质量法》第四十九条",
            ((FINE, "CONFISCATE_GAINS"), ("CONFISCATE_GOODS", FINE, "REVOKE_LICENCE")),
        ),
        Violation(
            "未按规定公示年度报告",
            "当事人未按期公示年度报告",
            "《企业信息公示暂行条例》第十七条",
            ((WARNING,), (FINE,)),
        ),
    ],
    "HOUSING": [
        Violation(
            "未取得施工许可证擅自施工",
            "当事人在未取得施工许可证的情况下组织施工",
            "《建筑工程施工许可管理办法》第十二条",
            ((FINE,), (FINE, "SUSPEND_BUSINESS")),
        ),
        Violation(
            "安全生产责任落实不到位",
            "施工现场临边防护缺失，未落实安全生产责任制",
            "《建设工程安全生产管理条例》第六十二条",
            ((FINE,), (FINE, "DOWNGRADE")),
        ),
    ],
    "ECOLOGY": [
        Violation(
            "超标排放污染物",
            "监测显示当事人外排废水中化学需氧量超过排放标准",
            "《中华人民共和国水污染防治法》第八十三条",
            ((FINE,), (FINE, "SUSPEND_BUSINESS")),
        ),
        Violation(
            "未落实环境影响评价要求",
            "当事人未依法报批建设项目环境影响评价文件即开工建设",
            "《中华人民共和国环境影响评价法》第三十一条",
            ((FINE,),),
        ),
    ],
    "TRANSPORT": [
        Violation(
            "超限运输",
            "当事人货运车辆车货总质量超过限定标准",
            "《公路安全保护条例》第六十四条",
            ((FINE,), (FINE, "SUSPEND_LICENCE")),
        ),
        Violation(
            "未取得道路运输经营许可从事经营",
            "当事人未取得许可从事道路货物运输经营",
            "《中华人民共和国道路运输条例》第六十三条",
            ((FINE, "CONFISCATE_GAINS"),),
        ),
    ],
    "DRC": [
        Violation(
            "未按规定执行节能审查",
            "当事人未通过节能审查即开工建设",
            "《固定资产投资项目节能审查办法》第十七条",
            ((FINE,), ("CLOSE_BUSINESS",)),
        )
    ],
    "FINANCE": [
        Violation(
            "提供虚假材料谋取中标",
            "当事人在政府采购活动中提供虚假业绩材料",
            "《中华人民共和国政府采购法》第七十七条",
            ((FINE, "RESTRICT_BUSINESS"), (FINE,)),
        )
    ],
}


@dataclass(frozen=True, slots=True)
class Breach:
    """A case of dishonesty in government affairs in one area."""

    area: str
    misconduct: str
    title: str
    facts: str
    decision: str


BREACHES = [
    Breach(
        "INVESTMENT",
        "BREACH",
        "招商引资承诺未兑现",
        "与企业签订投资协议后未按约定兑现用地和奖补承诺，以人员变动为由拖延履行",
        "责令限期履行协议约定，并通报批评",
    ),
    Breach(
        "PROCUREMENT",
        "BREACH",
        "政府采购合同价款逾期支付",
        "采购项目验收合格后超过合同约定期限未支付价款",
        "责令支付价款及逾期利息",
    ),
    Breach(
        "PPP",
        "BREACH",
        "政府和社会资本合作项目违约",
        "未按实施方案落实政府方出资责任，影响项目融资交割",
        "责令限期整改并书面说明原因",
    ),
    Breach(
        "BIDDING",
        "SELF_DEALING",
        "招标条件限制排斥潜在投标人",
        "在招标文件中设置与项目无关的业绩条件，排斥潜在投标人",
        "责令改正，重新组织招标",
    ),
    Breach(
        "DEBT",
        "DERELICTION",
        "拖欠中小企业账款",
        "对经确认的中小企业账款未制定清偿计划，形成长期拖欠",
        "责令制定清偿计划并按期清偿",
    ),
    Breach(
        "TOWNSHIP",
        "HARM_TO_PUBLIC",
        "惠民补助发放不及时",
        "未按公开承诺的时限发放惠民补助，群众反映集中",
        "责令补发并公开道歉",
    ),
    Breach(
        "GENERAL",
        "IDLENESS",
        "行政审批超期未办结",
        "对受理的申请超过法定期限未作决定，且未书面告知理由",
        "责令限期办结并通报批评",
    ),
]

PERSONAL = [
    Breach("GENERAL", "DERELICTION", "履职不力造成损失", "在项目监管中未按规定履行审核职责", "给予相应处分"),
    Breach(
        "PROCUREMENT", "SELF_DEALING", "违规干预采购活动", "利用职务便利违规干预政府采购评审", "给予相应处分"
    ),
    Breach("TOWNSHIP", "HARM_TO_PUBLIC", "违规侵占群众利益", "在补助资金申报中优亲厚友", "给予相应处分"),
    Breach("GENERAL", "IDLENESS", "为官不为", "对群众诉求推诿拖延，经催办仍不处理", "给予相应处分"),
]
