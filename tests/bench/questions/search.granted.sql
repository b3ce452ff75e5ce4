WITH deal AS (
  SELECT a.region, a.purpose, a.items FROM agreement a
  WHERE a.id = $4::uuid AND a.department = 'FJ_FINANCE' AND a.suspended_at IS NULL AND a.terminated_at IS NULL
    AND a.valid_from <= $2::date AND a.valid_until >= $2::date
    AND a.field_names IS NULL AND a.provider IS NULL AND a.subject_id IS NULL AND a.max_uses IS NULL
), answer AS (
  SELECT (SELECT row_to_json(w) FROM (SELECT coalesce(json_agg(x.edge ORDER BY x.key, x.id), '[]') AS edges) w) AS value, array_agg(x.id) FILTER (WHERE x.agreed) AS subjects
  FROM (
    SELECT k.key, s.id, g.agreed, (SELECT row_to_json(e) FROM (SELECT (SELECT row_to_json(o) FROM (SELECT s.id,
        CASE WHEN g.agreed THEN coalesce(h.name_surname, s.name_opened) ELSE s.name_opened END AS name, s.credit_code AS "creditCode", s.kind,
        CASE WHEN g.agreed THEN h.legal_representative_id_type END AS "legalRepresentativeIdType",
        CASE WHEN g.agreed THEN h.legal_representative_id_number_id_number END AS "legalRepresentativeIdNumber") o) AS node) e) AS edge
    FROM ((SELECT key, subject_id FROM subject_search WHERE key >= '1' || $1::text AND key < '1' || $1::text || chr(1114111) ORDER BY key, subject_id)
   UNION ALL (SELECT key, subject_id FROM subject_search WHERE key >= '2' || $1::text AND key < '2' || $1::text || chr(1114111) ORDER BY key, subject_id)) k JOIN subject s ON s.id = k.subject_id LEFT JOIN subject_person h ON h.id = s.id
      CROSS JOIN LATERAL (SELECT (SELECT region FROM deal WHERE 'subject' = ANY(items)) IN (s.province, s.city, s.county)
        AND (NOT s."natural" OR EXISTS (SELECT FROM lead l WHERE l.subject_id = s.id AND (SELECT region FROM deal) IN (l.province, l.city, l.county)
        AND l.item = ANY((SELECT items FROM deal)::text[]) AND l.state IN ('SHARED', 'PUBLISHED'))) AS agreed OFFSET 0) g
    WHERE NOT EXISTS (SELECT FROM subject_search e WHERE e.subject_id = k.subject_id AND e.key < k.key
    AND (e.key >= '1' || $1::text AND e.key < '1' || $1::text || chr(1114111) OR e.key >= '2' || $1::text AND e.key < '2' || $1::text || chr(1114111)) OFFSET 0)
      AND (NOT s."natural" OR EXISTS (SELECT FROM lead l WHERE l.subject_id = s.id AND l.state IN ('SHARED', 'PUBLISHED') AND (l.state = 'PUBLISHED' AND l.publish_from <= $2::date AND (l.publish_until IS NULL OR l.publish_until >= $2::date)
      AND (NOT l."natural" OR l.publication_basis IS NOT NULL)
          OR s.province = '350000' AND l.province = '350000' AND EXISTS (SELECT FROM catalogue_item k WHERE k.item = l.item AND k.sharing_class = 'UNCONDITIONAL' AND k.valid_from <= $2::date
      AND (k.valid_until IS NULL OR k.valid_until > $2::date) AND ('NATURAL_PERSON' = ANY(k.subject_kinds)) = l."natural")
          OR (SELECT region FROM deal WHERE 'subject' = ANY(items)) IN (s.province, s.city, s.county)
            AND (SELECT region FROM deal) IN (l.province, l.city, l.county) AND l.item = ANY((SELECT items FROM deal)::text[]))))
    ORDER BY k.key, s.id LIMIT 10) x
  WHERE EXISTS (SELECT FROM client c WHERE c.id = $3::text AND c.revoked_at IS NULL)
    AND NOT EXISTS (SELECT FROM revoked_token t WHERE t.jti = $6::text)
), entry AS (
  INSERT INTO access_entry (at, actor, client, department, purpose, agreement, subjects, fields, policy)
  SELECT $5::timestamptz, $3::text, $3::text, 'FJ_FINANCE', deal.purpose, $4::uuid,
    ARRAY(SELECT DISTINCT unnest(answer.subjects)), ARRAY['Subject.legalRepresentativeIdType']::text[], 'by hand'
  FROM answer, deal WHERE cardinality(answer.subjects) > 0
)
SELECT convert_to(value::text, 'UTF8') FROM answer
