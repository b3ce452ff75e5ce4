"""What is never collected is found at the door; ordinary decisions that speak of it are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exchange.errors import StartupError
from exchange.forbidden import forbidden_column, forbidden_rules, forbidden_value, load, suspicious
from exchange.reference import read

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "STATE_SECRET"
PERSON = "CIVIL_SERVANT"


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("机密★20年\n关于某事项的通报", SECRET),
        ("绝密 ★ 长期", SECRET),
        ("★秘密", SECRET),
        ("㊙ 第3号", SECRET),
        ("秘密", SECRET),
        ("【机密】", SECRET),
        ("国家秘密", SECRET),
        ("密级：机密", SECRET),
        ("该材料属于秘密级", SECRET),
        ("工作秘密", "WORK_SECRET"),
        ("工作秘密★3年", "WORK_SECRET"),
        ("内部资料，注意保存", "WORK_SECRET"),
        ("仅供内部使用", "WORK_SECRET"),
        ("内部", "WORK_SECRET"),
        ("当事人宗教信仰：佛教", "RELIGION"),
        ("其信奉天主教", "RELIGION"),
        ("DNA分型：D3S1358", "GENE"),
        ("指纹编号：0031", "FINGERPRINT"),
        ("血型：AB型", "BLOOD_TYPE"),
        ("系O型血", "BLOOD_TYPE"),
        ("当事人患有糖尿病，长期服药", "HEALTH"),
        ("经医院诊断为抑郁症", "HEALTH"),
        ("既往病史：阑尾炎", "HEALTH"),
        ("住院号：20230117", "HEALTH"),
    ],
)
def test_marks_and_statements_about_someone_are_found(text: str, category: str) -> None:
    found = forbidden_value(text, forbidden_rules())

    assert found is not None
    assert found.category == category
    assert not found.consent
    assert suspicious(["91350102MAFJ0001XP", text, "罚款"], forbidden_rules())


@pytest.mark.parametrize(
    "text",
    [
        "经营未依法注册的第二类医疗器械",
        "侵犯商业秘密，使用以不正当手段获取的技术秘密",
        "泄露国家秘密，被依法追究责任",
        "广告宣称祖传秘密配方",
        "侵犯他人机密级商业信息",
        "内部管理混乱，内部控制制度未落实",
        "某县民族与宗教事务局",
        "未经批准设立宗教活动场所",
        "销售的转基因大豆油未标示转基因信息：无",
        "未取得许可开展基因检测服务",
        "指纹考勤机未经强制性产品认证",
        "未按规定储存血型试剂",
        "未按规定书写病历资料",
        "安排患有国务院卫生行政部门规定的有碍食品安全疾病的人员从事接触直接入口食品的工作",
        "安排患有肺结核的员工从事食品加工",
        "广告宣称可治愈糖尿病、高血压",
        "销售患有口蹄疫的生猪",
        "伪造患者患有癌症的诊断证明骗取医保基金",
        "非法吸收公众存款500万元",
        "少缴应纳税额12.3万元",
        "无证经营商业保险代理业务",
        "未取得不动产权证书擅自预售商品房",
        "年收入500万元，违法收入3万元",
        "未按规定报告重大疾病疫情",
        "桂林市城管委（燃气）处罚决定字【2019】第49号",
    ],
)
def test_decisions_that_only_speak_of_such_matters_are_taken_in(text: str) -> None:
    assert forbidden_value(text, forbidden_rules(), party="ENTERPRISE") is None


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("个人收入：12万元", "INCOME"),
        ("其银行存款余额为300000元", "DEPOSIT"),
        ("名下股票市值80万元", "SECURITIES"),
        ("本人购买商业保险两份", "INSURANCE"),
        ("名下有房产3套", "REAL_ESTATE"),
        ("年度纳税数额为1.2万元", "TAX_AMOUNT"),
    ],
)
def test_the_means_of_a_person_need_consent(text: str, category: str) -> None:
    found = forbidden_value(text, forbidden_rules(), party=PERSON)

    assert found is not None
    assert (found.category, found.consent) == (category, True)


def test_the_means_of_an_organisation_do_not() -> None:
    assert forbidden_value("其银行存款余额为300000元", forbidden_rules(), party="ENTERPRISE") is None


@pytest.mark.parametrize("name", ["宗教信仰", "血 型", "Blood_Type", "指纹", "DNA", "既往病史", "健康状况"])
def test_columns_made_for_forbidden_data_are_found_by_name(name: str) -> None:
    assert forbidden_column(name, forbidden_rules()) is not None


@pytest.mark.parametrize("name", ["处罚内容", "CF_NR", "content", "诊断机构名称", "违法所得收入", "name"])
def test_other_columns_are_not(name: str) -> None:
    assert forbidden_column(name, forbidden_rules(), party=PERSON) is None


def test_income_columns_count_for_persons_only() -> None:
    assert forbidden_column("年收入", forbidden_rules(), party=PERSON) is not None
    assert forbidden_column("年收入", forbidden_rules(), party="ENTERPRISE") is None


def test_a_pattern_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    path = tmp_path / "forbidden.csv"
    header = "code,category,zh,en,applies,pattern,unless,parties,consent,basis"
    path.write_text(f"{header}\nA,B,甲,A,VALUE,(,,,false,法\n", encoding="utf-8")

    with pytest.raises(StartupError, match=r"forbidden.csv, line 2: pattern is not a regular expression"):
        load(read(path))
