SELECT convert_to(coalesce(CAST(e45.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT one.one AS one, CASE WHEN named.lives THEN named.id END AS agreement, CASE WHEN (named.lives AND 'abnormal_operation' = ANY (named.items)) THEN named.region END AS agreed_abnormal_operation, CASE WHEN (named.lives AND 'commendation' = ANY (named.items)) THEN named.region END AS agreed_commendation, CASE WHEN (named.lives AND 'commitment' = ANY (named.items)) THEN named.region END AS agreed_commitment, CASE WHEN (named.lives AND 'dishonesty_record' = ANY (named.items)) THEN named.region END AS agreed_dishonesty_record, CASE WHEN (named.lives AND 'evaluation' = ANY (named.items)) THEN named.region END AS agreed_evaluation, CASE WHEN (named.lives AND 'judgment_debtor' = ANY (named.items)) THEN named.region END AS agreed_judgment_debtor, CASE WHEN (named.lives AND 'licence' = ANY (named.items)) THEN named.region END AS agreed_licence, CASE WHEN (named.lives AND 'penalty' = ANY (named.items)) THEN named.region END AS agreed_penalty, CASE WHEN (named.lives AND 'serious_violation' = ANY (named.items)) THEN named.region END AS agreed_serious_violation, CASE WHEN (named.lives AND 'tax_violation' = ANY (named.items)) THEN named.region END AS agreed_tax_violation, CASE WHEN (named.lives AND 'training_record' = ANY (named.items)) THEN named.region END AS agreed_training_record, classes.unconditional_person AS unconditional_person, classes.unconditional_body AS unconditional_body 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN (SELECT agreed.id AS id, agreed.region AS region, agreed.items AS items, agreed.purpose AS purpose, agreed.department = ANY ($1::TEXT[]) AND agreed.suspended_at IS NULL AND agreed.terminated_at IS NULL AND agreed.valid_from <= $2::DATE AND agreed.valid_until >= $2::DATE AND agreed.field_names IS NULL AND agreed.provider IS NULL AND agreed.subject_id IS NULL AND agreed.max_uses IS NULL AS lives 
FROM agreement AS agreed 
WHERE agreed.id = $3::UUID
 LIMIT ALL OFFSET 0) AS named ON true LEFT OUTER JOIN (SELECT array_agg(in_force.item) FILTER (WHERE in_force.sharing_class = 'UNCONDITIONAL' AND in_force.person) AS unconditional_person, array_agg(in_force.item) FILTER (WHERE in_force.sharing_class = 'UNCONDITIONAL' AND NOT in_force.person) AS unconditional_body 
FROM (SELECT DISTINCT ON (entry_in_force.item, 'NATURAL_PERSON' = ANY (entry_in_force.subject_kinds)) entry_in_force.item AS item, 'NATURAL_PERSON' = ANY (entry_in_force.subject_kinds) AS person, entry_in_force.sharing_class AS sharing_class 
FROM catalogue_item AS entry_in_force 
WHERE entry_in_force.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND entry_in_force.valid_from <= $2::DATE AND (entry_in_force.valid_until IS NULL OR entry_in_force.valid_until > $2::DATE) ORDER BY entry_in_force.item, person, entry_in_force.edition DESC) AS in_force) AS classes ON true
 LIMIT ALL OFFSET 0) AS facts LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o44) AS row_to_json_1 
FROM (SELECT a42.edges0 AS edges, (SELECT row_to_json(o43) AS row_to_json_2 
FROM (SELECT a42.cursors[cardinality(a42.cursors)] AS "endCursor") AS o43) AS "pageInfo") AS o44) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o41) AS row_to_json_3 
FROM (SELECT page40.node0_0 AS node) AS o41) ORDER BY page40.n) FILTER (WHERE page40.n <= $4::INTEGER), '[]'::json) AS edges0, array_agg(page40.cursor ORDER BY page40.n) FILTER (WHERE page40.n <= $4::INTEGER) AS cursors, count(*) > $4::INTEGER AS more 
FROM (SELECT (SELECT row_to_json(o39) AS row_to_json_4 
FROM (SELECT t1.number AS number, t1.change AS change, e35.value AS record, e38.value AS source) AS o39) AS node0_0, translate(encode(convert_to(CAST(json_build_array('number,id', t1.number, t1.id) AS TEXT), 'UTF8'), 'base64'), E'+/=\n', '-_') AS cursor, row_number() OVER (ORDER BY t1.number ASC, t1.id ASC) AS n 
FROM share AS t1 LEFT OUTER JOIN LATERAL (SELECT coalesce(e4.value, e7.value, e10.value, e13.value, e16.value, e19.value, e22.value, e25.value, e28.value, e31.value, e34.value) AS value 
FROM (SELECT 1 AS one) AS n34 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o3) AS row_to_json_5 
FROM (SELECT t2.id AS id, t2.document_number AS "documentNumber") AS o3) AS value 
FROM abnormal_operation AS t2 JOIN LATERAL (SELECT coalesce(t2.state = 'PUBLISHED' AND t2.publish_from <= $2::DATE AND (t2.publish_until IS NULL OR t2.publish_until >= $2::DATE) AND (NOT t2."natural" OR t2.publication_basis IS NOT NULL), false) AS public, coalesce(t2.province = $5::VARCHAR AND t2.state IN ('PUBLISHED', 'SHARED') AND (t2."natural" AND 'abnormal_operation' = ANY (facts.unconditional_person) OR NOT t2."natural" AND 'abnormal_operation' = ANY (facts.unconditional_body)), false) AS partner, coalesce((t2.province = facts.agreed_abnormal_operation OR t2.city = facts.agreed_abnormal_operation OR t2.county = facts.agreed_abnormal_operation) AND t2.state IN ('PUBLISHED', 'SHARED'), false) AS agreed
 LIMIT ALL OFFSET 0) AS s2 ON true 
