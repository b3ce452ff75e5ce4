SELECT convert_to(coalesce(CAST(e46.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o45) AS row_to_json_1 
FROM (SELECT t1.name_opened AS name, t1.credit_code AS "creditCode", t1.status AS status, t1.legal_representative AS "legalRepresentative", e4.value AS licences, e11.value AS penalties, e14.value AS "abnormalOperations", e17.value AS "seriousViolations", e20.value AS "judgmentDebtors", e23.value AS "taxViolations", e30.value AS commendations, e37.value AS commitments, e44.value AS evaluations) AS o45) AS value 
FROM subject AS t1 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o3) AS row_to_json_2 
FROM (SELECT (SELECT count(*) AS count_1 
FROM licence AS t2 
WHERE t1.id = t2.found_under AND t2.state = 'PUBLISHED' AND t2.publish_from <= $1::DATE AND (t2.publish_until IS NULL OR t2.publish_until >= $1::DATE) AND (NOT t2."natural" OR t2.publication_basis IS NOT NULL)) AS "totalCount") AS o3) AS value) AS e4 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o10) AS row_to_json_3 
FROM (SELECT (SELECT count(*) AS count_2 
FROM penalty AS t5 
WHERE t1.id = t5.found_under AND t5.state = 'PUBLISHED' AND t5.publish_from <= $1::DATE AND (t5.publish_until IS NULL OR t5.publish_until >= $1::DATE) AND (NOT t5."natural" OR t5.publication_basis IS NOT NULL)) AS "totalCount", a9.edges0 AS edges) AS o10) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o8) AS row_to_json_4 
FROM (SELECT page7.node0_0 AS node) AS o8) ORDER BY page7.key0 DESC, page7.key1 DESC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o6) AS row_to_json_5 
FROM (SELECT t5.document_number AS "documentNumber", t5.kind AS kind) AS o6) AS node0_0, t5.decided_on AS key0, t5.id AS key1 
FROM penalty AS t5 
WHERE t1.id = t5.found_under AND t5.state = 'PUBLISHED' AND t5.publish_from <= $1::DATE AND (t5.publish_until IS NULL OR t5.publish_until >= $1::DATE) AND (NOT t5."natural" OR t5.publication_basis IS NOT NULL) ORDER BY t5.decided_on DESC, t5.id DESC 
 LIMIT $2::INTEGER) AS page7) AS a9) AS e11 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o13) AS row_to_json_6 
FROM (SELECT (SELECT count(*) AS count_3 
FROM abnormal_operation AS t12 
WHERE t1.id = t12.found_under AND t12.state = 'PUBLISHED' AND t12.publish_from <= $1::DATE AND (t12.publish_until IS NULL OR t12.publish_until >= $1::DATE) AND (NOT t12."natural" OR t12.publication_basis IS NOT NULL)) AS "totalCount") AS o13) AS value) AS e14 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o16) AS row_to_json_7 
FROM (SELECT (SELECT count(*) AS count_4 
FROM serious_violation AS t15 
WHERE t1.id = t15.found_under AND t15.state = 'PUBLISHED' AND t15.publish_from <= $1::DATE AND (t15.publish_until IS NULL OR t15.publish_until >= $1::DATE) AND (NOT t15."natural" OR t15.publication_basis IS NOT NULL)) AS "totalCount") AS o16) AS value) AS e17 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o19) AS row_to_json_8 
FROM (SELECT (SELECT count(*) AS count_5 
FROM judgment_debtor AS t18 
WHERE t1.id = t18.found_under AND t18.state = 'PUBLISHED' AND t18.publish_from <= $1::DATE AND (t18.publish_until IS NULL OR t18.publish_until >= $1::DATE) AND (NOT t18."natural" OR t18.publication_basis IS NOT NULL)) AS "totalCount") AS o19) AS value) AS e20 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o22) AS row_to_json_9 
FROM (SELECT (SELECT count(*) AS count_6 
FROM tax_violation AS t21 
WHERE t1.id = t21.found_under AND t21.state = 'PUBLISHED' AND t21.publish_from <= $1::DATE AND (t21.publish_until IS NULL OR t21.publish_until >= $1::DATE) AND (NOT t21."natural" OR t21.publication_basis IS NOT NULL)) AS "totalCount") AS o22) AS value) AS e23 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o29) AS row_to_json_10 
FROM (SELECT a28.edges0 AS edges) AS o29) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o27) AS row_to_json_11 
FROM (SELECT page26.node0_0 AS node) AS o27) ORDER BY page26.key0 DESC, page26.key1 DESC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o25) AS row_to_json_12 
FROM (SELECT t24.title AS title) AS o25) AS node0_0, t24.decided_on AS key0, t24.id AS key1 
FROM commendation AS t24 
WHERE t1.id = t24.found_under AND t24.state = 'PUBLISHED' AND t24.publish_from <= $1::DATE AND (t24.publish_until IS NULL OR t24.publish_until >= $1::DATE) AND (NOT t24."natural" OR t24.publication_basis IS NOT NULL) ORDER BY t24.decided_on DESC, t24.id DESC 
 LIMIT $3::INTEGER) AS page26) AS a28) AS e30 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o36) AS row_to_json_13 
FROM (SELECT a35.edges0 AS edges) AS o36) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o34) AS row_to_json_14 
FROM (SELECT page33.node0_0 AS node) AS o34) ORDER BY page33.key0 DESC, page33.key1 DESC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o32) AS row_to_json_15 
FROM (SELECT t31.subject_matter AS "subjectMatter", t31.fulfilment AS fulfilment) AS o32) AS node0_0, t31.decided_on AS key0, t31.id AS key1 
FROM commitment AS t31 
WHERE t1.id = t31.found_under AND t31.state = 'PUBLISHED' AND t31.publish_from <= $1::DATE AND (t31.publish_until IS NULL OR t31.publish_until >= $1::DATE) AND (NOT t31."natural" OR t31.publication_basis IS NOT NULL) ORDER BY t31.decided_on DESC, t31.id DESC 
 LIMIT $4::INTEGER) AS page33) AS a35) AS e37 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o43) AS row_to_json_16 
FROM (SELECT a42.edges0 AS edges) AS o43) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o41) AS row_to_json_17 
FROM (SELECT page40.node0_0 AS node) AS o41) ORDER BY page40.key0 DESC, page40.key1 DESC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o39) AS row_to_json_18 
FROM (SELECT t38.grade AS grade, CAST(trim_scale(t38.score) AS TEXT) AS score) AS o39) AS node0_0, t38.decided_on AS key0, t38.id AS key1 
FROM evaluation AS t38 
WHERE t1.id = t38.found_under AND t38.state = 'PUBLISHED' AND t38.publish_from <= $1::DATE AND (t38.publish_until IS NULL OR t38.publish_until >= $1::DATE) AND (NOT t38."natural" OR t38.publication_basis IS NOT NULL) ORDER BY t38.decided_on DESC, t38.id DESC 
 LIMIT $5::INTEGER) AS page40) AS a42) AS e44 ON true 
WHERE (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.state = 'PUBLISHED' AND led.publish_from <= $1::DATE AND (led.publish_until IS NULL OR led.publish_until >= $1::DATE) AND (NOT led."natural" OR led.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0))) AND t1.credit_code = $6::VARCHAR AND t1.kind = ANY ($7::TEXT[]) 
 LIMIT 1) AS e46 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>')
