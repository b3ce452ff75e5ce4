SELECT s.credit_code FROM penalty p JOIN subject s ON s.id = p.subject_id WHERE s.credit_code IS NOT NULL AND NOT p."natural" AND p.state = 'PUBLISHED' AND p.publish_from <= $2::date AND (p.publish_until IS NULL OR p.publish_until >= $2::date)
  AND (NOT p."natural" OR p.publication_basis IS NOT NULL) ORDER BY md5(p.id::text) LIMIT $1
