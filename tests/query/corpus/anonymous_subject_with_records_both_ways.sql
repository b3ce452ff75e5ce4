SELECT convert_to(coalesce(CAST(e19.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o18) AS row_to_json_1 
FROM (SELECT t1.name_opened AS name, e17.value AS penalties) AS o18) AS value 
FROM subject AS t1 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o16) AS row_to_json_2 
FROM (SELECT (SELECT count(*) AS count_1 
FROM penalty AS t2 
WHERE t1.id = t2.found_under AND t2.state = 'PUBLISHED' AND t2.publish_from <= $1::DATE AND (t2.publish_until IS NULL OR t2.publish_until >= $1::DATE) AND (NOT t2."natural" OR t2.publication_basis IS NOT NULL)) AS "totalCount", a15.edges0 AS edges) AS o16) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o14) AS row_to_json_3 
FROM (SELECT page13.node0_0 AS node) AS o14) ORDER BY page13.key0 DESC, page13.key1 DESC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o12) AS row_to_json_4 
FROM (SELECT t2.document_number AS "documentNumber", e11.value AS subject) AS o12) AS node0_0, t2.decided_on AS key0, t2.id AS key1 
FROM penalty AS t2 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o10) AS row_to_json_5 
FROM (SELECT t3.name_opened AS name, e9.value AS division) AS o10) AS value 
FROM subject AS t3 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o8) AS row_to_json_6 
FROM (SELECT t4.name AS name, e7.value AS parent) AS o8) AS value 
FROM division AS t4 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o6) AS row_to_json_7 
FROM (SELECT t5.name AS name) AS o6) AS value 
FROM division AS t5 
WHERE t4.parent_code = t5.code AND true 
 LIMIT 1) AS e7 ON true 
WHERE t3.region = t4.code AND true 
 LIMIT 1) AS e9 ON true 
WHERE t2.found_under = t3.id AND (NOT t3."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t3.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.state = 'PUBLISHED' AND led.publish_from <= $1::DATE AND (led.publish_until IS NULL OR led.publish_until >= $1::DATE) AND (NOT led."natural" OR led.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0))) 
 LIMIT 1) AS e11 ON true 
WHERE t1.id = t2.found_under AND t2.state = 'PUBLISHED' AND t2.publish_from <= $1::DATE AND (t2.publish_until IS NULL OR t2.publish_until >= $1::DATE) AND (NOT t2."natural" OR t2.publication_basis IS NOT NULL) ORDER BY t2.decided_on DESC, t2.id DESC 
 LIMIT $2::INTEGER) AS page13) AS a15) AS e17 ON true 
WHERE (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.state = 'PUBLISHED' AND led.publish_from <= $1::DATE AND (led.publish_until IS NULL OR led.publish_until >= $1::DATE) AND (NOT led."natural" OR led.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0))) AND t1.credit_code = $3::VARCHAR 
 LIMIT 1) AS e19 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>')
