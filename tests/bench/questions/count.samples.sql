SELECT d.city, (SELECT l.decided_on FROM (SELECT p.decided_on FROM penalty p WHERE p.city = d.city AND p.state = 'PUBLISHED' AND p.publish_from <= $2::date AND (p.publish_until IS NULL OR p.publish_until >= $2::date)
  AND (NOT p."natural" OR p.publication_basis IS NOT NULL) ORDER BY p.decided_on DESC, p.id DESC
       LIMIT 200) l ORDER BY l.decided_on LIMIT 1) FROM (SELECT DISTINCT p.city FROM penalty p WHERE p.city IS NOT NULL AND p.state = 'PUBLISHED' AND p.publish_from <= $2::date AND (p.publish_until IS NULL OR p.publish_until >= $2::date)
  AND (NOT p."natural" OR p.publication_basis IS NOT NULL)) d ORDER BY 1 LIMIT $1
