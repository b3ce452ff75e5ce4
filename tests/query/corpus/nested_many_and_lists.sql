SELECT convert_to(coalesce(CAST(e26.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o25) AS row_to_json_1 
FROM (SELECT a24.edges0 AS edges) AS o25) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o23) AS row_to_json_2 
FROM (SELECT page22.node0_0 AS node) AS o23) ORDER BY page22.key0 ASC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o21) AS row_to_json_3 
FROM (SELECT t1.kind AS kind, e4.value AS "formerNames", e7.value AS "dishonestyRecords", e20.value AS penalties) AS o21) AS node0_0, t1.id AS key0 
FROM subject AS t1 JOIN LATERAL (SELECT coalesce(NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.state = 'PUBLISHED' AND led.publish_from <= $1::DATE AND (led.publish_until IS NULL OR led.publish_until >= $1::DATE) AND (NOT led."natural" OR led.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)), false) AS public, coalesce(t1.city = $2::VARCHAR AND (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation', 'training_record') AND led.city = $2::VARCHAR AND led.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0))), false) AS keeper
 LIMIT ALL OFFSET 0) AS s1 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(l3.value ORDER BY l3.n), '[]'::json) AS value 
FROM (SELECT (SELECT row_to_json(o3) AS row_to_json_4 
FROM (SELECT t2.name AS name) AS o3) AS value, row_number() OVER (ORDER BY t2.valid_from ASC NULLS LAST, t2.number ASC) AS n 
FROM former_name AS t2 
WHERE t1.id = t2.subject_id AND (s1.public OR s1.keeper)) AS l3) AS e4 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o6) AS row_to_json_5 
FROM (SELECT (SELECT count(*) AS count_1 
FROM dishonesty_record AS t5 
WHERE t1.id = t5.found_under AND t5.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AND (t5.state = 'PUBLISHED' AND t5.publish_from <= $1::DATE AND (t5.publish_until IS NULL OR t5.publish_until >= $1::DATE) AND (NOT t5."natural" OR t5.publication_basis IS NOT NULL) OR t5.city = $2::VARCHAR AND t5.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN'))) AS "totalCount") AS o6) AS value) AS e7 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o19) AS row_to_json_6 
FROM (SELECT a18.edges0 AS edges) AS o19) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o17) AS row_to_json_7 
FROM (SELECT page16.node0_0 AS node) AS o17) ORDER BY page16.key0 DESC, page16.key1 DESC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o15) AS row_to_json_8 
FROM (SELECT t8.document_number AS "documentNumber", e11.value AS levels, e14.value AS authority) AS o15) AS node0_0, t8.decided_on AS key0, t8.id AS key1 
FROM penalty AS t8 JOIN LATERAL (SELECT coalesce(t8.state = 'PUBLISHED' AND t8.publish_from <= $1::DATE AND (t8.publish_until IS NULL OR t8.publish_until >= $1::DATE) AND (NOT t8."natural" OR t8.publication_basis IS NOT NULL), false) AS public, coalesce(t8.city = $2::VARCHAR AND t8.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN'), false) AS keeper
 LIMIT ALL OFFSET 0) AS s8 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(l10.value ORDER BY l10.n), '[]'::json) AS value 
FROM (SELECT (SELECT row_to_json(o10) AS row_to_json_9 
FROM (SELECT t9.level AS level) AS o10) AS value, row_number() OVER (ORDER BY t9.number ASC) AS n 
FROM level_check AS t9 
WHERE t8.subject_id = t9.subject_id AND t8.id = t9.record_id AND s8.keeper) AS l10) AS e11 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o13) AS row_to_json_10 
FROM (SELECT t12.name AS name) AS o13) AS value 
FROM department AS t12 
WHERE t8.authority_department = t12.code AND true 
 LIMIT 1) AS e14 ON true 
WHERE t1.id = t8.found_under AND t8.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AND (t8.state = 'PUBLISHED' AND t8.publish_from <= $1::DATE AND (t8.publish_until IS NULL OR t8.publish_until >= $1::DATE) AND (NOT t8."natural" OR t8.publication_basis IS NOT NULL) OR t8.city = $2::VARCHAR AND t8.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')) ORDER BY t8.decided_on DESC, t8.id DESC 
 LIMIT $3::INTEGER) AS page16) AS a18) AS e20 ON true 
WHERE (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.state = 'PUBLISHED' AND led.publish_from <= $1::DATE AND (led.publish_until IS NULL OR led.publish_until >= $1::DATE) AND (NOT led."natural" OR led.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR t1.city = $2::VARCHAR AND (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation', 'training_record') AND led.city = $2::VARCHAR AND led.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)))) AND t1.kind = ANY ($4::TEXT[]) AND t1.city = $5::VARCHAR ORDER BY t1.id ASC 
 LIMIT $6::INTEGER) AS page22) AS a24) AS e26 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>' AND access_epoch.epoch = $7::BIGINT AND NOT (EXISTS (SELECT 1 
FROM revoked_token 
WHERE revoked_token.jti = $8::VARCHAR)))
