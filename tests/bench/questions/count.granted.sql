WITH deal AS (
  SELECT a.region, a.purpose, a.items FROM agreement a
  WHERE a.id = $5::uuid AND a.department = 'FJ_FINANCE' AND a.suspended_at IS NULL AND a.terminated_at IS NULL
    AND a.valid_from <= $3::date AND a.valid_until >= $3::date
    AND a.field_names IS NULL AND a.provider IS NULL AND a.subject_id IS NULL AND a.max_uses IS NULL
), penalties AS (SELECT region FROM deal WHERE 'penalty' = ANY(items))
SELECT convert_to((SELECT row_to_json(o) FROM (SELECT count(*) AS "totalCount" FROM penalty p CROSS JOIN LATERAL (SELECT (SELECT region FROM penalties) IN (p.province, p.city, p.county) AS agreed) g
  WHERE p.city = $1::text AND p.decided_on >= $2::date AND p.state IN ('SHARED', 'PUBLISHED') AND (p.state = 'PUBLISHED' AND p.publish_from <= $3::date AND (p.publish_until IS NULL OR p.publish_until >= $3::date)
      AND (NOT p."natural" OR p.publication_basis IS NOT NULL)
    OR p.province = '350000' AND EXISTS (SELECT FROM catalogue_item k WHERE k.item = 'penalty' AND k.sharing_class = 'UNCONDITIONAL' AND k.valid_from <= $3::date
      AND (k.valid_until IS NULL OR k.valid_until > $3::date) AND ('NATURAL_PERSON' = ANY(k.subject_kinds)) = p."natural")
    OR g.agreed)) o)::text, 'UTF8')
WHERE EXISTS (SELECT FROM client c WHERE c.id = $4::text AND c.revoked_at IS NULL)
    AND NOT EXISTS (SELECT FROM revoked_token t WHERE t.jti = $7::text) AND $6::timestamptz IS NOT NULL
