WITH answer AS 
(SELECT e10.value AS r0, CAST(e10.seen AS TEXT) AS seen, facts.purpose AS purpose 
FROM (SELECT one.one AS one, named.purpose AS purpose 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN (SELECT agreed.id AS id, agreed.region AS region, agreed.items AS items, agreed.purpose AS purpose, agreed.department = ANY ($12::TEXT[]) AND agreed.suspended_at IS NULL AND agreed.terminated_at IS NULL AND agreed.valid_from <= $13::DATE AND agreed.valid_until >= $13::DATE AND agreed.field_names IS NULL AND agreed.provider IS NULL AND agreed.subject_id IS NULL AND agreed.max_uses IS NULL AS lives 
FROM agreement AS agreed 
WHERE agreed.id = $6::UUID
 LIMIT ALL OFFSET 0) AS named ON true
 LIMIT ALL OFFSET 0) AS facts LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o9) AS row_to_json_1 
FROM (SELECT (SELECT count(*) AS count_1 
FROM penalty AS t1 
WHERE t1.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AND (t1.state = 'PUBLISHED' AND t1.publish_from <= $13::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $13::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) OR t1.city = $14::VARCHAR AND t1.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN'))) AS "totalCount", a8.edges0 AS edges) AS o9) AS value, a8.seen AS seen 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o7) AS row_to_json_2 
FROM (SELECT page6.node0_0 AS node) AS o7) ORDER BY page6.key0 ASC, page6.key1 ASC), '[]'::json) AS edges0, string_agg(page6.seen, ',') AS seen 
FROM (SELECT (SELECT row_to_json(o5) AS row_to_json_3 
FROM (SELECT t1.document_number AS "documentNumber", t1.state AS state, CASE WHEN s1.keeper THEN coalesce(p1.party_name_surname, t1.party_name_opened) ELSE t1.party_name_opened END AS "partyName", CAST(NULL AS TEXT) AS "personIdNumber", CASE WHEN s1.keeper THEN t1.violation_fact ELSE t1.violation_fact_redacted END AS "violationFact", e4.value AS subject) AS o5) AS node0_0, t1.decided_on AS key0, t1.id AS key1, CAST(e4.seen AS TEXT) AS seen 
FROM penalty AS t1 LEFT OUTER JOIN penalty_person AS p1 ON t1.subject_id = p1.subject_id AND t1.id = p1.id JOIN LATERAL (SELECT coalesce(t1.state = 'PUBLISHED' AND t1.publish_from <= $13::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $13::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL), false) AS public, coalesce(t1.city = $14::VARCHAR AND t1.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN'), false) AS keeper
 LIMIT ALL OFFSET 0) AS s1 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o3) AS row_to_json_4 
