SELECT convert_to((SELECT row_to_json(o) FROM (SELECT count(*) AS "totalCount" FROM penalty p WHERE p.city = $1::text AND p.decided_on >= $2::date AND p.state = 'PUBLISHED' AND p.publish_from <= $3::date AND (p.publish_until IS NULL OR p.publish_until >= $3::date)
  AND (NOT p."natural" OR p.publication_basis IS NOT NULL)) o)::text, 'UTF8')
