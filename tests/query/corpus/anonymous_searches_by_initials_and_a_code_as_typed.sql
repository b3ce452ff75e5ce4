SELECT convert_to(coalesce(CAST(e8.value AS TEXT), 'null'), 'UTF8') AS convert_to_1, convert_to(coalesce(CAST(e16.value AS TEXT), 'null'), 'UTF8') AS convert_to_2 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o7) AS row_to_json_1 
FROM (SELECT a6.edges0 AS edges) AS o7) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o5) AS row_to_json_2 
FROM (SELECT page4.cursor AS cursor, page4.node0_1 AS node) AS o5) ORDER BY page4.key0 ASC, page4.key1 ASC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o3) AS row_to_json_3 
FROM (SELECT t1.name_opened AS name) AS o3) AS node0_1, k2.key AS key0, t1.id AS key1, translate(encode(convert_to(CAST(json_build_array('search,id', k2.key, t1.id) AS TEXT), 'UTF8'), 'base64'), E'+/=\n', '-_') AS cursor 
FROM ((SELECT open0.key AS key, open0.subject_id AS subject_id, false AS personal 
FROM subject_search AS open0 
WHERE open0.key >= ('0' || $1::VARCHAR) AND open0.key < ('0' || $1::VARCHAR || chr(1114111)) ORDER BY open0.key, open0.subject_id) UNION ALL (SELECT open1.key AS key, open1.subject_id AS subject_id, false AS personal 
FROM subject_search AS open1 
WHERE open1.key >= ('1' || $2::VARCHAR) AND open1.key < ('1' || $2::VARCHAR || chr(1114111)) ORDER BY open1.key, open1.subject_id) UNION ALL (SELECT open2.key AS key, open2.subject_id AS subject_id, false AS personal 
FROM subject_search AS open2 
WHERE open2.key >= ('2' || $2::VARCHAR) AND open2.key < ('2' || $2::VARCHAR || chr(1114111)) ORDER BY open2.key, open2.subject_id)) AS k2 JOIN subject AS t1 ON k2.subject_id = t1.id 
WHERE (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.state = 'PUBLISHED' AND led.publish_from <= $3::DATE AND (led.publish_until IS NULL OR led.publish_until >= $3::DATE) AND (NOT led."natural" OR led.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0))) AND NOT (EXISTS (SELECT 1 
FROM subject_search AS earlier 
WHERE earlier.subject_id = k2.subject_id AND earlier.key < k2.key AND (earlier.key >= ('0' || $1::VARCHAR) AND earlier.key < ('0' || $1::VARCHAR || chr(1114111)) OR earlier.key >= ('1' || $2::VARCHAR) AND earlier.key < ('1' || $2::VARCHAR || chr(1114111)) OR earlier.key >= ('2' || $2::VARCHAR) AND earlier.key < ('2' || $2::VARCHAR || chr(1114111)))
 LIMIT ALL OFFSET 0)) ORDER BY k2.key ASC, t1.id ASC 
 LIMIT $4::INTEGER) AS page4) AS a6) AS e8 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o15) AS row_to_json_4 
FROM (SELECT a14.edges0 AS edges) AS o15) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o13) AS row_to_json_5 
FROM (SELECT page12.node0_0 AS node) AS o13) ORDER BY page12.key0 ASC, page12.key1 ASC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o11) AS row_to_json_6 
FROM (SELECT t9.name_opened AS name, t9.credit_code AS "creditCode") AS o11) AS node0_0, k10.key AS key0, t9.id AS key1 
FROM ((SELECT open0.key AS key, open0.subject_id AS subject_id, false AS personal 
FROM subject_search AS open0 
WHERE open0.key >= ('0' || $5::VARCHAR) AND open0.key < ('0' || $5::VARCHAR || chr(1114111)) ORDER BY open0.key, open0.subject_id) UNION ALL (SELECT open1.key AS key, open1.subject_id AS subject_id, false AS personal 
FROM subject_search AS open1 
WHERE open1.key >= ('1' || $6::VARCHAR) AND open1.key < ('1' || $6::VARCHAR || chr(1114111)) ORDER BY open1.key, open1.subject_id) UNION ALL (SELECT open2.key AS key, open2.subject_id AS subject_id, false AS personal 
FROM subject_search AS open2 
WHERE open2.key >= ('2' || $6::VARCHAR) AND open2.key < ('2' || $6::VARCHAR || chr(1114111)) ORDER BY open2.key, open2.subject_id)) AS k10 JOIN subject AS t9 ON k10.subject_id = t9.id 
WHERE (NOT t9."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t9.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.state = 'PUBLISHED' AND led.publish_from <= $3::DATE AND (led.publish_until IS NULL OR led.publish_until >= $3::DATE) AND (NOT led."natural" OR led.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0))) AND NOT (EXISTS (SELECT 1 
FROM subject_search AS earlier 
WHERE earlier.subject_id = k10.subject_id AND earlier.key < k10.key AND (earlier.key >= ('0' || $5::VARCHAR) AND earlier.key < ('0' || $5::VARCHAR || chr(1114111)) OR earlier.key >= ('1' || $6::VARCHAR) AND earlier.key < ('1' || $6::VARCHAR || chr(1114111)) OR earlier.key >= ('2' || $6::VARCHAR) AND earlier.key < ('2' || $6::VARCHAR || chr(1114111)))
 LIMIT ALL OFFSET 0)) ORDER BY k10.key ASC, t9.id ASC 
 LIMIT $7::INTEGER) AS page12) AS a14) AS e16 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>')
