"""Licences of enterprises, self-employed businesses and cooperatives: what the place's market regulator allows them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from exchange.demo.filing import Case
from exchange.demo.party import party
from exchange.demo.paths import Fate
from exchange.demo.penalties import FOR_EVER
from exchange.demo.seed import often
from exchange.model import Licence

if TYPE_CHECKING:
    from exchange.demo.bodies import Body
    from exchange.demo.filing import Filing

# 文书名称, 证书名称, 许可内容, 类别, years of validity (0: no end)
_ALLOWED = (
    ("食品经营许可决定书", "食品经营许可证", "预包装食品、散装食品销售", "ORDINARY", 5),
    ("准予设立登记通知书", "营业执照", "准予设立登记", "REGISTRATION", 0),
    ("特种设备使用登记决定书", "特种设备使用登记证", "叉车使用登记", "REGISTRATION", 0),
    ("医疗器械经营许可决定书", "医疗器械经营许可证", "第三类医疗器械批发", "ORDINARY", 5),
    ("计量检定机构授权决定书", "计量授权证书", "电子秤检定授权", "APPROVAL", 3),
    ("户外广告设置许可决定书", "户外广告设置许可证", "建筑物外立面招牌设置", "ORDINARY", 1),
)


def licence(filing: Filing, body: Body, number: int) -> Case:
    """One licence of a body; `number` tells several of them apart."""
    draw = filing.seed.draws("licence", body.id, number)
    title, certificate, content, kind, years = draw.choice(_ALLOWED)
    decided_on = filing.decided(draw)
    office = filing.office(body.region, "MARKET")
    values: dict[str, Any] = {
        **party(body),
        "decision_title": title,
        "kind": kind,
        "certificate_name": certificate,
        "certificate_number": f"样例XK{decided_on:%Y}{draw.randrange(10**6):06d}",
        "content": content,
        "valid_from": decided_on,
        "valid_until": decided_on + dt.timedelta(days=365 * years) if years else FOR_EVER,
    }
    fate = draw.choices((Fate.USUAL, Fate.WITHDRAWN, Fate.SHARED), (90, 5, 5))[0]
    return Case(
        Licence, body, office, office, decided_on, values, fate, disputed=often(draw, 0.01), mark="市监许可"
    )
