WITH deal AS (
  SELECT a.region, a.purpose FROM agreement a JOIN client c ON c.department = a.department
  WHERE a.id = $4::uuid AND c.id = $3::text AND c.revoked_at IS NULL AND a.suspended_at IS NULL
    AND a.terminated_at IS NULL AND a.valid_from <= $2::date AND a.valid_until >= $2::date AND 'penalty' = ANY(a.items)
), answer AS (SELECT (SELECT row_to_json(o) FROM (SELECT s.id, coalesce(h.name_surname, s.name_opened) AS name, s.credit_code AS "creditCode", s.kind, (
       SELECT row_to_json(c) FROM (SELECT (SELECT count(*) FROM penalty p WHERE p.subject_id = s.id AND p.state IN ('SHARED', 'PUBLISHED')
  AND (SELECT region FROM deal) IN (p.province, p.city, p.county)) AS "totalCount", (
         SELECT coalesce(json_agg(e.edge), '[]') FROM (SELECT (SELECT row_to_json(w) FROM (SELECT (SELECT row_to_json(n) FROM (
           SELECT p.id, p.document_number AS "documentNumber", p.decided_on AS "decidedOn", p.kind, p.state, coalesce(q.party_name_surname, p.party_name_opened) AS "partyName",
  q.legal_representative_id_type AS "legalRepresentativeIdType",
  q.legal_representative_id_number_id_number AS "legalRepresentativeIdNumber", p.violation_fact AS "violationFact") n)
           AS node) w) AS edge FROM penalty p LEFT JOIN penalty_person q ON q.subject_id = p.subject_id AND q.id = p.id WHERE p.subject_id = s.id AND p.state IN ('SHARED', 'PUBLISHED')
  AND (SELECT region FROM deal) IN (p.province, p.city, p.county)
           ORDER BY p.decided_on DESC, p.id DESC LIMIT 10) e
       ) AS edges) c) AS penalties) o) AS value, ARRAY(SELECT s.id WHERE EXISTS (SELECT FROM penalty p WHERE p.subject_id = s.id AND p.state IN ('SHARED', 'PUBLISHED')
  AND (SELECT region FROM deal) IN (p.province, p.city, p.county))) AS subjects
     FROM subject s LEFT JOIN subject_person h ON h.id = s.id WHERE s.credit_code = $1::text AND NOT s."natural" LIMIT 1), entry AS (
  INSERT INTO access_entry (at, actor, client, department, purpose, agreement, subjects, fields, policy)
  SELECT $5::timestamptz, $3::text, $3::text, 'FJ_FINANCE', deal.purpose, $4::uuid,
    ARRAY(SELECT DISTINCT unnest(answer.subjects)), ARRAY['Penalty.legalRepresentativeIdType']::text[], 'by hand'
  FROM answer, deal WHERE cardinality(answer.subjects) > 0
)
SELECT convert_to(value::text, 'UTF8') FROM answer
