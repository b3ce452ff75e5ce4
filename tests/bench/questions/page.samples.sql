SELECT 50, p.city FROM penalty p WHERE p.city IS NOT NULL AND p.state = 'PUBLISHED' AND p.publish_from <= $2::date AND (p.publish_until IS NULL OR p.publish_until >= $2::date)
  AND (NOT p."natural" OR p.publication_basis IS NOT NULL) GROUP BY p.city HAVING count(*) > 60 ORDER BY p.city LIMIT $1
