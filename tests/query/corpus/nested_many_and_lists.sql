SELECT convert_to(coalesce(CAST(e26.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT one.one AS one 
FROM (SELECT 1 AS one) AS one
 LIMIT ALL OFFSET 0) AS facts LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o25) AS row_to_json_1 
FROM (SELECT a24.edges0 AS edges) AS o25) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o23) AS row_to_json_2 
FROM (SELECT page22.node0_0 AS node) AS o23) ORDER BY page22.n) FILTER (WHERE page22.n <= $1::INTEGER), '[]'::json) AS edges0, array_agg(page22.cursor ORDER BY page22.n) FILTER (WHERE page22.n <= $1::INTEGER) AS cursors, count(*) > $1::INTEGER AS more 
FROM (SELECT (SELECT row_to_json(o21) AS row_to_json_3 
FROM (SELECT t1.kind AS kind, e4.value AS "formerNames", e7.value AS "dishonestyRecords", e20.value AS penalties) AS o21) AS node0_0, translate(encode(convert_to(CAST(json_build_array('id', t1.id) AS TEXT), 'UTF8'), 'base64'), E'+/=\n', '-_') AS cursor, row_number() OVER (ORDER BY t1.id ASC) AS n 
FROM subject AS t1 JOIN LATERAL (SELECT coalesce(NOT t1."natural" OR s1_led.public, false) AS public, coalesce(t1.city = $2::VARCHAR AND (NOT t1."natural" OR s1_led.keeper), false) AS keeper 
FROM LATERAL (SELECT bool_or(s1_led_kinds.public) AS public, bool_or(s1_led_kinds.keeper) AS keeper 
FROM (SELECT led_abnormal_operation.state = 'PUBLISHED' AND led_abnormal_operation.publish_from <= $3::DATE AND (led_abnormal_operation.publish_until IS NULL OR led_abnormal_operation.publish_until >= $3::DATE) AND (NOT led_abnormal_operation."natural" OR led_abnormal_operation.publication_basis IS NOT NULL) AS public, led_abnormal_operation.city = $2::VARCHAR AND led_abnormal_operation.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AS keeper 
FROM abnormal_operation AS led_abnormal_operation 
WHERE t1."natural" AND led_abnormal_operation.subject_id = t1.id UNION ALL SELECT led_commendation.state = 'PUBLISHED' AND led_commendation.publish_from <= $3::DATE AND (led_commendation.publish_until IS NULL OR led_commendation.publish_until >= $3::DATE) AND (NOT led_commendation."natural" OR led_commendation.publication_basis IS NOT NULL) AS public, led_commendation.city = $2::VARCHAR AND led_commendation.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AS keeper 
FROM commendation AS led_commendation 
WHERE t1."natural" AND led_commendation.subject_id = t1.id UNION ALL SELECT led_commitment.state = 'PUBLISHED' AND led_commitment.publish_from <= $3::DATE AND (led_commitment.publish_until IS NULL OR led_commitment.publish_until >= $3::DATE) AND (NOT led_commitment."natural" OR led_commitment.publication_basis IS NOT NULL) AS public, led_commitment.city = $2::VARCHAR AND led_commitment.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AS keeper 
FROM commitment AS led_commitment 
WHERE t1."natural" AND led_commitment.subject_id = t1.id UNION ALL SELECT led_dishonesty_record.state = 'PUBLISHED' AND led_dishonesty_record.publish_from <= $3::DATE AND (led_dishonesty_record.publish_until IS NULL OR led_dishonesty_record.publish_until >= $3::DATE) AND (NOT led_dishonesty_record."natural" OR led_dishonesty_record.publication_basis IS NOT NULL) AS public, led_dishonesty_record.city = $2::VARCHAR AND led_dishonesty_record.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AS keeper 
FROM dishonesty_record AS led_dishonesty_record 
WHERE t1."natural" AND led_dishonesty_record.subject_id = t1.id UNION ALL SELECT led_evaluation.state = 'PUBLISHED' AND led_evaluation.publish_from <= $3::DATE AND (led_evaluation.publish_until IS NULL OR led_evaluation.publish_until >= $3::DATE) AND (NOT led_evaluation."natural" OR led_evaluation.publication_basis IS NOT NULL) AS public, led_evaluation.city = $2::VARCHAR AND led_evaluation.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AS keeper 
FROM evaluation AS led_evaluation 
WHERE t1."natural" AND led_evaluation.subject_id = t1.id UNION ALL SELECT led_judgment_debtor.state = 'PUBLISHED' AND led_judgment_debtor.publish_from <= $3::DATE AND (led_judgment_debtor.publish_until IS NULL OR led_judgment_debtor.publish_until >= $3::DATE) AND (NOT led_judgment_debtor."natural" OR led_judgment_debtor.publication_basis IS NOT NULL) AS public, led_judgment_debtor.city = $2::VARCHAR AND led_judgment_debtor.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AS keeper 
FROM judgment_debtor AS led_judgment_debtor 
WHERE t1."natural" AND led_judgment_debtor.subject_id = t1.id UNION ALL SELECT led_licence.state = 'PUBLISHED' AND led_licence.publish_from <= $3::DATE AND (led_licence.publish_until IS NULL OR led_licence.publish_until >= $3::DATE) AND (NOT led_licence."natural" OR led_licence.publication_basis IS NOT NULL) AS public, led_licence.city = $2::VARCHAR AND led_licence.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AS keeper 
FROM licence AS led_licence 
WHERE t1."natural" AND led_licence.subject_id = t1.id UNION ALL SELECT led_penalty.state = 'PUBLISHED' AND led_penalty.publish_from <= $3::DATE AND (led_penalty.publish_until IS NULL OR led_penalty.publish_until >= $3::DATE) AND (NOT led_penalty."natural" OR led_penalty.publication_basis IS NOT NULL) AS public, led_penalty.city = $2::VARCHAR AND led_penalty.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AS keeper 
FROM penalty AS led_penalty 
WHERE t1."natural" AND led_penalty.subject_id = t1.id UNION ALL SELECT led_serious_violation.state = 'PUBLISHED' AND led_serious_violation.publish_from <= $3::DATE AND (led_serious_violation.publish_until IS NULL OR led_serious_violation.publish_until >= $3::DATE) AND (NOT led_serious_violation."natural" OR led_serious_violation.publication_basis IS NOT NULL) AS public, led_serious_violation.city = $2::VARCHAR AND led_serious_violation.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AS keeper 
FROM serious_violation AS led_serious_violation 
WHERE t1."natural" AND led_serious_violation.subject_id = t1.id UNION ALL SELECT led_tax_violation.state = 'PUBLISHED' AND led_tax_violation.publish_from <= $3::DATE AND (led_tax_violation.publish_until IS NULL OR led_tax_violation.publish_until >= $3::DATE) AND (NOT led_tax_violation."natural" OR led_tax_violation.publication_basis IS NOT NULL) AS public, led_tax_violation.city = $2::VARCHAR AND led_tax_violation.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AS keeper 
FROM tax_violation AS led_tax_violation 
WHERE t1."natural" AND led_tax_violation.subject_id = t1.id) AS s1_led_kinds) AS s1_led
 LIMIT ALL OFFSET 0) AS s1 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(l3.value ORDER BY l3.n), '[]'::json) AS value 
