WITH deal AS (
  SELECT a.region, a.purpose FROM agreement a JOIN client c ON c.department = a.department
  WHERE a.id = $4::uuid AND c.id = $3::text AND c.revoked_at IS NULL AND a.suspended_at IS NULL
    AND a.terminated_at IS NULL AND a.valid_from <= $2::date AND a.valid_until >= $2::date AND 'penalty' = ANY(a.items)
), answer AS (SELECT (SELECT row_to_json(w) FROM (SELECT coalesce(json_agg(x.edge), '[]') AS edges) w) AS value, array_agg(x.id) AS subjects FROM (SELECT s.id, (SELECT row_to_json(e) FROM (
       SELECT (SELECT row_to_json(o) FROM (SELECT s.id, coalesce(h.name_surname, s.name_opened) AS name, s.credit_code AS "creditCode", s.kind,
         h.legal_representative_id_type AS "legalRepresentativeIdType",
         h.legal_representative_id_number_id_number AS "legalRepresentativeIdNumber") o) AS node) e) AS edge
     FROM ((SELECT key, subject_id FROM subject_search WHERE key >= '1' || $1::text AND key < '1' || $1::text || chr(1114111) ORDER BY key, subject_id)
   UNION ALL (SELECT key, subject_id FROM subject_search WHERE key >= '2' || $1::text AND key < '2' || $1::text || chr(1114111) ORDER BY key, subject_id)) k JOIN subject s ON s.id = k.subject_id LEFT JOIN subject_person h ON h.id = s.id WHERE NOT EXISTS (SELECT FROM subject_search e WHERE e.subject_id = k.subject_id AND e.key < k.key
    AND (e.key >= '1' || $1::text AND e.key < '1' || $1::text || chr(1114111) OR e.key >= '2' || $1::text AND e.key < '2' || $1::text || chr(1114111)) OFFSET 0)
       AND (NOT s."natural" OR EXISTS (SELECT FROM penalty r WHERE r.subject_id = s.id AND r.state IN ('SHARED', 'PUBLISHED')
  AND (SELECT region FROM deal) IN (r.province, r.city, r.county))
           OR EXISTS (SELECT FROM dishonesty_record r WHERE r.subject_id = s.id AND r.state IN ('SHARED', 'PUBLISHED')
  AND (SELECT region FROM deal) IN (r.province, r.city, r.county))) ORDER BY k.key, s.id LIMIT 10) x), entry AS (
  INSERT INTO access_entry (at, actor, client, department, purpose, agreement, subjects, fields, policy)
  SELECT $5::timestamptz, $3::text, $3::text, 'FJ_FINANCE', deal.purpose, $4::uuid,
    ARRAY(SELECT DISTINCT unnest(answer.subjects)), ARRAY['Subject.legalRepresentativeIdType']::text[], 'by hand'
  FROM answer, deal WHERE cardinality(answer.subjects) > 0
)
SELECT convert_to(value::text, 'UTF8') FROM answer
