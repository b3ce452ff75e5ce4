WITH deal AS (
  SELECT a.region, a.purpose FROM agreement a JOIN client c ON c.department = a.department
  WHERE a.id = $5::uuid AND c.id = $4::text AND c.revoked_at IS NULL AND a.suspended_at IS NULL
    AND a.terminated_at IS NULL AND a.valid_from <= $3::date AND a.valid_until >= $3::date AND 'penalty' = ANY(a.items)
), answer AS (SELECT (SELECT row_to_json(w) FROM (SELECT (SELECT row_to_json(i) FROM (SELECT g.more AS "hasNextPage", g.last AS "endCursor") i) AS "pageInfo", g.edges) w) AS value, g.subjects
     FROM (SELECT count(*) > $1::int AS more, max(x.cursor) FILTER (WHERE x.n = least($1::int, x.total)) AS last,
       coalesce(json_agg(x.edge ORDER BY x.n) FILTER (WHERE x.n <= $1::int), '[]') AS edges, array_agg(x.subject_id) FILTER (WHERE x.n <= $1::int) AS subjects
     FROM (SELECT l.*, (SELECT row_to_json(e) FROM (SELECT l.node) e) AS edge, count(*) OVER () AS total FROM (
       SELECT p.subject_id, row_number() OVER (ORDER BY p.decided_on DESC, p.id DESC) AS n, translate(encode(convert_to(json_build_array('-decidedOn,-id', p.decided_on, p.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_') AS cursor, (SELECT row_to_json(o) FROM (
         SELECT p.id, p.document_number AS "documentNumber", p.decided_on AS "decidedOn", p.kind, p.state, coalesce(q.party_name_surname, p.party_name_opened) AS "partyName",
  q.legal_representative_id_type AS "legalRepresentativeIdType",
  q.legal_representative_id_number_id_number AS "legalRepresentativeIdNumber", p.violation_fact AS "violationFact",
           u.value AS subject, a.value AS authority) o) AS node
       FROM penalty p LEFT JOIN penalty_person q ON q.subject_id = p.subject_id AND q.id = p.id
       LEFT JOIN LATERAL (SELECT (SELECT row_to_json(o) FROM (SELECT s.id, coalesce(h.name_surname, s.name_opened) AS name, s.credit_code AS "creditCode", s.region) o) AS value
         FROM subject s LEFT JOIN subject_person h ON h.id = s.id WHERE s.id = p.subject_id) u ON true
       LEFT JOIN LATERAL (SELECT (SELECT row_to_json(o) FROM (SELECT d.name) o) AS value FROM department d WHERE d.code = p.authority_department) a ON true
       WHERE p.city = $2::text AND p.state IN ('SHARED', 'PUBLISHED')
  AND (SELECT region FROM deal) IN (p.province, p.city, p.county) ORDER BY p.decided_on DESC, p.id DESC LIMIT $1::int + 1) l) x) g), entry AS (
  INSERT INTO access_entry (at, actor, client, department, purpose, agreement, subjects, fields, policy)
  SELECT $6::timestamptz, $4::text, $4::text, 'FJ_FINANCE', deal.purpose, $5::uuid,
    ARRAY(SELECT DISTINCT unnest(answer.subjects)), ARRAY['Penalty.legalRepresentativeIdType']::text[], 'by hand'
  FROM answer, deal WHERE cardinality(answer.subjects) > 0
)
SELECT convert_to(value::text, 'UTF8') FROM answer