FROM (SELECT (SELECT row_to_json(o3) AS row_to_json_4 
FROM (SELECT t2.name AS name) AS o3) AS value, row_number() OVER (ORDER BY t2.valid_from ASC NULLS LAST, t2.number ASC) AS n 
FROM former_name AS t2 
WHERE t1.id = t2.subject_id AND (s1.public OR s1.keeper)) AS l3) AS e4 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o6) AS row_to_json_5 
FROM (SELECT (SELECT count(*) AS count_1 
FROM dishonesty_record AS t5 
WHERE t1.id = t5.found_under AND t5.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AND (t5.state = 'PUBLISHED' AND t5.publish_from <= $3::DATE AND (t5.publish_until IS NULL OR t5.publish_until >= $3::DATE) AND (NOT t5."natural" OR t5.publication_basis IS NOT NULL) OR t5.city = $2::VARCHAR AND t5.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN'))) AS "totalCount") AS o6) AS value) AS e7 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o19) AS row_to_json_6 
FROM (SELECT a18.edges0 AS edges) AS o19) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o17) AS row_to_json_7 
FROM (SELECT page16.node0_0 AS node) AS o17) ORDER BY page16.n) FILTER (WHERE page16.n <= $4::INTEGER), '[]'::json) AS edges0, array_agg(page16.cursor ORDER BY page16.n) FILTER (WHERE page16.n <= $4::INTEGER) AS cursors, count(*) > $4::INTEGER AS more 
FROM (SELECT (SELECT row_to_json(o15) AS row_to_json_8 
FROM (SELECT t8.document_number AS "documentNumber", e11.value AS levels, e14.value AS authority) AS o15) AS node0_0, translate(encode(convert_to(CAST(json_build_array('-decidedOn,-id', t8.decided_on, t8.id) AS TEXT), 'UTF8'), 'base64'), E'+/=\n', '-_') AS cursor, row_number() OVER (ORDER BY t8.decided_on DESC, t8.id DESC) AS n 
FROM penalty AS t8 JOIN LATERAL (SELECT coalesce(t8.state = 'PUBLISHED' AND t8.publish_from <= $3::DATE AND (t8.publish_until IS NULL OR t8.publish_until >= $3::DATE) AND (NOT t8."natural" OR t8.publication_basis IS NOT NULL), false) AS public, coalesce(t8.city = $2::VARCHAR AND t8.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN'), false) AS keeper
 LIMIT ALL OFFSET 0) AS s8 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(l10.value ORDER BY l10.n), '[]'::json) AS value 
FROM (SELECT (SELECT row_to_json(o10) AS row_to_json_9 
FROM (SELECT t9.level AS level) AS o10) AS value, row_number() OVER (ORDER BY t9.number ASC) AS n 
FROM level_check AS t9 
WHERE t8.subject_id = t9.subject_id AND t8.id = t9.record_id AND s8.keeper) AS l10) AS e11 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o13) AS row_to_json_10 
FROM (SELECT t12.name AS name) AS o13) AS value 
FROM department AS t12 
WHERE t8.authority_department = t12.code AND true 
 LIMIT 1) AS e14 ON true 