WHERE t1.subject_id = t2.subject_id AND t1.record_id = t2.id AND (s2.public OR s2.partner OR s2.agreed) 
 LIMIT 1) AS e4 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o6) AS row_to_json_6 
FROM (SELECT t5.id AS id, t5.document_number AS "documentNumber") AS o6) AS value 
FROM commendation AS t5 JOIN LATERAL (SELECT coalesce(t5.state = 'PUBLISHED' AND t5.publish_from <= $2::DATE AND (t5.publish_until IS NULL OR t5.publish_until >= $2::DATE) AND (NOT t5."natural" OR t5.publication_basis IS NOT NULL), false) AS public, coalesce(t5.province = $5::VARCHAR AND t5.state IN ('PUBLISHED', 'SHARED') AND (t5."natural" AND 'commendation' = ANY (facts.unconditional_person) OR NOT t5."natural" AND 'commendation' = ANY (facts.unconditional_body)), false) AS partner, coalesce((t5.province = facts.agreed_commendation OR t5.city = facts.agreed_commendation OR t5.county = facts.agreed_commendation) AND t5.state IN ('PUBLISHED', 'SHARED'), false) AS agreed
 LIMIT ALL OFFSET 0) AS s5 ON true 
WHERE t1.subject_id = t5.subject_id AND t1.record_id = t5.id AND (s5.public OR s5.partner OR s5.agreed) 
 LIMIT 1) AS e7 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o9) AS row_to_json_7 
FROM (SELECT t8.id AS id, t8.document_number AS "documentNumber") AS o9) AS value 
FROM commitment AS t8 JOIN LATERAL (SELECT coalesce(t8.state = 'PUBLISHED' AND t8.publish_from <= $2::DATE AND (t8.publish_until IS NULL OR t8.publish_until >= $2::DATE) AND (NOT t8."natural" OR t8.publication_basis IS NOT NULL), false) AS public, coalesce(t8.province = $5::VARCHAR AND t8.state IN ('PUBLISHED', 'SHARED') AND (t8."natural" AND 'commitment' = ANY (facts.unconditional_person) OR NOT t8."natural" AND 'commitment' = ANY (facts.unconditional_body)), false) AS partner, coalesce((t8.province = facts.agreed_commitment OR t8.city = facts.agreed_commitment OR t8.county = facts.agreed_commitment) AND t8.state IN ('PUBLISHED', 'SHARED'), false) AS agreed
 LIMIT ALL OFFSET 0) AS s8 ON true 
WHERE t1.subject_id = t8.subject_id AND t1.record_id = t8.id AND (s8.public OR s8.partner OR s8.agreed) 
 LIMIT 1) AS e10 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o12) AS row_to_json_8 
FROM (SELECT t11.id AS id, t11.document_number AS "documentNumber") AS o12) AS value 
FROM dishonesty_record AS t11 JOIN LATERAL (SELECT coalesce(t11.state = 'PUBLISHED' AND t11.publish_from <= $2::DATE AND (t11.publish_until IS NULL OR t11.publish_until >= $2::DATE) AND (NOT t11."natural" OR t11.publication_basis IS NOT NULL), false) AS public, coalesce(t11.province = $5::VARCHAR AND t11.state IN ('PUBLISHED', 'SHARED') AND (t11."natural" AND 'dishonesty_record' = ANY (facts.unconditional_person) OR NOT t11."natural" AND 'dishonesty_record' = ANY (facts.unconditional_body)), false) AS partner, coalesce((t11.province = facts.agreed_dishonesty_record OR t11.city = facts.agreed_dishonesty_record OR t11.county = facts.agreed_dishonesty_record) AND t11.state IN ('PUBLISHED', 'SHARED'), false) AS agreed
 LIMIT ALL OFFSET 0) AS s11 ON true 
