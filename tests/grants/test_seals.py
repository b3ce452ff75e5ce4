"""Journals are sealed: whatever is done to a line beside the exchange is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.grants import seals
from tests.cli.test_policy import run

if TYPE_CHECKING:
    import asyncpg

    from exchange.settings import Settings
    from tests.grants.house import House

    Owner = asyncpg.Connection[asyncpg.Record]


async def sealed(house: House) -> int:
    """Seal what is new."""
    async with house.db.writing() as session:
        return await seals.seal(session, house.clock)


async def verified(house: House, journal: str = "access_change") -> seals.Verified:
    """What verifying finds."""
    async with house.db.writing() as session:
        return await seals.verify(session, journal)


async def test_each_line_is_sealed_once_and_the_chain_fits(house: House) -> None:
    first, nothing = await sealed(house), await sealed(house)
    await house.act("zhang", "revokeScopes", client="requester", scopes=["export:read"], reason="x")
    waiting = await verified(house)
    second = await sealed(house)
    found = await verified(house)

    assert (first, nothing, second) == (7, 0, 1)
    assert (waiting.sealed, waiting.waiting, waiting.newest) == (7, 1, 1)
    assert (found.sealed, found.waiting, found.newest, found.broken) == (8, 0, 2, ())
    assert found.digest != waiting.digest


async def test_whatever_is_done_to_a_line_or_a_seal_is_found(house: House, owner: Owner) -> None:
    await sealed(house)
    for _ in range(2):
        await house.act("requester", "revokeClient", client="provider", reason="x")
        await sealed(house)
    harms = {
        "UPDATE access_change SET actor = 'nobody' WHERE target = 'zhang'": "seal 1",
        "DELETE FROM access_change WHERE target = 'zhang'": "seal 1",
        "UPDATE access_change SET at = at - interval '1 day' WHERE id = (SELECT max(id) FROM access_change)": "seal 3",
        "DELETE FROM journal_seal WHERE number = 2": "seal 3",
        "INSERT INTO access_change (at, actor, what, target, detail, id) OVERRIDING SYSTEM VALUE "
        "VALUES (now(), 'x', 'x', 'x', '{}', -2000000)": "lines without a seal",
    }

    await owner.execute(
        "CREATE TABLE kept_change AS TABLE access_change; CREATE TABLE kept_seal AS TABLE journal_seal"
    )

    found = {}
    for harm in harms:
        await owner.execute(harm)
        broken = (await verified(house)).broken
        found[harm] = [f"seal {one.number}" if one.number else "lines without a seal" for one in broken]
        await _mended(owner)

    assert {harm: told in found[harm] for harm, told in harms.items()} == dict.fromkeys(harms, True)
    assert (await verified(house)).broken == ()


async def _mended(owner: Owner) -> None:
    """Take a harm back."""
    await owner.execute("DELETE FROM access_change; DELETE FROM journal_seal")
    await owner.execute("INSERT INTO access_change OVERRIDING SYSTEM VALUE SELECT * FROM kept_change")
    await owner.execute("INSERT INTO journal_seal SELECT * FROM kept_seal")


async def test_lines_that_come_to_be_seen_late_are_sealed_by_the_next_seal(
    house: House, owner: Owner
) -> None:
    late = owner.transaction()
    await late.start()
    await owner.execute(
        "INSERT INTO access_change (at, actor, what, target, detail) VALUES (now(), 'late', 'key.rotate', 'k', '{}')"
    )
    await house.act("requester", "revokeClient", client="provider", reason="x")

    before = await sealed(house)
    await late.commit()
    after = await sealed(house)

    assert (before, after) == (8, 1)
    assert (await verified(house)).broken == ()


async def test_the_command_says_what_is_broken_and_holds_the_chain_against_a_note(
    house: House, settings: Settings, owner: Owner
) -> None:
    await sealed(house)
    good = run(settings, "audit", "verify")
    note = next(line for line in good.stdout.splitlines() if line.startswith("access_change")).split("\t")[-1]
    same = run(settings, "audit", "verify", "--against", note)
    other = run(settings, "audit", "verify", "--against", note[:-4] + "0000")
    wrong = run(settings, "audit", "verify", "--against", "x")
    await owner.execute("UPDATE access_change SET actor = 'nobody'")
    broken = run(settings, "audit", "verify")

    assert (good.returncode, same.returncode) == (0, 0)
    assert (other.returncode, "seal 1: it is not the one that was noted down." in other.stdout) == (1, True)
    assert (wrong.returncode, "JOURNAL:NUMBER:DIGEST" in wrong.stderr) == (2, True)
    assert (
        broken.returncode,
        "access_change, seal 1: a line of it is not what it was." in broken.stdout,
    ) == (1, True)