FROM (SELECT CASE WHEN (s2.keeper AND coalesce(p2.managed_by = ANY ($12::TEXT[]), false)) THEN coalesce(p2.name, t2.name_opened) WHEN s2.keeper THEN coalesce(p2.name_surname, t2.name_opened) ELSE t2.name_opened END AS name) AS o3) AS value, CAST(CASE WHEN (s2.keeper AND coalesce(p2.managed_by = ANY ($12::TEXT[]), false) AND t2."natural") THEN CASE WHEN ((t1.state NOT IN ('ARCHIVED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'WITHDRAWN'))) THEN '!' ELSE '?' END || coalesce(CAST(t2.id AS TEXT), '') END AS TEXT) AS seen 
FROM subject AS t2 LEFT OUTER JOIN subject_person AS p2 ON t2.id = p2.id JOIN LATERAL (SELECT coalesce(NOT t2."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t2.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.state = 'PUBLISHED' AND led.publish_from <= $13::DATE AND (led.publish_until IS NULL OR led.publish_until >= $13::DATE) AND (NOT led."natural" OR led.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)), false) AS public, coalesce(t2.city = $14::VARCHAR AND (NOT t2."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t2.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation', 'training_record') AND led.city = $14::VARCHAR AND led.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0))), false) AS keeper
 LIMIT ALL OFFSET 0) AS s2 ON true 
WHERE t1.found_under = t2.id AND (s2.public OR s2.keeper) 
 LIMIT 1) AS e4 ON true 
WHERE t1.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AND (t1.state = 'PUBLISHED' AND t1.publish_from <= $13::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $13::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) OR t1.city = $14::VARCHAR AND t1.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')) ORDER BY t1.decided_on ASC, t1.id ASC 
 LIMIT $15::INTEGER) AS page6) AS a8) AS e10 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>' AND access_epoch.epoch = $16::BIGINT AND NOT (EXISTS (SELECT 1 
FROM revoked_token 
WHERE revoked_token.jti = $17::VARCHAR)))), 
touched AS 
(SELECT array((SELECT DISTINCT CAST(ltrim(marked.one, '~!?') AS UUID) AS ltrim_1 
FROM unnest(string_to_array(answer.seen, ',')) AS marked(one) 
WHERE (left(marked.one, 1) NOT IN ('~', '!')) AND ltrim(marked.one, '~!?') != '')) AS subjects, EXISTS (SELECT marked.one 
FROM unnest(string_to_array(answer.seen, ',')) AS marked(one) 
WHERE (left(marked.one, 1) NOT IN ('~', '!'))) AS given, answer.purpose AS purpose 
FROM answer
 LIMIT ALL OFFSET 0), 
entry AS 
(INSERT INTO access_entry (at, actor, client, department, purpose, agreement, discipline_case, subjects, subject_count, fields, policy, told_on, province, city, county) SELECT $1::TIMESTAMP WITH TIME ZONE AS anon_1, $2::VARCHAR AS anon_2, $3::VARCHAR AS anon_3, $4::VARCHAR AS anon_4, coalesce(touched.purpose, $5::VARCHAR) AS coalesce_1, $6::UUID AS anon_5, $7::VARCHAR AS anon_6, touched.subjects AS subjects, cardinality(touched.subjects) AS cardinality_1, ARRAY['Subject.name']::text[], '<policy>', $8::DATE AS anon_7, $9::VARCHAR AS anon_8, $10::VARCHAR AS anon_9, $11::VARCHAR AS anon_10 
FROM touched 
WHERE touched.given), 
touched_later AS 
(SELECT array((SELECT DISTINCT CAST(ltrim(marked.one, '~!?') AS UUID) AS ltrim_2 
FROM unnest(string_to_array(answer.seen, ',')) AS marked(one) 
WHERE left(marked.one, 1) = '!' AND ltrim(marked.one, '~!?') != '')) AS subjects, EXISTS (SELECT marked.one 
FROM unnest(string_to_array(answer.seen, ',')) AS marked(one) 
WHERE left(marked.one, 1) = '!') AS given, answer.purpose AS purpose 
FROM answer
 LIMIT ALL OFFSET 0), 
entry_later AS 
(INSERT INTO access_entry (at, actor, client, department, purpose, agreement, discipline_case, subjects, subject_count, fields, policy, told_on, province, city, county) SELECT $1::TIMESTAMP WITH TIME ZONE AS anon_11, $2::VARCHAR AS anon_12, $3::VARCHAR AS anon_13, $4::VARCHAR AS anon_14, coalesce(touched_later.purpose, $5::VARCHAR) AS coalesce_2, $6::UUID AS anon_15, $7::VARCHAR AS anon_16, touched_later.subjects AS subjects, cardinality(touched_later.subjects) AS cardinality_2, ARRAY['Subject.name']::text[], '<policy>', $18::DATE AS anon_17, $9::VARCHAR AS anon_18, $10::VARCHAR AS anon_19, $11::VARCHAR AS anon_20 
FROM touched_later 
WHERE touched_later.given)
 SELECT convert_to(coalesce(CAST(answer.r0 AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM answer
