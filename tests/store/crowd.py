"""A hundred thousand penalties in a few seconds, made up by the server itself: plausible for the planner, with common and rare values, and
most rows hidden or old. For tests that look at plans.
"""

from __future__ import annotations

from exchange.model import LEAD

SUBJECTS, PENALTIES, DISHONESTY = 12_000, 100_000, 10_000

CITIES = "350100", "350200", "350300", "350400", "350500", "350600", "350700", "350800", "350900"
_PLACE = "'350' || (1 + n / 3 % 9)::text || '0' || (1 + n / 5 % 7)::text"
_LEVELS = f"'350000', left({_PLACE}, 4) || '00', {_PLACE}"
_ID = "md5('{} ' || n)::uuid"
_STATE = "CASE WHEN n % 10 < 6 THEN 'PUBLISHED' ELSE (ARRAY['SUBMITTED', 'VERIFIED', 'SHARED', 'EXPIRED'])[1 + n % 4] END"
_SHARED = f"""
 {_ID.format("{0}")}, md5('subject ' || n / 5 % {SUBJECTS})::uuid, n / 5 % {SUBJECTS} % 20 = 0, {_LEVELS}, {_PLACE},
 '榕罚〔2026〕' || n || '号', '榕罚〔2026〕' || n || '号', current_date - n % 1500, '某局', {_STATE}, n % 50 = 0, false, true, 2026,
 current_date - n % 1500 - 1, current_date - n % 1500 - 1, CASE WHEN n / 7 % 9 = 0 THEN current_date - 1 ELSE current_date + 300 END,
 CASE WHEN n % 40 = 0 THEN 'LAW' END, 'FJ_MARKET', 'crowd', decode(md5('{0} ' || n), 'hex')"""
_COLUMNS = """
 id, subject_id, "natural", province, city, county, region, document_number, canonical_number, decided_on, authority_name, state,
 disputed, late, duty_done, catalogue_edition, publish_from, last_updated, publish_until, publication_basis, source_department,
 submitted_by,
 fingerprint"""

STATEMENTS = (
    "SET session_replication_role = replica",  # foreign keys hold by construction
    f"""
INSERT INTO subject (id, kind, name_opened, credit_code, region, status, unresolved, "natural", province, city, county)
SELECT {_ID.format("subject")}, CASE WHEN n % 20 = 0 THEN 'CIVIL_SERVANT' ELSE 'ENTERPRISE' END,
       CASE WHEN n % 20 > 0 THEN '福州' || chr(20000 + n % 6000) || chr(21000 + n % 5987) || '贸易有限公司' END,
       CASE WHEN n % 20 > 0 THEN 'CODE' || n END, {_PLACE}, 'ACTIVE', false, n % 20 = 0, {_LEVELS}
  FROM generate_series(0, {SUBJECTS - 1}) n""",
    """
INSERT INTO subject_search (subject_id, key)
SELECT DISTINCT id, (CASE place WHEN 1 THEN '1' ELSE '2' END) || substr(name_opened, place)
  FROM subject, generate_series(1, length(name_opened)) place WHERE name_opened IS NOT NULL""",
    f"""
INSERT INTO penalty ({_COLUMNS}, party_type, violation, kind, fine, party_credit_code)
SELECT {_SHARED.format("penalty")}, 'ENTERPRISE', '违法行为',
       CASE WHEN n % 1000 = 0 THEN ARRAY['CLOSE_BUSINESS'] WHEN n % 3 = 0 THEN ARRAY['WARNING', 'FINE'] ELSE ARRAY['FINE'] END,
       n % 100 / 10.0, 'CODE' || n / 5 % {SUBJECTS}
  FROM generate_series(1, {PENALTIES}) n""",
    f"""
INSERT INTO dishonesty_record ({_COLUMNS}, title, source_kind, area, misconduct, on_duty, finality, party_type)
SELECT {_SHARED.format("record")}, '标题', 'COURT', 'PROCUREMENT', 'DEFAULT', true, 'FINAL', 'GOVERNMENT'
  FROM generate_series(1, {DISHONESTY}) n""",
    "INSERT INTO former_name (subject_id, number, name) SELECT id, 1, '旧' || name_opened FROM subject WHERE credit_code LIKE 'CODE1%'",
    *LEAD.refill("penalty"),
    *LEAD.refill("dishonesty_record"),
    "ANALYZE",
    "VACUUM penalty",  # an index alone answers where all of a page is known to be visible
)
