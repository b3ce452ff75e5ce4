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
FROM subject AS t1 LEFT OUTER JOIN subject_person AS p1 ON t1.id = p1.id JOIN LATERAL (SELECT coalesce(NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.state = 'PUBLISHED' AND led.publish_from <= $8::DATE AND (led.publish_until IS NULL OR led.publish_until >= $8::DATE) AND (NOT led."natural" OR led.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)), false) AS public, coalesce(t1.province = $9::VARCHAR AND (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.province = $9::VARCHAR AND led.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0))), false) AS discipline
 LIMIT ALL OFFSET 0) AS s1 ON true 
WHERE (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.state = 'PUBLISHED' AND led.publish_from <= $8::DATE AND (led.publish_until IS NULL OR led.publish_until >= $8::DATE) AND (NOT led."natural" OR led.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR t1.province = $9::VARCHAR AND (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t1.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.province = $9::VARCHAR AND led.state IN ('ARCHIVED', 'CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'SHARED', 'VERIFIED', 'WITHDRAWN')
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
(SELECT array((SELECT DISTINCT CAST(one.id AS UUID) AS id 
FROM unnest(string_to_array(translate(CAST(answer.seen AS TEXT), E'[]" \n', ''), ',', 'null')) AS one(id) 
WHERE one.id != '')) AS subjects 
FROM answer
 LIMIT ALL OFFSET 0), 
entry AS 
(INSERT INTO access_entry (at, actor, client, department, purpose, agreement, discipline_case, subjects, fields, policy) SELECT $1::TIMESTAMP WITH TIME ZONE AS anon_1, $2::VARCHAR AS anon_2, $3::VARCHAR AS anon_3, $4::VARCHAR AS anon_4, (SELECT agreement.purpose 
FROM agreement 
WHERE agreement.id = $5::UUID) AS anon_5, $5::UUID AS anon_6, $6::VARCHAR AS anon_7, touched.subjects AS subjects, ARRAY['Subject.documentNumber','Subject.name']::text[], '<policy>' 
FROM touched)
 SELECT convert_to(coalesce(CAST(answer.r0 AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM answer
