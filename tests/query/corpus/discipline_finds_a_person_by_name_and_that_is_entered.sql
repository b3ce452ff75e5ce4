WITH answer AS 
(SELECT e7.value AS r0, json_build_array(e7.seen) AS seen 
FROM (SELECT one.one AS one 
FROM (SELECT 1 AS one) AS one
 LIMIT ALL OFFSET 0) AS facts LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o6) AS row_to_json_1 
FROM (SELECT a5.edges0 AS edges) AS o6) AS value, a5.seen AS seen 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o4) AS row_to_json_2 
FROM (SELECT page3.node0_0 AS node) AS o4) ORDER BY page3.n) FILTER (WHERE page3.n <= $7::INTEGER), '[]'::json) AS edges0, array_agg(page3.cursor ORDER BY page3.n) FILTER (WHERE page3.n <= $7::INTEGER) AS cursors, count(*) > $7::INTEGER AS more, json_agg(page3.seen) FILTER (WHERE page3.n <= $7::INTEGER) AS seen 
FROM (SELECT (SELECT row_to_json(o2) AS row_to_json_3 
FROM (SELECT CASE WHEN s1.discipline THEN coalesce(p1.name, t1.name_opened) ELSE t1.name_opened END AS name, t1.kind AS kind, CASE WHEN s1.discipline THEN p1.document_number ELSE CAST(NULL AS TEXT) END AS "documentNumber") AS o2) AS node0_0, translate(encode(convert_to(CAST(json_build_array('id', t1.id) AS TEXT), 'UTF8'), 'base64'), E'+/=\n', '-_') AS cursor, row_number() OVER (ORDER BY t1.id ASC) AS n, json_build_array(CASE WHEN (s1.discipline AND t1."natural" OR s1.discipline) THEN t1.id END) AS seen 
FROM subject AS t1 LEFT OUTER JOIN subject_person AS p1 ON t1.id = p1.id JOIN LATERAL (SELECT coalesce(NOT t1."natural" OR s1_led.public, false) AS public, coalesce(t1.province = $8::VARCHAR AND (NOT t1."natural" OR s1_led.discipline), false) AS discipline 
FROM LATERAL (SELECT bool_or(s1_led_kinds.public) AS public, bool_or(s1_led_kinds.discipline) AS discipline 
FROM (SELECT led_abnormal_operation.state = 'PUBLISHED' AND led_abnormal_operation.publish_from <= $9::DATE AND (led_abnormal_operation.publish_until IS NULL OR led_abnormal_operation.publish_until >= $9::DATE) AND (NOT led_abnormal_operation."natural" OR led_abnormal_operation.publication_basis IS NOT NULL) AS public, led_abnormal_operation.province = $8::VARCHAR AND led_abnormal_operation.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN') AS discipline 
FROM abnormal_operation AS led_abnormal_operation 
WHERE t1."natural" AND led_abnormal_operation.subject_id = t1.id UNION ALL SELECT led_commendation.state = 'PUBLISHED' AND led_commendation.publish_from <= $9::DATE AND (led_commendation.publish_until IS NULL OR led_commendation.publish_until >= $9::DATE) AND (NOT led_commendation."natural" OR led_commendation.publication_basis IS NOT NULL) AS public, led_commendation.province = $8::VARCHAR AND led_commendation.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN') AS discipline 
FROM commendation AS led_commendation 
WHERE t1."natural" AND led_commendation.subject_id = t1.id UNION ALL SELECT led_commitment.state = 'PUBLISHED' AND led_commitment.publish_from <= $9::DATE AND (led_commitment.publish_until IS NULL OR led_commitment.publish_until >= $9::DATE) AND (NOT led_commitment."natural" OR led_commitment.publication_basis IS NOT NULL) AS public, led_commitment.province = $8::VARCHAR AND led_commitment.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN') AS discipline 
FROM commitment AS led_commitment 
WHERE t1."natural" AND led_commitment.subject_id = t1.id UNION ALL SELECT led_dishonesty_record.state = 'PUBLISHED' AND led_dishonesty_record.publish_from <= $9::DATE AND (led_dishonesty_record.publish_until IS NULL OR led_dishonesty_record.publish_until >= $9::DATE) AND (NOT led_dishonesty_record."natural" OR led_dishonesty_record.publication_basis IS NOT NULL) AS public, led_dishonesty_record.province = $8::VARCHAR AND led_dishonesty_record.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN') AS discipline 
FROM dishonesty_record AS led_dishonesty_record 
WHERE t1."natural" AND led_dishonesty_record.subject_id = t1.id UNION ALL SELECT led_evaluation.state = 'PUBLISHED' AND led_evaluation.publish_from <= $9::DATE AND (led_evaluation.publish_until IS NULL OR led_evaluation.publish_until >= $9::DATE) AND (NOT led_evaluation."natural" OR led_evaluation.publication_basis IS NOT NULL) AS public, led_evaluation.province = $8::VARCHAR AND led_evaluation.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN') AS discipline 
FROM evaluation AS led_evaluation 
WHERE t1."natural" AND led_evaluation.subject_id = t1.id UNION ALL SELECT led_judgment_debtor.state = 'PUBLISHED' AND led_judgment_debtor.publish_from <= $9::DATE AND (led_judgment_debtor.publish_until IS NULL OR led_judgment_debtor.publish_until >= $9::DATE) AND (NOT led_judgment_debtor."natural" OR led_judgment_debtor.publication_basis IS NOT NULL) AS public, led_judgment_debtor.province = $8::VARCHAR AND led_judgment_debtor.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN') AS discipline 
FROM judgment_debtor AS led_judgment_debtor 
WHERE t1."natural" AND led_judgment_debtor.subject_id = t1.id UNION ALL SELECT led_licence.state = 'PUBLISHED' AND led_licence.publish_from <= $9::DATE AND (led_licence.publish_until IS NULL OR led_licence.publish_until >= $9::DATE) AND (NOT led_licence."natural" OR led_licence.publication_basis IS NOT NULL) AS public, led_licence.province = $8::VARCHAR AND led_licence.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN') AS discipline 
FROM licence AS led_licence 
WHERE t1."natural" AND led_licence.subject_id = t1.id UNION ALL SELECT led_penalty.state = 'PUBLISHED' AND led_penalty.publish_from <= $9::DATE AND (led_penalty.publish_until IS NULL OR led_penalty.publish_until >= $9::DATE) AND (NOT led_penalty."natural" OR led_penalty.publication_basis IS NOT NULL) AS public, led_penalty.province = $8::VARCHAR AND led_penalty.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN') AS discipline 
FROM penalty AS led_penalty 
WHERE t1."natural" AND led_penalty.subject_id = t1.id UNION ALL SELECT led_serious_violation.state = 'PUBLISHED' AND led_serious_violation.publish_from <= $9::DATE AND (led_serious_violation.publish_until IS NULL OR led_serious_violation.publish_until >= $9::DATE) AND (NOT led_serious_violation."natural" OR led_serious_violation.publication_basis IS NOT NULL) AS public, led_serious_violation.province = $8::VARCHAR AND led_serious_violation.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN') AS discipline 
FROM serious_violation AS led_serious_violation 
WHERE t1."natural" AND led_serious_violation.subject_id = t1.id UNION ALL SELECT led_tax_violation.state = 'PUBLISHED' AND led_tax_violation.publish_from <= $9::DATE AND (led_tax_violation.publish_until IS NULL OR led_tax_violation.publish_until >= $9::DATE) AND (NOT led_tax_violation."natural" OR led_tax_violation.publication_basis IS NOT NULL) AS public, led_tax_violation.province = $8::VARCHAR AND led_tax_violation.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN') AS discipline 
FROM tax_violation AS led_tax_violation 
WHERE t1."natural" AND led_tax_violation.subject_id = t1.id) AS s1_led_kinds) AS s1_led
 LIMIT ALL OFFSET 0) AS s1 ON true 
WHERE (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM abnormal_operation AS led_abnormal_operation 
WHERE led_abnormal_operation.subject_id = t1.id AND led_abnormal_operation.state = 'PUBLISHED' AND led_abnormal_operation.publish_from <= $9::DATE AND (led_abnormal_operation.publish_until IS NULL OR led_abnormal_operation.publish_until >= $9::DATE) AND (NOT led_abnormal_operation."natural" OR led_abnormal_operation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM commendation AS led_commendation 
WHERE led_commendation.subject_id = t1.id AND led_commendation.state = 'PUBLISHED' AND led_commendation.publish_from <= $9::DATE AND (led_commendation.publish_until IS NULL OR led_commendation.publish_until >= $9::DATE) AND (NOT led_commendation."natural" OR led_commendation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM commitment AS led_commitment 
WHERE led_commitment.subject_id = t1.id AND led_commitment.state = 'PUBLISHED' AND led_commitment.publish_from <= $9::DATE AND (led_commitment.publish_until IS NULL OR led_commitment.publish_until >= $9::DATE) AND (NOT led_commitment."natural" OR led_commitment.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM dishonesty_record AS led_dishonesty_record 
WHERE led_dishonesty_record.subject_id = t1.id AND led_dishonesty_record.state = 'PUBLISHED' AND led_dishonesty_record.publish_from <= $9::DATE AND (led_dishonesty_record.publish_until IS NULL OR led_dishonesty_record.publish_until >= $9::DATE) AND (NOT led_dishonesty_record."natural" OR led_dishonesty_record.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM evaluation AS led_evaluation 
WHERE led_evaluation.subject_id = t1.id AND led_evaluation.state = 'PUBLISHED' AND led_evaluation.publish_from <= $9::DATE AND (led_evaluation.publish_until IS NULL OR led_evaluation.publish_until >= $9::DATE) AND (NOT led_evaluation."natural" OR led_evaluation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM judgment_debtor AS led_judgment_debtor 
WHERE led_judgment_debtor.subject_id = t1.id AND led_judgment_debtor.state = 'PUBLISHED' AND led_judgment_debtor.publish_from <= $9::DATE AND (led_judgment_debtor.publish_until IS NULL OR led_judgment_debtor.publish_until >= $9::DATE) AND (NOT led_judgment_debtor."natural" OR led_judgment_debtor.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM licence AS led_licence 
WHERE led_licence.subject_id = t1.id AND led_licence.state = 'PUBLISHED' AND led_licence.publish_from <= $9::DATE AND (led_licence.publish_until IS NULL OR led_licence.publish_until >= $9::DATE) AND (NOT led_licence."natural" OR led_licence.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM penalty AS led_penalty 
WHERE led_penalty.subject_id = t1.id AND led_penalty.state = 'PUBLISHED' AND led_penalty.publish_from <= $9::DATE AND (led_penalty.publish_until IS NULL OR led_penalty.publish_until >= $9::DATE) AND (NOT led_penalty."natural" OR led_penalty.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM serious_violation AS led_serious_violation 
WHERE led_serious_violation.subject_id = t1.id AND led_serious_violation.state = 'PUBLISHED' AND led_serious_violation.publish_from <= $9::DATE AND (led_serious_violation.publish_until IS NULL OR led_serious_violation.publish_until >= $9::DATE) AND (NOT led_serious_violation."natural" OR led_serious_violation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM tax_violation AS led_tax_violation 
WHERE led_tax_violation.subject_id = t1.id AND led_tax_violation.state = 'PUBLISHED' AND led_tax_violation.publish_from <= $9::DATE AND (led_tax_violation.publish_until IS NULL OR led_tax_violation.publish_until >= $9::DATE) AND (NOT led_tax_violation."natural" OR led_tax_violation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR t1.province = $8::VARCHAR AND (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM abnormal_operation AS led_abnormal_operation 
WHERE led_abnormal_operation.subject_id = t1.id AND led_abnormal_operation.province = $8::VARCHAR AND led_abnormal_operation.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM commendation AS led_commendation 
WHERE led_commendation.subject_id = t1.id AND led_commendation.province = $8::VARCHAR AND led_commendation.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM commitment AS led_commitment 
WHERE led_commitment.subject_id = t1.id AND led_commitment.province = $8::VARCHAR AND led_commitment.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM dishonesty_record AS led_dishonesty_record 
WHERE led_dishonesty_record.subject_id = t1.id AND led_dishonesty_record.province = $8::VARCHAR AND led_dishonesty_record.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM evaluation AS led_evaluation 
WHERE led_evaluation.subject_id = t1.id AND led_evaluation.province = $8::VARCHAR AND led_evaluation.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM judgment_debtor AS led_judgment_debtor 
WHERE led_judgment_debtor.subject_id = t1.id AND led_judgment_debtor.province = $8::VARCHAR AND led_judgment_debtor.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM licence AS led_licence 
WHERE led_licence.subject_id = t1.id AND led_licence.province = $8::VARCHAR AND led_licence.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM penalty AS led_penalty 
WHERE led_penalty.subject_id = t1.id AND led_penalty.province = $8::VARCHAR AND led_penalty.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM serious_violation AS led_serious_violation 
WHERE led_serious_violation.subject_id = t1.id AND led_serious_violation.province = $8::VARCHAR AND led_serious_violation.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM tax_violation AS led_tax_violation 
WHERE led_tax_violation.subject_id = t1.id AND led_tax_violation.province = $8::VARCHAR AND led_tax_violation.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)))) AND (t1.id IN (SELECT open_gram0.subject_id 
FROM subject_gram AS open_gram0 JOIN subject_gram AS open_gram1 ON open_gram1.subject_id = open_gram0.subject_id JOIN subject_gram AS open_gram2 ON open_gram2.subject_id = open_gram0.subject_id JOIN subject_gram AS open_gram3 ON open_gram3.subject_id = open_gram0.subject_id 
WHERE open_gram0.gram = $10::VARCHAR AND open_gram1.gram = $11::VARCHAR AND open_gram2.gram = $12::VARCHAR AND open_gram3.gram = $13::VARCHAR) AND (strpos(t1.name_opened, $14::VARCHAR) > 0 OR (EXISTS (SELECT 1 
FROM former_name AS formerly 
WHERE formerly.subject_id = t1.id AND strpos(formerly.name, $14::VARCHAR) > 0
 LIMIT ALL OFFSET 0))) OR t1.id IN (SELECT person_gram0.subject_id 
FROM subject_person_gram AS person_gram0 JOIN subject_person_gram AS person_gram1 ON person_gram1.subject_id = person_gram0.subject_id JOIN subject_person_gram AS person_gram2 ON person_gram2.subject_id = person_gram0.subject_id JOIN subject_person_gram AS person_gram3 ON person_gram3.subject_id = person_gram0.subject_id 
WHERE person_gram0.gram = $10::VARCHAR AND person_gram1.gram = $11::VARCHAR AND person_gram2.gram = $12::VARCHAR AND person_gram3.gram = $13::VARCHAR) AND s1.discipline AND strpos(p1.name, $14::VARCHAR) > 0) ORDER BY t1.id ASC 
 LIMIT $15::INTEGER) AS page3) AS a5) AS e7 ON true 
WHERE (SELECT access_epoch.epoch 
FROM access_epoch) = $16::BIGINT AND NOT (EXISTS (SELECT 1 
FROM revoked_token 
WHERE revoked_token.jti = $17::VARCHAR))), 
touched AS 
(SELECT array((SELECT DISTINCT ids.id 
FROM (SELECT CAST(jsonb_path_query(CAST(answer.seen AS JSONB), CAST('$.** ? (@.type() == "string")' AS JSONPATH)) #>> '{}'::text[] AS UUID) AS id 
FROM answer) AS ids)) AS subjects 
FROM answer), 
entry AS 
(INSERT INTO access_entry (at, actor, client, department, purpose, agreement, discipline_case, subjects, fields, policy) SELECT $1::TIMESTAMP WITH TIME ZONE AS anon_1, $2::VARCHAR AS anon_2, $3::VARCHAR AS anon_3, $4::VARCHAR AS anon_4, (SELECT agreement.purpose 
FROM agreement 
WHERE agreement.id = $5::UUID) AS anon_5, $5::UUID AS anon_6, $6::VARCHAR AS anon_7, touched.subjects AS subjects, ARRAY['Subject.documentNumber','Subject.name']::text[], '<policy>' 
FROM touched)
 SELECT convert_to(coalesce(CAST(answer.r0 AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM answer
