"""Which facts hold in a database: one query over the system catalogs, which any login may run.

Asked are privileges of the three logins wherever they have one, privileges of PUBLIC in the schema and on functions that run as their
owner, owners and row level security of our tables, powers and memberships of our roles, and privileges given beforehand to tables that are
made later. What PostgreSQL gives PUBLIC on every database and changes nothing here (to connect, to name the schema) is left alone.

A row policy comes back from PostgreSQL in words of its own. So its comment holds a hash of both, the words it was made of and those it came
back in: a policy altered by hand does not fit its comment any more, and one of other rules does not either.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from exchange.database.logins import OWNER
from exchange.disclosure.facts import ALTERED, FOLLOWERS, LOGINS, Fact, Kind
from exchange.model import metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_OURS = "(" + ", ".join(f"'{login}'" for login in LOGINS) + ")"
_FOLLOWERS = "(" + ", ".join(f"'{name}'" for name in FOLLOWERS) + ")"
_ROLES = f"('{OWNER}', {_OURS[1:]}"
_TABLES = "(" + ", ".join(f"'{table.name}'" for table in metadata.sorted_tables) + ")"
_WHO = "CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END"
_WHAT = "a.privilege_type || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END"
_NAME = "CASE n.nspname WHEN 'public' THEN c.relname::text ELSE format('%I.%I', n.nspname, c.relname) END"
_CONCERNS = f"({_WHO} IN {_OURS} OR a.grantee = 0 AND n.nspname = 'public')"
_TABLE = "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"

QUERY = f"""
SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, {_NAME}, {_WHO}, {_WHAT}, '', NULL
  FROM {_TABLE}, aclexplode(c.relacl) a WHERE {_CONCERNS}
UNION ALL
SELECT 'TABLE', {_NAME}, {_WHO}, {_WHAT}, t.attname::text, NULL
  FROM {_TABLE} JOIN pg_attribute t ON t.attrelid = c.oid AND NOT t.attisdropped, aclexplode(t.attacl) a WHERE {_CONCERNS}
UNION ALL
SELECT 'SCHEMA', n.nspname::text, {_WHO}, {_WHAT}, '', NULL
  FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
 WHERE {_WHO} IN {_OURS} OR a.grantee = 0 AND n.nspname = 'public' AND a.privilege_type = 'CREATE'
UNION ALL
SELECT 'DATABASE', '', {_WHO}, {_WHAT}, '', NULL
  FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
 WHERE d.datname = current_database() AND a.privilege_type <> 'CONNECT' AND {_WHO} IN ('PUBLIC', {_OURS[1:]}
UNION ALL
SELECT 'FUNCTION', c.oid::regprocedure::text, {_WHO}, {_WHAT}, '', NULL
  FROM pg_proc c JOIN pg_namespace n ON n.oid = c.pronamespace, aclexplode(coalesce(c.proacl, acldefault('f', c.proowner))) a
 WHERE c.prosecdef AND {_CONCERNS}
UNION ALL
SELECT 'OWNER', c.relname::text, pg_get_userbyid(c.relowner)::text, '', '', NULL
  FROM {_TABLE} WHERE n.nspname = 'public' AND c.relname IN {_TABLES}
UNION ALL
SELECT 'ROWS', c.relname::text, '', flag.word, '', NULL
  FROM {_TABLE}, (VALUES ('ENABLE'), ('FORCE')) flag (word)
 WHERE n.nspname = 'public' AND CASE flag.word WHEN 'ENABLE' THEN c.relrowsecurity ELSE c.relforcerowsecurity END
UNION ALL
SELECT 'POLICY', c.relname::text, p.polname::text, concat_ws(' | ', p.polcmd, p.polpermissive,
       (SELECT string_agg(pg_get_userbyid(one)::text, ', ' ORDER BY pg_get_userbyid(one)) FROM unnest(p.polroles) one),
       pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)), '', obj_description(p.oid, 'pg_policy')
  FROM pg_policy p JOIN {_TABLE} ON c.oid = p.polrelid WHERE n.nspname = 'public'