WHERE t1.id = t8.found_under AND t8.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AND (t8.state = 'PUBLISHED' AND t8.publish_from <= $3::DATE AND (t8.publish_until IS NULL OR t8.publish_until >= $3::DATE) AND (NOT t8."natural" OR t8.publication_basis IS NOT NULL) OR t8.city = $2::VARCHAR AND t8.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')) ORDER BY t8.decided_on DESC, t8.id DESC 
 LIMIT $5::INTEGER) AS page16) AS a18) AS e20 ON true 
WHERE (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM abnormal_operation AS led_abnormal_operation 
WHERE led_abnormal_operation.subject_id = t1.id AND led_abnormal_operation.state = 'PUBLISHED' AND led_abnormal_operation.publish_from <= $3::DATE AND (led_abnormal_operation.publish_until IS NULL OR led_abnormal_operation.publish_until >= $3::DATE) AND (NOT led_abnormal_operation."natural" OR led_abnormal_operation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM commendation AS led_commendation 
WHERE led_commendation.subject_id = t1.id AND led_commendation.state = 'PUBLISHED' AND led_commendation.publish_from <= $3::DATE AND (led_commendation.publish_until IS NULL OR led_commendation.publish_until >= $3::DATE) AND (NOT led_commendation."natural" OR led_commendation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM commitment AS led_commitment 
WHERE led_commitment.subject_id = t1.id AND led_commitment.state = 'PUBLISHED' AND led_commitment.publish_from <= $3::DATE AND (led_commitment.publish_until IS NULL OR led_commitment.publish_until >= $3::DATE) AND (NOT led_commitment."natural" OR led_commitment.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM dishonesty_record AS led_dishonesty_record 
WHERE led_dishonesty_record.subject_id = t1.id AND led_dishonesty_record.state = 'PUBLISHED' AND led_dishonesty_record.publish_from <= $3::DATE AND (led_dishonesty_record.publish_until IS NULL OR led_dishonesty_record.publish_until >= $3::DATE) AND (NOT led_dishonesty_record."natural" OR led_dishonesty_record.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM evaluation AS led_evaluation 
WHERE led_evaluation.subject_id = t1.id AND led_evaluation.state = 'PUBLISHED' AND led_evaluation.publish_from <= $3::DATE AND (led_evaluation.publish_until IS NULL OR led_evaluation.publish_until >= $3::DATE) AND (NOT led_evaluation."natural" OR led_evaluation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM judgment_debtor AS led_judgment_debtor 
WHERE led_judgment_debtor.subject_id = t1.id AND led_judgment_debtor.state = 'PUBLISHED' AND led_judgment_debtor.publish_from <= $3::DATE AND (led_judgment_debtor.publish_until IS NULL OR led_judgment_debtor.publish_until >= $3::DATE) AND (NOT led_judgment_debtor."natural" OR led_judgment_debtor.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM licence AS led_licence 
WHERE led_licence.subject_id = t1.id AND led_licence.state = 'PUBLISHED' AND led_licence.publish_from <= $3::DATE AND (led_licence.publish_until IS NULL OR led_licence.publish_until >= $3::DATE) AND (NOT led_licence."natural" OR led_licence.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM penalty AS led_penalty 
WHERE led_penalty.subject_id = t1.id AND led_penalty.state = 'PUBLISHED' AND led_penalty.publish_from <= $3::DATE AND (led_penalty.publish_until IS NULL OR led_penalty.publish_until >= $3::DATE) AND (NOT led_penalty."natural" OR led_penalty.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM serious_violation AS led_serious_violation 
WHERE led_serious_violation.subject_id = t1.id AND led_serious_violation.state = 'PUBLISHED' AND led_serious_violation.publish_from <= $3::DATE AND (led_serious_violation.publish_until IS NULL OR led_serious_violation.publish_until >= $3::DATE) AND (NOT led_serious_violation."natural" OR led_serious_violation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM tax_violation AS led_tax_violation 
WHERE led_tax_violation.subject_id = t1.id AND led_tax_violation.state = 'PUBLISHED' AND led_tax_violation.publish_from <= $3::DATE AND (led_tax_violation.publish_until IS NULL OR led_tax_violation.publish_until >= $3::DATE) AND (NOT led_tax_violation."natural" OR led_tax_violation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR t1.city = $2::VARCHAR AND (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM abnormal_operation AS led_abnormal_operation 
WHERE led_abnormal_operation.subject_id = t1.id AND led_abnormal_operation.city = $2::VARCHAR AND led_abnormal_operation.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM commendation AS led_commendation 
WHERE led_commendation.subject_id = t1.id AND led_commendation.city = $2::VARCHAR AND led_commendation.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM commitment AS led_commitment 
WHERE led_commitment.subject_id = t1.id AND led_commitment.city = $2::VARCHAR AND led_commitment.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM dishonesty_record AS led_dishonesty_record 
WHERE led_dishonesty_record.subject_id = t1.id AND led_dishonesty_record.city = $2::VARCHAR AND led_dishonesty_record.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM evaluation AS led_evaluation 
WHERE led_evaluation.subject_id = t1.id AND led_evaluation.city = $2::VARCHAR AND led_evaluation.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM judgment_debtor AS led_judgment_debtor 
WHERE led_judgment_debtor.subject_id = t1.id AND led_judgment_debtor.city = $2::VARCHAR AND led_judgment_debtor.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM licence AS led_licence 
WHERE led_licence.subject_id = t1.id AND led_licence.city = $2::VARCHAR AND led_licence.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM penalty AS led_penalty 
WHERE led_penalty.subject_id = t1.id AND led_penalty.city = $2::VARCHAR AND led_penalty.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM serious_violation AS led_serious_violation 
WHERE led_serious_violation.subject_id = t1.id AND led_serious_violation.city = $2::VARCHAR AND led_serious_violation.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM tax_violation AS led_tax_violation 
WHERE led_tax_violation.subject_id = t1.id AND led_tax_violation.city = $2::VARCHAR AND led_tax_violation.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)))) AND t1.kind = ANY ($6::TEXT[]) AND t1.city = $7::VARCHAR ORDER BY t1.id ASC 
 LIMIT $8::INTEGER) AS page22) AS a24) AS e26 ON true 
WHERE (SELECT access_epoch.epoch 
FROM access_epoch) = $9::BIGINT AND NOT (EXISTS (SELECT 1 
FROM revoked_token 
WHERE revoked_token.jti = $10::VARCHAR))
