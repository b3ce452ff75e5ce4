WITH answer AS 
(SELECT e8.value AS r0, CAST(e8.seen AS TEXT) AS seen, facts.purpose AS purpose 
FROM (SELECT one.one AS one, named.purpose AS purpose 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN (SELECT agreed.id AS id, agreed.region AS region, agreed.items AS items, agreed.purpose AS purpose, agreed.department = ANY ($12::TEXT[]) AND agreed.suspended_at IS NULL AND agreed.terminated_at IS NULL AND agreed.valid_from <= $13::DATE AND agreed.valid_until >= $13::DATE AND agreed.field_names IS NULL AND agreed.provider IS NULL AND agreed.subject_id IS NULL AND agreed.max_uses IS NULL AS lives 
FROM agreement AS agreed 
WHERE agreed.id = $6::UUID
 LIMIT ALL OFFSET 0) AS named ON true
 LIMIT ALL OFFSET 0) AS facts LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o7) AS row_to_json_1 
FROM (SELECT a6.edges0 AS edges) AS o7) AS value, a6.seen AS seen 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o5) AS row_to_json_2 
FROM (SELECT page4.node0_0 AS node) AS o5) ORDER BY page4.key0 ASC, page4.key1 ASC), '[]'::json) AS edges0, string_agg(page4.seen, ',') AS seen 
FROM (SELECT (SELECT row_to_json(o3) AS row_to_json_3 
FROM (SELECT CASE WHEN s1.discipline THEN coalesce(p1.name, t1.name_opened) ELSE t1.name_opened END AS name, t1.kind AS kind, CASE WHEN s1.discipline THEN p1.document_number ELSE CAST(NULL AS TEXT) END AS "documentNumber") AS o3) AS node0_0, k2.key AS key0, t1.id AS key1, CAST(CASE WHEN (s1.discipline AND t1."natural" OR s1.discipline) THEN t1.id END AS TEXT) AS seen 
FROM ((SELECT open0.key AS key, open0.subject_id AS subject_id, false AS personal 
FROM subject_search AS open0 
WHERE open0.key >= ('0' || $14::VARCHAR) AND open0.key < ('0' || $14::VARCHAR || chr(1114111)) ORDER BY open0.key, open0.subject_id) UNION ALL (SELECT open1.key AS key, open1.subject_id AS subject_id, false AS personal 
FROM subject_search AS open1 
WHERE open1.key >= ('1' || $15::VARCHAR) AND open1.key < ('1' || $15::VARCHAR || chr(1114111)) ORDER BY open1.key, open1.subject_id) UNION ALL (SELECT open2.key AS key, open2.subject_id AS subject_id, false AS personal 
FROM subject_search AS open2 
WHERE open2.key >= ('2' || $15::VARCHAR) AND open2.key < ('2' || $15::VARCHAR || chr(1114111)) ORDER BY open2.key, open2.subject_id) UNION ALL (SELECT own1.key AS key, own1.subject_id AS subject_id, true AS personal 
FROM subject_person_search AS own1 
WHERE own1.key >= ('1' || $15::VARCHAR) AND own1.key < ('1' || $15::VARCHAR || chr(1114111)) ORDER BY own1.key, own1.subject_id) UNION ALL (SELECT own2.key AS key, own2.subject_id AS subject_id, true AS personal 
FROM subject_person_search AS own2 
WHERE own2.key >= ('2' || $15::VARCHAR) AND own2.key < ('2' || $15::VARCHAR || chr(1114111)) ORDER BY own2.key, own2.subject_id)) AS k2 JOIN subject AS t1 ON k2.subject_id = t1.id LEFT OUTER JOIN subject_person AS p1 ON t1.id = p1.id JOIN LATERAL (SELECT coalesce(NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.state = 'PUBLISHED' AND led.publish_from <= $13::DATE AND (led.publish_until IS NULL OR led.publish_until >= $13::DATE) AND (NOT led."natural" OR led.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)), false) AS public, coalesce(t1.province = $16::VARCHAR AND (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation', 'training_record') AND led.province = $16::VARCHAR AND led.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0))), false) AS discipline
 LIMIT ALL OFFSET 0) AS s1 ON true 
WHERE (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.state = 'PUBLISHED' AND led.publish_from <= $13::DATE AND (led.publish_until IS NULL OR led.publish_until >= $13::DATE) AND (NOT led."natural" OR led.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR t1.province = $16::VARCHAR AND (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation', 'training_record') AND led.province = $16::VARCHAR AND led.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)))) AND (NOT k2.personal OR s1.discipline) AND NOT (EXISTS (SELECT 1 
FROM subject_search AS earlier 
WHERE earlier.subject_id = k2.subject_id AND (earlier.key < k2.key OR k2.personal) AND (earlier.key >= ('0' || $14::VARCHAR) AND earlier.key < ('0' || $14::VARCHAR || chr(1114111)) OR earlier.key >= ('1' || $15::VARCHAR) AND earlier.key < ('1' || $15::VARCHAR || chr(1114111)) OR earlier.key >= ('2' || $15::VARCHAR) AND earlier.key < ('2' || $15::VARCHAR || chr(1114111)))
 LIMIT ALL OFFSET 0)) AND (NOT k2.personal OR NOT (EXISTS (SELECT 1 
FROM subject_person_search AS earlier_own 
WHERE earlier_own.subject_id = k2.subject_id AND earlier_own.key < k2.key AND (earlier_own.key >= ('1' || $15::VARCHAR) AND earlier_own.key < ('1' || $15::VARCHAR || chr(1114111)) OR earlier_own.key >= ('2' || $15::VARCHAR) AND earlier_own.key < ('2' || $15::VARCHAR || chr(1114111)))
 LIMIT ALL OFFSET 0))) ORDER BY k2.key ASC, t1.id ASC 
 LIMIT $17::INTEGER) AS page4) AS a6) AS e8 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>' AND access_epoch.epoch = $18::BIGINT AND NOT (EXISTS (SELECT 1 
FROM revoked_token 
WHERE revoked_token.jti = $19::VARCHAR)))), 
touched AS 
(SELECT array((SELECT DISTINCT unnest(CAST(string_to_array(answer.seen, ',') AS UUID[])) AS unnest_1)) AS subjects, answer.seen IS NOT NULL AS given, answer.purpose AS purpose 
FROM answer
 LIMIT ALL OFFSET 0), 
entry AS 
(INSERT INTO access_entry (at, actor, client, department, purpose, agreement, discipline_case, subjects, subject_count, fields, policy, told_on, province, city, county) SELECT $1::TIMESTAMP WITH TIME ZONE AS anon_1, $2::VARCHAR AS anon_2, $3::VARCHAR AS anon_3, $4::VARCHAR AS anon_4, coalesce(touched.purpose, $5::VARCHAR) AS coalesce_1, $6::UUID AS anon_5, $7::VARCHAR AS anon_6, touched.subjects AS subjects, cardinality(touched.subjects) AS cardinality_1, ARRAY['Subject.documentNumber','Subject.name']::text[], '<policy>', $8::DATE AS anon_7, $9::VARCHAR AS anon_8, $10::VARCHAR AS anon_9, $11::VARCHAR AS anon_10 
FROM touched)
 SELECT convert_to(coalesce(CAST(answer.r0 AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM answer