UNION ALL
SELECT 'FOLLOWED', c.relname::text, '', f.proname::text, '', NULL
  FROM pg_trigger t JOIN {_TABLE} ON c.oid = t.tgrelid JOIN pg_proc f ON f.oid = t.tgfoid
 WHERE n.nspname = 'public' AND f.proname IN {_FOLLOWERS} AND t.tgenabled = 'O'
 GROUP BY c.relname, f.proname HAVING count(*) = 3
UNION ALL
SELECT 'POWER', r.rolname::text, '', power.word, '', NULL
  FROM pg_roles r, LATERAL (VALUES ('SUPERUSER', r.rolsuper), ('BYPASSRLS', r.rolbypassrls), ('INHERIT', r.rolinherit),
       ('CREATEROLE', r.rolcreaterole), ('CREATEDB', r.rolcreatedb), ('REPLICATION', r.rolreplication),
       ('LOGIN', r.rolcanlogin AND r.rolname = '{OWNER}')) power (word, held)
 WHERE r.rolname IN {_ROLES} AND power.held
UNION ALL
SELECT 'MEMBER', pg_get_userbyid(m.roleid)::text, pg_get_userbyid(m.member)::text, '', '', NULL
  FROM pg_auth_members m WHERE pg_get_userbyid(m.member)::text IN {_ROLES}
UNION ALL
SELECT 'DEFAULT', format('FOR ROLE %I', pg_get_userbyid(f.defaclrole)) || coalesce(' IN SCHEMA ' || quote_ident(n.nspname), ''),
       {_WHO}, a.privilege_type ||
       ' ON ' || CASE f.defaclobjtype WHEN 'S' THEN 'SEQUENCES' WHEN 'n' THEN 'SCHEMAS' ELSE 'TABLES' END, '', NULL
  FROM pg_default_acl f LEFT JOIN pg_namespace n ON n.oid = f.defaclnamespace, aclexplode(f.defaclacl) a
 WHERE f.defaclobjtype IN ('r', 'S', 'n') AND {_WHO} IN ('PUBLIC', {_OURS[1:]}
"""  # noqa: S608 - made of our own names


class Found(NamedTuple):
    """The facts of a database as PostgreSQL words them, and the comments of its row policies by table and name."""

    facts: frozenset[Fact]
    comments: Mapping[tuple[str, str], str]

    @classmethod
    def read(cls, rows: Iterable[Iterable[str | None]]) -> Found:
        """From the rows of `QUERY`."""
        facts, comments = set(), {}
        for kind, name, who, what, column, comment in rows:
            fact = Fact(Kind(str(kind)), str(name), str(who), str(what), str(column))
            facts.add(fact)
            if comment is not None:
                comments[fact.name, fact.who] = comment
        return cls(frozenset(facts), comments)

    def compared(self, wanted: Iterable[Fact]) -> frozenset[Fact]:
        """The facts with each row policy in the wanted words where it is the one that was made of them."""
        texts = {(one.name, one.who): one.what for one in wanted if one.kind is Kind.POLICY}
        return frozenset(self._worded(fact, texts) for fact in self.facts)

    def seal(self, wanted: Fact) -> str | None:
        """The comment that a wanted row policy gets, once it is there."""
        here = (one.what for one in self.facts if one[:3] == wanted[:3])
        return next((_hash(wanted.what, what) for what in here), None)

    def digest(self) -> str:
        """Of everything but rights on the database itself, which a copy or a restored dump does not carry."""
        return _hash(*(str(tuple(one)) for one in sorted(self.facts) if one.kind is not Kind.DATABASE))

    def _worded(self, fact: Fact, texts: Mapping[tuple[str, str], str]) -> Fact:
        text = texts.get((fact.name, fact.who)) if fact.kind is Kind.POLICY else None
        if text is None:
            return fact
        made_of_it = self.comments.get((fact.name, fact.who)) == _hash(text, fact.what)
        return fact._replace(what=text if made_of_it else ALTERED)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
