SELECT convert_to(coalesce(CAST(e7.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT one.one AS one 
FROM (SELECT 1 AS one) AS one
 LIMIT ALL OFFSET 0) AS facts LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o6) AS row_to_json_1 
FROM (SELECT (SELECT count(*) AS count_1 
FROM subject AS t1 
WHERE (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.state = 'PUBLISHED' AND led.publish_from <= $1::DATE AND (led.publish_until IS NULL OR led.publish_until >= $1::DATE) AND (NOT led."natural" OR led.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0))) AND t1.id IN (SELECT open_gram0.subject_id 
FROM subject_gram AS open_gram0 JOIN subject_gram AS open_gram1 ON open_gram1.subject_id = open_gram0.subject_id JOIN subject_gram AS open_gram2 ON open_gram2.subject_id = open_gram0.subject_id JOIN subject_gram AS open_gram3 ON open_gram3.subject_id = open_gram0.subject_id 
WHERE open_gram0.gram = $2::VARCHAR AND open_gram1.gram = $3::VARCHAR AND open_gram2.gram = $4::VARCHAR AND open_gram3.gram = $5::VARCHAR) AND (strpos(t1.name_opened, $6::VARCHAR) > 0 OR (EXISTS (SELECT 1 
FROM former_name AS formerly 
WHERE formerly.subject_id = t1.id AND strpos(formerly.name, $6::VARCHAR) > 0
 LIMIT ALL OFFSET 0)))) AS "totalCount", a5.edges0 AS edges) AS o6) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o4) AS row_to_json_2 
FROM (SELECT page3.node0_0 AS node) AS o4) ORDER BY page3.n) FILTER (WHERE page3.n <= $7::INTEGER), '[]'::json) AS edges0, array_agg(page3.cursor ORDER BY page3.n) FILTER (WHERE page3.n <= $7::INTEGER) AS cursors, count(*) > $7::INTEGER AS more 
FROM (SELECT (SELECT row_to_json(o2) AS row_to_json_3 
FROM (SELECT t1.name_opened AS name, t1.kind AS kind) AS o2) AS node0_0, translate(encode(convert_to(CAST(json_build_array('id', t1.id) AS TEXT), 'UTF8'), 'base64'), E'+/=\n', '-_') AS cursor, row_number() OVER (ORDER BY t1.id ASC) AS n 
FROM subject AS t1 
WHERE (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.state = 'PUBLISHED' AND led.publish_from <= $1::DATE AND (led.publish_until IS NULL OR led.publish_until >= $1::DATE) AND (NOT led."natural" OR led.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0))) AND t1.id IN (SELECT open_gram0.subject_id 
FROM subject_gram AS open_gram0 JOIN subject_gram AS open_gram1 ON open_gram1.subject_id = open_gram0.subject_id JOIN subject_gram AS open_gram2 ON open_gram2.subject_id = open_gram0.subject_id JOIN subject_gram AS open_gram3 ON open_gram3.subject_id = open_gram0.subject_id 
WHERE open_gram0.gram = $2::VARCHAR AND open_gram1.gram = $3::VARCHAR AND open_gram2.gram = $4::VARCHAR AND open_gram3.gram = $5::VARCHAR) AND (strpos(t1.name_opened, $6::VARCHAR) > 0 OR (EXISTS (SELECT 1 
FROM former_name AS formerly 
WHERE formerly.subject_id = t1.id AND strpos(formerly.name, $6::VARCHAR) > 0
 LIMIT ALL OFFSET 0))) ORDER BY t1.id ASC 
 LIMIT $8::INTEGER) AS page3) AS a5) AS e7 ON true