WHERE t1.subject_id = t11.subject_id AND t1.record_id = t11.id AND (s11.public OR s11.partner OR s11.agreed) 
 LIMIT 1) AS e13 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o15) AS row_to_json_9 
FROM (SELECT t14.id AS id, t14.document_number AS "documentNumber") AS o15) AS value 
FROM evaluation AS t14 JOIN LATERAL (SELECT coalesce(t14.state = 'PUBLISHED' AND t14.publish_from <= $2::DATE AND (t14.publish_until IS NULL OR t14.publish_until >= $2::DATE) AND (NOT t14."natural" OR t14.publication_basis IS NOT NULL), false) AS public, coalesce(t14.province = $5::VARCHAR AND t14.state IN ('PUBLISHED', 'SHARED') AND (t14."natural" AND 'evaluation' = ANY (facts.unconditional_person) OR NOT t14."natural" AND 'evaluation' = ANY (facts.unconditional_body)), false) AS partner, coalesce((t14.province = facts.agreed_evaluation OR t14.city = facts.agreed_evaluation OR t14.county = facts.agreed_evaluation) AND t14.state IN ('PUBLISHED', 'SHARED'), false) AS agreed
 LIMIT ALL OFFSET 0) AS s14 ON true 
WHERE t1.subject_id = t14.subject_id AND t1.record_id = t14.id AND (s14.public OR s14.partner OR s14.agreed) 
 LIMIT 1) AS e16 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o18) AS row_to_json_10 
FROM (SELECT t17.id AS id, t17.document_number AS "documentNumber") AS o18) AS value 
FROM judgment_debtor AS t17 JOIN LATERAL (SELECT coalesce(t17.state = 'PUBLISHED' AND t17.publish_from <= $2::DATE AND (t17.publish_until IS NULL OR t17.publish_until >= $2::DATE) AND (NOT t17."natural" OR t17.publication_basis IS NOT NULL), false) AS public, coalesce(t17.province = $5::VARCHAR AND t17.state IN ('PUBLISHED', 'SHARED') AND (t17."natural" AND 'judgment_debtor' = ANY (facts.unconditional_person) OR NOT t17."natural" AND 'judgment_debtor' = ANY (facts.unconditional_body)), false) AS partner, coalesce((t17.province = facts.agreed_judgment_debtor OR t17.city = facts.agreed_judgment_debtor OR t17.county = facts.agreed_judgment_debtor) AND t17.state IN ('PUBLISHED', 'SHARED'), false) AS agreed
 LIMIT ALL OFFSET 0) AS s17 ON true 
WHERE t1.subject_id = t17.subject_id AND t1.record_id = t17.id AND (s17.public OR s17.partner OR s17.agreed) 
 LIMIT 1) AS e19 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o21) AS row_to_json_11 
FROM (SELECT t20.id AS id, t20.document_number AS "documentNumber") AS o21) AS value 
FROM licence AS t20 JOIN LATERAL (SELECT coalesce(t20.state = 'PUBLISHED' AND t20.publish_from <= $2::DATE AND (t20.publish_until IS NULL OR t20.publish_until >= $2::DATE) AND (NOT t20."natural" OR t20.publication_basis IS NOT NULL), false) AS public, coalesce(t20.province = $5::VARCHAR AND t20.state IN ('PUBLISHED', 'SHARED') AND (t20."natural" AND 'licence' = ANY (facts.unconditional_person) OR NOT t20."natural" AND 'licence' = ANY (facts.unconditional_body)), false) AS partner, coalesce((t20.province = facts.agreed_licence OR t20.city = facts.agreed_licence OR t20.county = facts.agreed_licence) AND t20.state IN ('PUBLISHED', 'SHARED'), false) AS agreed
 LIMIT ALL OFFSET 0) AS s20 ON true 
WHERE t1.subject_id = t20.subject_id AND t1.record_id = t20.id AND (s20.public OR s20.partner OR s20.agreed) 
 LIMIT 1) AS e22 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o24) AS row_to_json_12 
