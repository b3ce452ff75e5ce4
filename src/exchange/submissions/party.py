"""From a row to the party it is about: its kind, whether it is a natural person, its division.

The standard knows three types of party, the exchange eleven kinds of subject; the first two characters of a credit code tell most of
them, the ending of the name the rest. A type that is missing is taken from name and code with a finding.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchange.divisions import divisions
from exchange.identifiers.party_name import COMPOUND_SURNAMES
from exchange.model import NATURAL_KINDS
from exchange.submissions.clean import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.submissions.clean import Value

NATURAL_PERSON = "NATURAL_PERSON"
_BY_CODE = {
    "11": "DEPARTMENT", "12": "PUBLIC_INSTITUTION", "92": "SELF_EMPLOYED", "93": "COOPERATIVE", "91": "ENTERPRISE",
    "54": "VILLAGE_COMMITTEE", "55": "VILLAGE_COMMITTEE",
}  # fmt: skip
_BY_AUTHORITY = {"1": "PUBLIC_INSTITUTION", "2": "PUBLIC_INSTITUTION", "3": "SOCIAL_ORGANISATION", "5": "SOCIAL_ORGANISATION",
                 "8": "SOCIAL_ORGANISATION", "9": "ENTERPRISE", "N": "COOPERATIVE"}  # fmt: skip
_BY_NAME = (
    ("TOWNSHIP", r"(乡|镇)人民政府$|街道办事处$"),
    ("GOVERNMENT", r"人民政府$|实验区管理委员会$"),
    ("VILLAGE_COMMITTEE", r"(村民|居民)委员会$|村委会$|居委会$"),
    ("COOPERATIVE", r"合作社$|联合社$|经济合作|供销社$"),
    ("ENTERPRISE", r"公司|厂$|集团$|企业|分行$|支行$|银行|事务所|合伙"),
    (
        "SELF_EMPLOYED",
        r"(店|商行|经营部|超市|摊|档|馆|坊|铺|行|餐厅|酒楼|网吧|诊所|工作室|维修部|加工部|服务部|小吃|食杂)$|（个体工商户）",
    ),
    ("SOCIAL_ORGANISATION", r"(协会|学会|商会|基金会|联合会|促进会|俱乐部)$"),
    ("PUBLIC_INSTITUTION", r"(学校|小学|中学|大学|学院|幼儿园|医院|卫生院|研究院|研究所|中心|站|馆|院)$"),
    ("DEPARTMENT", r"(局|厅|委员会|委|办公室|办|政府|法院|检察院|管委会)$"),
)
_KINDS = tuple((kind, re.compile(pattern)) for kind, pattern in _BY_NAME)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹"
    "熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤柯翁施洪游颜涂池饶连庄詹卓阮赖欧兰蓝俞倪纪康易乔章鲁葛柳岳梅辛管祝左尤盛童凌"
    "骆单殷齐庞关甘丘邢耿牛裴卞包"
)
_LONGEST = 3  # characters of a personal name with a single surname
_PERSON = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,10}(?:[·•.][\u3400-\u9fff]{1,10})+")


def looks_natural(name: str) -> bool:
    """Whether a name has the form of a personal name: a surname and one or two characters, or parts joined by a dot."""
    bare = name.replace(" ", "")
    if not _PERSON.fullmatch(bare) or any(pattern.search(bare) for _, pattern in _KINDS):
        return False
    return (
        "·" in bare
        or "•" in bare
        or bare[:2] in COMPOUND_SURNAMES
        or (bare[0] in _SURNAMES and len(bare) <= _LONGEST)
    )


def subject_kind(values: Mapping[str, Value]) -> str:
    """The kind of subject that a party is, by its type, credit code and name."""
    given = text_of(values, "party_type")
    if given and given != "ORGANISATION":
        return given
    code, name = text_of(values, "party_credit_code"), text_of(values, "party_name")
    by_code = _BY_CODE.get(code[:2]) or _BY_AUTHORITY.get(code[:1])
    if by_code and by_code != "DEPARTMENT":
        return by_code
    by_name = next((kind for kind, pattern in _KINDS if pattern.search(name)), None)
    if by_code:
        return by_name if by_name in {"GOVERNMENT", "TOWNSHIP"} else by_code
    if not given and not by_name and looks_natural(name):
        return NATURAL_PERSON
    return by_name or "ENTERPRISE"


def party_type(kind: str) -> str:
    """The type of party in the standard of penalties for a kind of subject."""
    if kind in NATURAL_KINDS:
        return NATURAL_PERSON
    return kind if kind == "SELF_EMPLOYED" else "ORGANISATION"


def region(credit_code: str, home: str) -> str:
    """The division that answers today for the one in a credit code; `home` where the code has none of this province."""
    area = credit_code[2:8]
    known = divisions()
    return known.successor(area).code if known.known(area) else home
