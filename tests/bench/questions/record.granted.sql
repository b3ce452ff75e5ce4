WITH deal AS (
  SELECT a.region, a.purpose, a.items FROM agreement a
  WHERE a.id = $4::uuid AND a.department = 'FJ_FINANCE' AND a.suspended_at IS NULL AND a.terminated_at IS NULL
    AND a.valid_from <= $2::date AND a.valid_until >= $2::date
    AND a.field_names IS NULL AND a.provider IS NULL AND a.subject_id IS NULL AND a.max_uses IS NULL
), penalties AS (SELECT region FROM deal WHERE 'penalty' = ANY(items)), answer AS (
  SELECT (SELECT row_to_json(o) FROM (SELECT p.id, p.document_number AS "documentNumber", p.decided_on AS "decidedOn", p.kind, p.state,
      CASE WHEN g.agreed THEN coalesce(q.party_name_surname, p.party_name_opened) ELSE p.party_name_opened END AS "partyName",
      CASE WHEN g.agreed THEN q.legal_representative_id_type END AS "legalRepresentativeIdType",
      CASE WHEN g.agreed THEN q.legal_representative_id_number_id_number END AS "legalRepresentativeIdNumber",
      CASE WHEN g.agreed THEN p.violation_fact ELSE p.violation_fact_redacted END AS "violationFact") o) AS value,
    CASE WHEN g.agreed THEN ARRAY[p.subject_id] END AS subjects
  FROM penalty p LEFT JOIN penalty_person q ON q.subject_id = p.subject_id AND q.id = p.id
    CROSS JOIN LATERAL (SELECT (SELECT region FROM penalties) IN (p.province, p.city, p.county) AS agreed) g
  WHERE p.id = $1::uuid AND p.state IN ('SHARED', 'PUBLISHED') AND (p.state = 'PUBLISHED' AND p.publish_from <= $2::date AND (p.publish_until IS NULL OR p.publish_until >= $2::date)
      AND (NOT p."natural" OR p.publication_basis IS NOT NULL)
    OR p.province = '350000' AND EXISTS (SELECT FROM catalogue_item k WHERE k.item = 'penalty' AND k.sharing_class = 'UNCONDITIONAL' AND k.valid_from <= $2::date
      AND (k.valid_until IS NULL OR k.valid_until > $2::date) AND ('NATURAL_PERSON' = ANY(k.subject_kinds)) = p."natural")
    OR g.agreed)
    AND EXISTS (SELECT FROM client c WHERE c.id = $3::text AND c.revoked_at IS NULL)
    AND NOT EXISTS (SELECT FROM revoked_token t WHERE t.jti = $6::text)
), entry AS (
  INSERT INTO access_entry (at, actor, client, department, purpose, agreement, subjects, fields, policy)
  SELECT $5::timestamptz, $3::text, $3::text, 'FJ_FINANCE', deal.purpose, $4::uuid,
    ARRAY(SELECT DISTINCT unnest(answer.subjects)), ARRAY['Penalty.legalRepresentativeIdType']::text[], 'by hand'
  FROM answer, deal WHERE cardinality(answer.subjects) > 0
)
SELECT convert_to(value::text, 'UTF8') FROM answer
