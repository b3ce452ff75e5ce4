WITH deal AS (
  SELECT a.region, a.purpose FROM agreement a JOIN client c ON c.department = a.department
  WHERE a.id = $5::uuid AND c.id = $4::text AND c.revoked_at IS NULL AND a.suspended_at IS NULL
    AND a.terminated_at IS NULL AND a.valid_from <= $3::date AND a.valid_until >= $3::date AND 'penalty' = ANY(a.items)
), answer AS (
  SELECT (SELECT row_to_json(o) FROM (SELECT c.number AS "totalCount") o) AS value, ARRAY[]::uuid[] AS subjects FROM (
    SELECT count(*) AS number FROM penalty p WHERE p.city = $1::text AND p.decided_on >= $2::date
      AND p.state IN ('SHARED', 'PUBLISHED') AND (SELECT region FROM deal) IN (p.province, p.city, p.county)
  ) c
), entry AS (
  INSERT INTO access_entry (at, actor, client, department, purpose, agreement, subjects, fields, policy)
  SELECT $6::timestamptz, $4::text, $4::text, 'FJ_FINANCE', deal.purpose, $5::uuid,
    ARRAY(SELECT DISTINCT unnest(answer.subjects)), ARRAY[]::text[], 'by hand'
  FROM answer, deal WHERE cardinality(answer.subjects) > 0
)
SELECT convert_to(value::text, 'UTF8') FROM answer
