SELECT p.id::text FROM penalty p WHERE NOT p."natural" AND p.state = 'PUBLISHED' AND p.publish_from <= $2::date AND (p.publish_until IS NULL OR p.publish_until >= $2::date)
  AND (NOT p."natural" OR p.publication_basis IS NOT NULL) ORDER BY md5(p.id::text) LIMIT $1
