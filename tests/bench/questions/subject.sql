SELECT convert_to((SELECT row_to_json(o) FROM (SELECT s.id, s.name_opened AS name, s.credit_code AS "creditCode", s.kind, s.status, (
       SELECT row_to_json(c) FROM (SELECT (SELECT count(*) FROM penalty p WHERE p.found_under = s.id AND p.state = 'PUBLISHED' AND p.publish_from <= $2::date AND (p.publish_until IS NULL OR p.publish_until >= $2::date)
  AND (NOT p."natural" OR p.publication_basis IS NOT NULL)) AS "totalCount", (
         SELECT coalesce(json_agg(e.edge), '[]') FROM (SELECT (SELECT row_to_json(w) FROM (SELECT (SELECT row_to_json(n) FROM (
           SELECT p.id, p.document_number AS "documentNumber", p.decided_on AS "decidedOn", p.kind, trim_scale(p.fine)::text AS fine, p.state) n)
           AS node) w) AS edge FROM penalty p WHERE p.found_under = s.id AND p.state = 'PUBLISHED' AND p.publish_from <= $2::date AND (p.publish_until IS NULL OR p.publish_until >= $2::date)
  AND (NOT p."natural" OR p.publication_basis IS NOT NULL) ORDER BY p.decided_on DESC, p.id DESC LIMIT 10) e
       ) AS edges) c) AS penalties FROM subject s WHERE s.credit_code = $1::text AND NOT s."natural" LIMIT 1) o)::text, 'UTF8')
