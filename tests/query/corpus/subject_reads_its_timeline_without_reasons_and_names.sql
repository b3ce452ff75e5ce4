WITH answer AS 
(SELECT e42.value AS r0, CAST(e42.seen AS TEXT) AS seen, facts.purpose AS purpose 
FROM (SELECT one.one AS one, named.purpose AS purpose 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN (SELECT agreed.id AS id, agreed.region AS region, agreed.items AS items, agreed.purpose AS purpose, agreed.department = ANY ($12::TEXT[]) AND agreed.suspended_at IS NULL AND agreed.terminated_at IS NULL AND agreed.valid_from <= $13::DATE AND agreed.valid_until >= $13::DATE AND agreed.field_names IS NULL AND agreed.provider IS NULL AND agreed.subject_id IS NULL AND agreed.max_uses IS NULL AS lives 
FROM agreement AS agreed 
WHERE agreed.id = $6::UUID
 LIMIT ALL OFFSET 0) AS named ON true
 LIMIT ALL OFFSET 0) AS facts LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o41) AS row_to_json_1 
FROM (SELECT e34.value AS changes, e40.value AS timeline) AS o41) AS value, nullif(concat_ws(',', CASE WHEN (s1.subject AND t1."natural" OR s1.subject) THEN t1.subject_id END, e34.seen), '') AS seen 
FROM penalty AS t1 LEFT OUTER JOIN penalty_person AS p1 ON t1.subject_id = p1.subject_id AND t1.id = p1.id JOIN LATERAL (SELECT coalesce(t1.state = 'PUBLISHED' AND t1.publish_from <= $13::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $13::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL), false) AS public, coalesce((t1.subject_id = $14::UUID OR t1.found_under = $14::UUID) AND t1.state IN ('ARCHIVED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'WITHDRAWN'), false) AS subject
 LIMIT ALL OFFSET 0) AS s1 ON true LEFT OUTER JOIN LATERAL (SELECT CAST('[' || concat_ws(',', CASE WHEN (t2.document_number IS DISTINCT FROM t1.document_number) THEN CAST((SELECT row_to_json(o3) AS row_to_json_2 
FROM (SELECT 'documentNumber' AS field, CAST(t1.document_number AS TEXT) AS after) AS o3) AS TEXT) END, CASE WHEN (t2.decided_on IS DISTINCT FROM t1.decided_on) THEN CAST((SELECT row_to_json(o4) AS row_to_json_3 
FROM (SELECT 'decidedOn' AS field, CAST(t1.decided_on AS TEXT) AS after) AS o4) AS TEXT) END, CASE WHEN (t2.authority_name IS DISTINCT FROM t1.authority_name) THEN CAST((SELECT row_to_json(o5) AS row_to_json_4 
FROM (SELECT 'authorityName' AS field, CAST(t1.authority_name AS TEXT) AS after) AS o5) AS TEXT) END, CASE WHEN (t2.authority_code IS DISTINCT FROM t1.authority_code) THEN CAST((SELECT row_to_json(o6) AS row_to_json_5 
FROM (SELECT 'authorityCode' AS field, CAST(t1.authority_code AS TEXT) AS after) AS o6) AS TEXT) END, CASE WHEN (t2.source_name IS DISTINCT FROM t1.source_name) THEN CAST((SELECT row_to_json(o7) AS row_to_json_6 
FROM (SELECT 'sourceName' AS field, CAST(t1.source_name AS TEXT) AS after) AS o7) AS TEXT) END, CASE WHEN (t2.source_code IS DISTINCT FROM t1.source_code) THEN CAST((SELECT row_to_json(o8) AS row_to_json_7 
FROM (SELECT 'sourceCode' AS field, CAST(t1.source_code AS TEXT) AS after) AS o8) AS TEXT) END, CASE WHEN (CAST(NULL AS TEXT) IS DISTINCT FROM CAST(NULL AS TEXT)) THEN CAST((SELECT row_to_json(o9) AS row_to_json_8 
FROM (SELECT 'remark' AS field, CAST(CAST(NULL AS TEXT) AS TEXT) AS after) AS o9) AS TEXT) END, CASE WHEN (t2.publish_until IS DISTINCT FROM t1.publish_until) THEN CAST((SELECT row_to_json(o10) AS row_to_json_9 
FROM (SELECT 'publishUntil' AS field, CAST(t1.publish_until AS TEXT) AS after) AS o10) AS TEXT) END, CASE WHEN (CASE WHEN s2.subject THEN t2.duty_done ELSE CAST(NULL AS BOOLEAN) END IS DISTINCT FROM CASE WHEN s1.subject THEN t1.duty_done ELSE CAST(NULL AS BOOLEAN) END) THEN CAST((SELECT row_to_json(o11) AS row_to_json_10 
FROM (SELECT 'dutyDone' AS field, CAST(CASE WHEN s1.subject THEN t1.duty_done ELSE CAST(NULL AS BOOLEAN) END AS TEXT) AS after) AS o11) AS TEXT) END, CASE WHEN (CASE WHEN s2.subject THEN coalesce(p2.party_name, t2.party_name_opened) ELSE t2.party_name_opened END IS DISTINCT FROM CASE WHEN s1.subject THEN coalesce(p1.party_name, t1.party_name_opened) ELSE t1.party_name_opened END) THEN CAST((SELECT row_to_json(o12) AS row_to_json_11 
FROM (SELECT 'partyName' AS field, CAST(CASE WHEN s1.subject THEN coalesce(p1.party_name, t1.party_name_opened) ELSE t1.party_name_opened END AS TEXT) AS after) AS o12) AS TEXT) END, CASE WHEN (t2.party_type IS DISTINCT FROM t1.party_type) THEN CAST((SELECT row_to_json(o13) AS row_to_json_12 
FROM (SELECT 'partyType' AS field, CAST(t1.party_type AS TEXT) AS after) AS o13) AS TEXT) END, CASE WHEN (t2.party_credit_code IS DISTINCT FROM t1.party_credit_code) THEN CAST((SELECT row_to_json(o14) AS row_to_json_13 
FROM (SELECT 'partyCreditCode' AS field, CAST(t1.party_credit_code AS TEXT) AS after) AS o14) AS TEXT) END, CASE WHEN (t2.party_registration_number IS DISTINCT FROM t1.party_registration_number) THEN CAST((SELECT row_to_json(o15) AS row_to_json_14 
FROM (SELECT 'partyRegistrationNumber' AS field, CAST(t1.party_registration_number AS TEXT) AS after) AS o15) AS TEXT) END, CASE WHEN (t2.party_organisation_code IS DISTINCT FROM t1.party_organisation_code) THEN CAST((SELECT row_to_json(o16) AS row_to_json_15 
FROM (SELECT 'partyOrganisationCode' AS field, CAST(t1.party_organisation_code AS TEXT) AS after) AS o16) AS TEXT) END, CASE WHEN (t2.party_tax_number IS DISTINCT FROM t1.party_tax_number) THEN CAST((SELECT row_to_json(o17) AS row_to_json_16 
FROM (SELECT 'partyTaxNumber' AS field, CAST(t1.party_tax_number AS TEXT) AS after) AS o17) AS TEXT) END, CASE WHEN (t2.party_institution_number IS DISTINCT FROM t1.party_institution_number) THEN CAST((SELECT row_to_json(o18) AS row_to_json_17 
FROM (SELECT 'partyInstitutionNumber' AS field, CAST(t1.party_institution_number AS TEXT) AS after) AS o18) AS TEXT) END, CASE WHEN (t2.party_social_organisation_number IS DISTINCT FROM t1.party_social_organisation_number) THEN CAST((SELECT row_to_json(o19) AS row_to_json_18 
FROM (SELECT 'partySocialOrganisationNumber' AS field, CAST(t1.party_social_organisation_number AS TEXT) AS after) AS o19) AS TEXT) END, CASE WHEN (t2.legal_representative IS DISTINCT FROM t1.legal_representative) THEN CAST((SELECT row_to_json(o20) AS row_to_json_19 
FROM (SELECT 'legalRepresentative' AS field, CAST(t1.legal_representative AS TEXT) AS after) AS o20) AS TEXT) END, CASE WHEN (CASE WHEN s2.subject THEN p2.legal_representative_id_type ELSE CAST(NULL AS TEXT) END IS DISTINCT FROM CASE WHEN s1.subject THEN p1.legal_representative_id_type ELSE CAST(NULL AS TEXT) END) THEN CAST((SELECT row_to_json(o21) AS row_to_json_20 
FROM (SELECT 'legalRepresentativeIdType' AS field, CAST(CASE WHEN s1.subject THEN p1.legal_representative_id_type ELSE CAST(NULL AS TEXT) END AS TEXT) AS after) AS o21) AS TEXT) END, CASE WHEN (CASE WHEN s2.subject THEN p2.legal_representative_id_number_id_number ELSE CAST(NULL AS TEXT) END IS DISTINCT FROM CASE WHEN s1.subject THEN p1.legal_representative_id_number_id_number ELSE CAST(NULL AS TEXT) END) THEN CAST((SELECT row_to_json(o22) AS row_to_json_21 
FROM (SELECT 'legalRepresentativeIdNumber' AS field, CAST(CASE WHEN s1.subject THEN p1.legal_representative_id_number_id_number ELSE CAST(NULL AS TEXT) END AS TEXT) AS after) AS o22) AS TEXT) END, CASE WHEN (CASE WHEN s2.subject THEN p2.person_id_type ELSE CAST(NULL AS TEXT) END IS DISTINCT FROM CASE WHEN s1.subject THEN p1.person_id_type ELSE CAST(NULL AS TEXT) END) THEN CAST((SELECT row_to_json(o23) AS row_to_json_22 
FROM (SELECT 'personIdType' AS field, CAST(CASE WHEN s1.subject THEN p1.person_id_type ELSE CAST(NULL AS TEXT) END AS TEXT) AS after) AS o23) AS TEXT) END, CASE WHEN (CASE WHEN s2.subject THEN p2.person_id_number_id_number ELSE CAST(NULL AS TEXT) END IS DISTINCT FROM CASE WHEN s1.subject THEN p1.person_id_number_id_number ELSE CAST(NULL AS TEXT) END) THEN CAST((SELECT row_to_json(o24) AS row_to_json_23 
FROM (SELECT 'personIdNumber' AS field, CAST(CASE WHEN s1.subject THEN p1.person_id_number_id_number ELSE CAST(NULL AS TEXT) END AS TEXT) AS after) AS o24) AS TEXT) END, CASE WHEN (t2.violation IS DISTINCT FROM t1.violation) THEN CAST((SELECT row_to_json(o25) AS row_to_json_24 
FROM (SELECT 'violation' AS field, CAST(t1.violation AS TEXT) AS after) AS o25) AS TEXT) END, CASE WHEN (CASE WHEN s2.subject THEN t2.violation_fact ELSE t2.violation_fact_redacted END IS DISTINCT FROM CASE WHEN s1.subject THEN t1.violation_fact ELSE t1.violation_fact_redacted END) THEN CAST((SELECT row_to_json(o26) AS row_to_json_25 
FROM (SELECT 'violationFact' AS field, CAST(CASE WHEN s1.subject THEN t1.violation_fact ELSE t1.violation_fact_redacted END AS TEXT) AS after) AS o26) AS TEXT) END, CASE WHEN (t2.legal_basis IS DISTINCT FROM t1.legal_basis) THEN CAST((SELECT row_to_json(o27) AS row_to_json_26 
FROM (SELECT 'legalBasis' AS field, CAST(t1.legal_basis AS TEXT) AS after) AS o27) AS TEXT) END, CASE WHEN (t2.kind IS DISTINCT FROM t1.kind) THEN CAST((SELECT row_to_json(o28) AS row_to_json_27 
FROM (SELECT 'kind' AS field, array_to_string(t1.kind, ',') AS after) AS o28) AS TEXT) END, CASE WHEN (t2.content IS DISTINCT FROM t1.content) THEN CAST((SELECT row_to_json(o29) AS row_to_json_28 
FROM (SELECT 'content' AS field, CAST(t1.content AS TEXT) AS after) AS o29) AS TEXT) END, CASE WHEN (CAST(trim_scale(t2.fine) AS TEXT) IS DISTINCT FROM CAST(trim_scale(t1.fine) AS TEXT)) THEN CAST((SELECT row_to_json(o30) AS row_to_json_29 
FROM (SELECT 'fine' AS field, CAST(CAST(trim_scale(t1.fine) AS TEXT) AS TEXT) AS after) AS o30) AS TEXT) END, CASE WHEN (CAST(trim_scale(t2.confiscated) AS TEXT) IS DISTINCT FROM CAST(trim_scale(t1.confiscated) AS TEXT)) THEN CAST((SELECT row_to_json(o31) AS row_to_json_30 
FROM (SELECT 'confiscated' AS field, CAST(CAST(trim_scale(t1.confiscated) AS TEXT) AS TEXT) AS after) AS o31) AS TEXT) END, CASE WHEN (t2.licence_touched IS DISTINCT FROM t1.licence_touched) THEN CAST((SELECT row_to_json(o32) AS row_to_json_31 
FROM (SELECT 'licenceTouched' AS field, CAST(t1.licence_touched AS TEXT) AS after) AS o32) AS TEXT) END, CASE WHEN (t2.effective_until IS DISTINCT FROM t1.effective_until) THEN CAST((SELECT row_to_json(o33) AS row_to_json_32 
FROM (SELECT 'effectiveUntil' AS field, CAST(t1.effective_until AS TEXT) AS after) AS o33) AS TEXT) END) || ']' AS JSON) AS value, CAST(CASE WHEN (s2.subject AND t2."natural" OR s2.subject) THEN t2.subject_id END AS TEXT) AS seen 
FROM penalty AS t2 LEFT OUTER JOIN penalty_person AS p2 ON t2.subject_id = p2.subject_id AND t2.id = p2.id JOIN LATERAL (SELECT coalesce(t2.state = 'PUBLISHED' AND t2.publish_from <= $13::DATE AND (t2.publish_until IS NULL OR t2.publish_until >= $13::DATE) AND (NOT t2."natural" OR t2.publication_basis IS NOT NULL), false) AS public, coalesce((t2.subject_id = $14::UUID OR t2.found_under = $14::UUID) AND t2.state IN ('ARCHIVED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'WITHDRAWN'), false) AS subject
 LIMIT ALL OFFSET 0) AS s2 ON true 
WHERE t2.subject_id = t1.subject_id AND t2.lineage = t1.lineage AND t2.version = $15::INTEGER AND (s2.public OR s2.subject) 
 LIMIT 1) AS e34 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(l39.value ORDER BY l39.n), '[]'::json) AS value 
FROM (SELECT (SELECT row_to_json(o39) AS row_to_json_33 
FROM (SELECT t35.move AS move, CAST(NULL AS TEXT) AS reason, CAST(NULL AS TEXT) AS actor, e38.value AS by) AS o39) AS value, row_number() OVER (ORDER BY t35.id ASC) AS n 
FROM audit_entry AS t35 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o37) AS row_to_json_34 
FROM (SELECT t36.name AS name) AS o37) AS value 
FROM department AS t36 
WHERE t35.department = t36.code AND true 
 LIMIT 1) AS e38 ON true 
