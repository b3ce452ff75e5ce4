SELECT convert_to((SELECT row_to_json(w) FROM (SELECT (SELECT row_to_json(i) FROM (SELECT g.more AS "hasNextPage", g.cursors[cardinality(g.cursors)] AS "endCursor") i) AS "pageInfo", g.edges
     FROM (SELECT count(*) > $1::int AS more, array_agg(x.cursor ORDER BY x.decided_on DESC, x.id DESC) FILTER (WHERE x.n <= $1::int) AS cursors,
       coalesce(json_agg((SELECT row_to_json(e) FROM (SELECT x.cursor, x.node) e) ORDER BY x.decided_on DESC, x.id DESC) FILTER (WHERE x.n <= $1::int), '[]') AS edges
     FROM (SELECT p.decided_on, p.id, row_number() OVER (ORDER BY p.decided_on DESC, p.id DESC) AS n,
         translate(encode(convert_to(json_build_array('-decidedOn,-id', p.decided_on, p.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_') AS cursor, (SELECT row_to_json(o) FROM (
         SELECT p.id, p.document_number AS "documentNumber", p.decided_on AS "decidedOn", p.kind, trim_scale(p.fine)::text AS fine, p.violation,
           p.state, p.disputed, u.value AS subject, a.value AS authority) o) AS node
       FROM penalty p
       LEFT JOIN LATERAL (SELECT (SELECT row_to_json(o) FROM (SELECT s.id, s.name_opened AS name, s.credit_code AS "creditCode", s.region) o) AS value FROM subject s WHERE s.id = p.found_under
         AND (NOT s."natural" OR EXISTS (SELECT FROM penalty r WHERE r.subject_id = s.id AND r.state = 'PUBLISHED' AND r.publish_from <= $3::date AND (r.publish_until IS NULL OR r.publish_until >= $3::date)
  AND (NOT r."natural" OR r.publication_basis IS NOT NULL))
           OR EXISTS (SELECT FROM dishonesty_record r WHERE r.subject_id = s.id AND r.state = 'PUBLISHED' AND r.publish_from <= $3::date AND (r.publish_until IS NULL OR r.publish_until >= $3::date)
  AND (NOT r."natural" OR r.publication_basis IS NOT NULL)))) u ON true
       LEFT JOIN LATERAL (SELECT (SELECT row_to_json(o) FROM (SELECT d.name) o) AS value FROM department d WHERE d.code = p.authority_department) a ON true
       WHERE p.city = $2::text AND p.state = 'PUBLISHED' AND p.publish_from <= $3::date AND (p.publish_until IS NULL OR p.publish_until >= $3::date)
  AND (NOT p."natural" OR p.publication_basis IS NOT NULL) ORDER BY p.decided_on DESC, p.id DESC LIMIT $1::int + 1) x) g) w)::text, 'UTF8')