FROM (SELECT t23.id AS id, t23.document_number AS "documentNumber", CAST(trim_scale(t23.fine) AS TEXT) AS fine) AS o24) AS value 
FROM penalty AS t23 JOIN LATERAL (SELECT coalesce(t23.state = 'PUBLISHED' AND t23.publish_from <= $2::DATE AND (t23.publish_until IS NULL OR t23.publish_until >= $2::DATE) AND (NOT t23."natural" OR t23.publication_basis IS NOT NULL), false) AS public, coalesce(t23.province = $5::VARCHAR AND t23.state IN ('PUBLISHED', 'SHARED') AND (t23."natural" AND 'penalty' = ANY (facts.unconditional_person) OR NOT t23."natural" AND 'penalty' = ANY (facts.unconditional_body)), false) AS partner, coalesce((t23.province = facts.agreed_penalty OR t23.city = facts.agreed_penalty OR t23.county = facts.agreed_penalty) AND t23.state IN ('PUBLISHED', 'SHARED'), false) AS agreed
 LIMIT ALL OFFSET 0) AS s23 ON true 
WHERE t1.subject_id = t23.subject_id AND t1.record_id = t23.id AND (s23.public OR s23.partner OR s23.agreed) 
 LIMIT 1) AS e25 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o27) AS row_to_json_13 
FROM (SELECT t26.id AS id, t26.document_number AS "documentNumber") AS o27) AS value 
FROM serious_violation AS t26 JOIN LATERAL (SELECT coalesce(t26.state = 'PUBLISHED' AND t26.publish_from <= $2::DATE AND (t26.publish_until IS NULL OR t26.publish_until >= $2::DATE) AND (NOT t26."natural" OR t26.publication_basis IS NOT NULL), false) AS public, coalesce(t26.province = $5::VARCHAR AND t26.state IN ('PUBLISHED', 'SHARED') AND (t26."natural" AND 'serious_violation' = ANY (facts.unconditional_person) OR NOT t26."natural" AND 'serious_violation' = ANY (facts.unconditional_body)), false) AS partner, coalesce((t26.province = facts.agreed_serious_violation OR t26.city = facts.agreed_serious_violation OR t26.county = facts.agreed_serious_violation) AND t26.state IN ('PUBLISHED', 'SHARED'), false) AS agreed
 LIMIT ALL OFFSET 0) AS s26 ON true 
WHERE t1.subject_id = t26.subject_id AND t1.record_id = t26.id AND (s26.public OR s26.partner OR s26.agreed) 
 LIMIT 1) AS e28 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o30) AS row_to_json_14 
FROM (SELECT t29.id AS id, t29.document_number AS "documentNumber") AS o30) AS value 
FROM tax_violation AS t29 JOIN LATERAL (SELECT coalesce(t29.state = 'PUBLISHED' AND t29.publish_from <= $2::DATE AND (t29.publish_until IS NULL OR t29.publish_until >= $2::DATE) AND (NOT t29."natural" OR t29.publication_basis IS NOT NULL), false) AS public, coalesce(t29.province = $5::VARCHAR AND t29.state IN ('PUBLISHED', 'SHARED') AND (t29."natural" AND 'tax_violation' = ANY (facts.unconditional_person) OR NOT t29."natural" AND 'tax_violation' = ANY (facts.unconditional_body)), false) AS partner, coalesce((t29.province = facts.agreed_tax_violation OR t29.city = facts.agreed_tax_violation OR t29.county = facts.agreed_tax_violation) AND t29.state IN ('PUBLISHED', 'SHARED'), false) AS agreed
 LIMIT ALL OFFSET 0) AS s29 ON true 
WHERE t1.subject_id = t29.subject_id AND t1.record_id = t29.id AND (s29.public OR s29.partner OR s29.agreed) 
 LIMIT 1) AS e31 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o33) AS row_to_json_15 
FROM (SELECT t32.id AS id, t32.document_number AS "documentNumber") AS o33) AS value 
FROM training_record AS t32 
WHERE t1.subject_id = t32.subject_id AND t1.record_id = t32.id AND (t32.province = facts.agreed_training_record OR t32.city = facts.agreed_training_record OR t32.county = facts.agreed_training_record) AND t32.state IN ('PUBLISHED', 'SHARED') 
 LIMIT 1) AS e34 ON true) AS e35 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o37) AS row_to_json_16 
FROM (SELECT t36.name AS name) AS o37) AS value 
FROM department AS t36 
WHERE t1.source_department = t36.code AND true 
 LIMIT 1) AS e38 ON true 
WHERE t1.client = $6::VARCHAR AND t1.agreement = facts.agreement AND t1.number >= $7::INTEGER ORDER BY t1.number ASC, t1.id ASC 
 LIMIT $8::INTEGER) AS page40) AS a42) AS e45 ON true 
WHERE (SELECT access_epoch.policy 
FROM access_epoch) = '<policy>' AND (SELECT access_epoch.epoch 
FROM access_epoch) = $9::BIGINT AND NOT (EXISTS (SELECT 1 
FROM revoked_token 
WHERE revoked_token.jti = $10::VARCHAR))
