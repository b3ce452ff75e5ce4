SELECT convert_to(coalesce(CAST(e19.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT one.one AS one 
FROM (SELECT 1 AS one) AS one
 LIMIT ALL OFFSET 0) AS facts LEFT OUTER JOIN LATERAL (SELECT coalesce(e3.value, e6.value, e9.value, e12.value, e15.value, e18.value) AS value 
FROM (SELECT 1 AS one) AS n18 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o2) AS row_to_json_1 
FROM (SELECT 'DishonestyRecord' AS __typename, t1.id AS id) AS o2) AS value 
FROM dishonesty_record AS t1 
WHERE t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) AND t1.id = $2::UUID 
 LIMIT 1) AS e3 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o5) AS row_to_json_2 
FROM (SELECT 'Subject' AS __typename, t4.id AS id, t4.name_opened AS name) AS o5) AS value 
FROM subject AS t4 
WHERE (NOT t4."natural" OR (EXISTS (SELECT 1 
FROM dishonesty_record AS led_dishonesty_record 
WHERE led_dishonesty_record.subject_id = t4.id AND led_dishonesty_record.state = 'PUBLISHED' AND led_dishonesty_record.publish_from <= $1::DATE AND (led_dishonesty_record.publish_until IS NULL OR led_dishonesty_record.publish_until >= $1::DATE) AND (NOT led_dishonesty_record."natural" OR led_dishonesty_record.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM judgment_debtor AS led_judgment_debtor 
WHERE led_judgment_debtor.subject_id = t4.id AND led_judgment_debtor.state = 'PUBLISHED' AND led_judgment_debtor.publish_from <= $1::DATE AND (led_judgment_debtor.publish_until IS NULL OR led_judgment_debtor.publish_until >= $1::DATE) AND (NOT led_judgment_debtor."natural" OR led_judgment_debtor.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM licence AS led_licence 
WHERE led_licence.subject_id = t4.id AND led_licence.state = 'PUBLISHED' AND led_licence.publish_from <= $1::DATE AND (led_licence.publish_until IS NULL OR led_licence.publish_until >= $1::DATE) AND (NOT led_licence."natural" OR led_licence.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM penalty AS led_penalty 
WHERE led_penalty.subject_id = t4.id AND led_penalty.state = 'PUBLISHED' AND led_penalty.publish_from <= $1::DATE AND (led_penalty.publish_until IS NULL OR led_penalty.publish_until >= $1::DATE) AND (NOT led_penalty."natural" OR led_penalty.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0))) AND t4.id = $3::UUID 
 LIMIT 1) AS e6 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o8) AS row_to_json_3 
FROM (SELECT 'JudgmentDebtor' AS __typename, t7.id AS id) AS o8) AS value 
FROM judgment_debtor AS t7 
WHERE t7.state = 'PUBLISHED' AND t7.publish_from <= $1::DATE AND (t7.publish_until IS NULL OR t7.publish_until >= $1::DATE) AND (NOT t7."natural" OR t7.publication_basis IS NOT NULL) AND t7.id = $4::UUID 
 LIMIT 1) AS e9 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o11) AS row_to_json_4 
FROM (SELECT 'Licence' AS __typename, t10.id AS id) AS o11) AS value 
FROM licence AS t10 
WHERE t10.state = 'PUBLISHED' AND t10.publish_from <= $1::DATE AND (t10.publish_until IS NULL OR t10.publish_until >= $1::DATE) AND (NOT t10."natural" OR t10.publication_basis IS NOT NULL) AND t10.id = $5::UUID 
 LIMIT 1) AS e12 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o14) AS row_to_json_5 
FROM (SELECT 'Penalty' AS __typename, t13.id AS id, t13.document_number AS "documentNumber") AS o14) AS value 
FROM penalty AS t13 
WHERE t13.state = 'PUBLISHED' AND t13.publish_from <= $1::DATE AND (t13.publish_until IS NULL OR t13.publish_until >= $1::DATE) AND (NOT t13."natural" OR t13.publication_basis IS NOT NULL) AND t13.id = $6::UUID 
 LIMIT 1) AS e15 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o17) AS row_to_json_6 
FROM (SELECT 'Submission' AS __typename, CAST(NULL AS UUID) AS id) AS o17) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS batch, CAST(NULL AS TEXT) AS item, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS received_at, CAST(NULL AS INTEGER) AS accepted, CAST(NULL AS INTEGER) AS warned, CAST(NULL AS INTEGER) AS refused, CAST(NULL AS INTEGER) AS duplicates, CAST(NULL AS TEXT) AS submitter, CAST(NULL AS BYTEA) AS body_hash, CAST(NULL AS TEXT) AS province, CAST(NULL AS TEXT) AS city, CAST(NULL AS TEXT) AS county 
WHERE false) AS t16 
WHERE false AND false 
 LIMIT 1) AS e18 ON true) AS e19 ON true
