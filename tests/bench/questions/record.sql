SELECT convert_to((SELECT row_to_json(o) FROM (SELECT p.id, p.document_number AS "documentNumber", p.decided_on AS "decidedOn", p.kind,
       trim_scale(p.fine)::text AS fine, p.violation, p.content, p.authority_name AS "authorityName", p.state, p.disputed,
       p.publish_from AS "publishFrom", p.publish_until AS "publishUntil" FROM penalty p WHERE p.id = $1::uuid AND p.state = 'PUBLISHED' AND p.publish_from <= $2::date AND (p.publish_until IS NULL OR p.publish_until >= $2::date)
  AND (NOT p."natural" OR p.publication_basis IS NOT NULL)) o)::text, 'UTF8')
