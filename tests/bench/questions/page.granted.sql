WITH deal AS (
  SELECT a.region, a.purpose, a.items FROM agreement a
  WHERE a.id = $5::uuid AND a.department = 'FJ_FINANCE' AND a.suspended_at IS NULL AND a.terminated_at IS NULL
    AND a.valid_from <= $3::date AND a.valid_until >= $3::date
    AND a.field_names IS NULL AND a.provider IS NULL AND a.subject_id IS NULL AND a.max_uses IS NULL
), penalties AS (SELECT region FROM deal WHERE 'penalty' = ANY(items)), answer AS (
  SELECT (SELECT row_to_json(w) FROM (SELECT (SELECT row_to_json(i) FROM (SELECT g.more AS "hasNextPage", CASE WHEN g.ids IS NOT NULL THEN
      translate(encode(convert_to(json_build_array('-decidedOn,-id', g.days[cardinality(g.days)], g.ids[cardinality(g.ids)])::text, 'UTF8'),
        'base64'), E'+/=\n', '-_') END AS "endCursor") i) AS "pageInfo", g.edges) w) AS value, g.subjects
  FROM (SELECT count(*) > $1::int AS more, array_agg(x.decided_on ORDER BY x.decided_on DESC, x.id DESC) FILTER (WHERE x.n <= $1::int) AS days,
      array_agg(x.id ORDER BY x.decided_on DESC, x.id DESC) FILTER (WHERE x.n <= $1::int) AS ids,
      coalesce(json_agg((SELECT row_to_json(e) FROM (SELECT x.node) e) ORDER BY x.decided_on DESC, x.id DESC) FILTER (WHERE x.n <= $1::int), '[]') AS edges,
      array_agg(x.subject_id) FILTER (WHERE x.n <= $1::int AND x.agreed) AS subjects
    FROM (
      SELECT p.subject_id, p.decided_on, p.id, g.agreed, row_number() OVER (ORDER BY p.decided_on DESC, p.id DESC) AS n,
        (SELECT row_to_json(o) FROM (SELECT p.id, p.document_number AS "documentNumber", p.decided_on AS "decidedOn", p.kind, p.state,
      CASE WHEN g.agreed THEN coalesce(q.party_name_surname, p.party_name_opened) ELSE p.party_name_opened END AS "partyName",
      CASE WHEN g.agreed THEN q.legal_representative_id_type END AS "legalRepresentativeIdType",
      CASE WHEN g.agreed THEN q.legal_representative_id_number_id_number END AS "legalRepresentativeIdNumber",
      CASE WHEN g.agreed THEN p.violation_fact ELSE p.violation_fact_redacted END AS "violationFact",
          u.value AS subject, a.value AS authority) o) AS node
      FROM penalty p LEFT JOIN penalty_person q ON q.subject_id = p.subject_id AND q.id = p.id
        CROSS JOIN LATERAL (SELECT (SELECT region FROM penalties) IN (p.province, p.city, p.county) AS agreed) g
        LEFT JOIN LATERAL (SELECT (SELECT row_to_json(o) FROM (SELECT s.id, CASE WHEN (SELECT region FROM deal WHERE 'subject' = ANY(items)) IN (s.province, s.city, s.county)
        AND (NOT s."natural" OR EXISTS (SELECT FROM lead l WHERE l.subject_id = s.id AND (SELECT region FROM deal) IN (l.province, l.city, l.county)
        AND l.item = ANY((SELECT items FROM deal)::text[]) AND l.state IN ('SHARED', 'PUBLISHED')))
        THEN coalesce(h.name_surname, s.name_opened) ELSE s.name_opened END AS name, s.credit_code AS "creditCode", s.region) o) AS value
          FROM subject s LEFT JOIN subject_person h ON h.id = s.id
          WHERE s.id = p.found_under AND (NOT s."natural" OR EXISTS (SELECT FROM lead l WHERE l.subject_id = s.id AND l.state IN ('SHARED', 'PUBLISHED') AND (l.state = 'PUBLISHED' AND l.publish_from <= $3::date AND (l.publish_until IS NULL OR l.publish_until >= $3::date)
      AND (NOT l."natural" OR l.publication_basis IS NOT NULL)
          OR s.province = '350000' AND l.province = '350000' AND EXISTS (SELECT FROM catalogue_item k WHERE k.item = l.item AND k.sharing_class = 'UNCONDITIONAL' AND k.valid_from <= $3::date
      AND (k.valid_until IS NULL OR k.valid_until > $3::date) AND ('NATURAL_PERSON' = ANY(k.subject_kinds)) = l."natural")
          OR (SELECT region FROM deal WHERE 'subject' = ANY(items)) IN (s.province, s.city, s.county)
            AND (SELECT region FROM deal) IN (l.province, l.city, l.county) AND l.item = ANY((SELECT items FROM deal)::text[]))))) u ON true
        LEFT JOIN LATERAL (SELECT (SELECT row_to_json(o) FROM (SELECT d.name) o) AS value FROM department d WHERE d.code = p.authority_department) a ON true
      WHERE p.city = $2::text AND p.state IN ('SHARED', 'PUBLISHED') AND (p.state = 'PUBLISHED' AND p.publish_from <= $3::date AND (p.publish_until IS NULL OR p.publish_until >= $3::date)
      AND (NOT p."natural" OR p.publication_basis IS NOT NULL)
    OR p.province = '350000' AND EXISTS (SELECT FROM catalogue_item k WHERE k.item = 'penalty' AND k.sharing_class = 'UNCONDITIONAL' AND k.valid_from <= $3::date
      AND (k.valid_until IS NULL OR k.valid_until > $3::date) AND ('NATURAL_PERSON' = ANY(k.subject_kinds)) = p."natural")
    OR g.agreed)
      ORDER BY p.decided_on DESC, p.id DESC LIMIT $1::int + 1) x) g
  WHERE EXISTS (SELECT FROM client c WHERE c.id = $4::text AND c.revoked_at IS NULL)
    AND NOT EXISTS (SELECT FROM revoked_token t WHERE t.jti = $7::text)
), entry AS (
  INSERT INTO access_entry (at, actor, client, department, purpose, agreement, subjects, fields, policy)
  SELECT $6::timestamptz, $4::text, $4::text, 'FJ_FINANCE', deal.purpose, $5::uuid,
    ARRAY(SELECT DISTINCT unnest(answer.subjects)), ARRAY['Penalty.legalRepresentativeIdType']::text[], 'by hand'
  FROM answer, deal WHERE cardinality(answer.subjects) > 0
)
SELECT convert_to(value::text, 'UTF8') FROM answer