WHERE t1.subject_id = t35.subject_id AND t1.id = t35.record_id AND s1.subject) AS l39) AS e40 ON true 
WHERE (s1.public OR s1.subject) AND t1.id = $16::UUID 
 LIMIT 1) AS e42 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>' AND access_epoch.epoch = $17::BIGINT AND NOT (EXISTS (SELECT 1 
FROM revoked_token 
WHERE revoked_token.jti = $18::VARCHAR)))), 
touched AS 
(SELECT array((SELECT DISTINCT unnest(CAST(string_to_array(answer.seen, ',') AS UUID[])) AS unnest_1)) AS subjects, answer.seen IS NOT NULL AS given, answer.purpose AS purpose 
FROM answer
 LIMIT ALL OFFSET 0), 
entry AS 
(INSERT INTO access_entry (at, actor, client, department, purpose, agreement, discipline_case, subjects, subject_count, fields, policy, told_on, province, city, county) SELECT $1::TIMESTAMP WITH TIME ZONE AS anon_1, $2::VARCHAR AS anon_2, $3::VARCHAR AS anon_3, $4::VARCHAR AS anon_4, coalesce(touched.purpose, $5::VARCHAR) AS coalesce_1, $6::UUID AS anon_5, $7::VARCHAR AS anon_6, touched.subjects AS subjects, cardinality(touched.subjects) AS cardinality_1, ARRAY['Penalty.legalRepresentativeIdType','Penalty.partyName','Penalty.personIdType']::text[], '<policy>', $8::DATE AS anon_7, $9::VARCHAR AS anon_8, $10::VARCHAR AS anon_9, $11::VARCHAR AS anon_10 
FROM touched 
WHERE touched.given)
 SELECT convert_to(coalesce(CAST(answer.r0 AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM answer
