SELECT convert_to(coalesce(CAST(e7.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT one.one AS one 
FROM (SELECT 1 AS one) AS one
 LIMIT ALL OFFSET 0) AS facts LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o6) AS row_to_json_1 
FROM (SELECT (SELECT count(*) AS count_1 
FROM subject AS t1 
WHERE (NOT t1."natural" OR (EXISTS (SELECT 1 
FROM abnormal_operation AS led_abnormal_operation 
WHERE led_abnormal_operation.subject_id = t1.id AND led_abnormal_operation.state = 'PUBLISHED' AND led_abnormal_operation.publish_from <= $1::DATE AND (led_abnormal_operation.publish_until IS NULL OR led_abnormal_operation.publish_until >= $1::DATE) AND (NOT led_abnormal_operation."natural" OR led_abnormal_operation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM commendation AS led_commendation 
WHERE led_commendation.subject_id = t1.id AND led_commendation.state = 'PUBLISHED' AND led_commendation.publish_from <= $1::DATE AND (led_commendation.publish_until IS NULL OR led_commendation.publish_until >= $1::DATE) AND (NOT led_commendation."natural" OR led_commendation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM commitment AS led_commitment 
WHERE led_commitment.subject_id = t1.id AND led_commitment.state = 'PUBLISHED' AND led_commitment.publish_from <= $1::DATE AND (led_commitment.publish_until IS NULL OR led_commitment.publish_until >= $1::DATE) AND (NOT led_commitment."natural" OR led_commitment.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM dishonesty_record AS led_dishonesty_record 
WHERE led_dishonesty_record.subject_id = t1.id AND led_dishonesty_record.state = 'PUBLISHED' AND led_dishonesty_record.publish_from <= $1::DATE AND (led_dishonesty_record.publish_until IS NULL OR led_dishonesty_record.publish_until >= $1::DATE) AND (NOT led_dishonesty_record."natural" OR led_dishonesty_record.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM evaluation AS led_evaluation 
WHERE led_evaluation.subject_id = t1.id AND led_evaluation.state = 'PUBLISHED' AND led_evaluation.publish_from <= $1::DATE AND (led_evaluation.publish_until IS NULL OR led_evaluation.publish_until >= $1::DATE) AND (NOT led_evaluation."natural" OR led_evaluation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM judgment_debtor AS led_judgment_debtor 
WHERE led_judgment_debtor.subject_id = t1.id AND led_judgment_debtor.state = 'PUBLISHED' AND led_judgment_debtor.publish_from <= $1::DATE AND (led_judgment_debtor.publish_until IS NULL OR led_judgment_debtor.publish_until >= $1::DATE) AND (NOT led_judgment_debtor."natural" OR led_judgment_debtor.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM licence AS led_licence 
WHERE led_licence.subject_id = t1.id AND led_licence.state = 'PUBLISHED' AND led_licence.publish_from <= $1::DATE AND (led_licence.publish_until IS NULL OR led_licence.publish_until >= $1::DATE) AND (NOT led_licence."natural" OR led_licence.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM penalty AS led_penalty 
WHERE led_penalty.subject_id = t1.id AND led_penalty.state = 'PUBLISHED' AND led_penalty.publish_from <= $1::DATE AND (led_penalty.publish_until IS NULL OR led_penalty.publish_until >= $1::DATE) AND (NOT led_penalty."natural" OR led_penalty.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM serious_violation AS led_serious_violation 
WHERE led_serious_violation.subject_id = t1.id AND led_serious_violation.state = 'PUBLISHED' AND led_serious_violation.publish_from <= $1::DATE AND (led_serious_violation.publish_until IS NULL OR led_serious_violation.publish_until >= $1::DATE) AND (NOT led_serious_violation."natural" OR led_serious_violation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM tax_violation AS led_tax_violation 
WHERE led_tax_violation.subject_id = t1.id AND led_tax_violation.state = 'PUBLISHED' AND led_tax_violation.publish_from <= $1::DATE AND (led_tax_violation.publish_until IS NULL OR led_tax_violation.publish_until >= $1::DATE) AND (NOT led_tax_violation."natural" OR led_tax_violation.publication_basis IS NOT NULL)
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
FROM abnormal_operation AS led_abnormal_operation 
WHERE led_abnormal_operation.subject_id = t1.id AND led_abnormal_operation.state = 'PUBLISHED' AND led_abnormal_operation.publish_from <= $1::DATE AND (led_abnormal_operation.publish_until IS NULL OR led_abnormal_operation.publish_until >= $1::DATE) AND (NOT led_abnormal_operation."natural" OR led_abnormal_operation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM commendation AS led_commendation 
WHERE led_commendation.subject_id = t1.id AND led_commendation.state = 'PUBLISHED' AND led_commendation.publish_from <= $1::DATE AND (led_commendation.publish_until IS NULL OR led_commendation.publish_until >= $1::DATE) AND (NOT led_commendation."natural" OR led_commendation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM commitment AS led_commitment 
WHERE led_commitment.subject_id = t1.id AND led_commitment.state = 'PUBLISHED' AND led_commitment.publish_from <= $1::DATE AND (led_commitment.publish_until IS NULL OR led_commitment.publish_until >= $1::DATE) AND (NOT led_commitment."natural" OR led_commitment.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM dishonesty_record AS led_dishonesty_record 
WHERE led_dishonesty_record.subject_id = t1.id AND led_dishonesty_record.state = 'PUBLISHED' AND led_dishonesty_record.publish_from <= $1::DATE AND (led_dishonesty_record.publish_until IS NULL OR led_dishonesty_record.publish_until >= $1::DATE) AND (NOT led_dishonesty_record."natural" OR led_dishonesty_record.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM evaluation AS led_evaluation 
WHERE led_evaluation.subject_id = t1.id AND led_evaluation.state = 'PUBLISHED' AND led_evaluation.publish_from <= $1::DATE AND (led_evaluation.publish_until IS NULL OR led_evaluation.publish_until >= $1::DATE) AND (NOT led_evaluation."natural" OR led_evaluation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM judgment_debtor AS led_judgment_debtor 
WHERE led_judgment_debtor.subject_id = t1.id AND led_judgment_debtor.state = 'PUBLISHED' AND led_judgment_debtor.publish_from <= $1::DATE AND (led_judgment_debtor.publish_until IS NULL OR led_judgment_debtor.publish_until >= $1::DATE) AND (NOT led_judgment_debtor."natural" OR led_judgment_debtor.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM licence AS led_licence 
WHERE led_licence.subject_id = t1.id AND led_licence.state = 'PUBLISHED' AND led_licence.publish_from <= $1::DATE AND (led_licence.publish_until IS NULL OR led_licence.publish_until >= $1::DATE) AND (NOT led_licence."natural" OR led_licence.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM penalty AS led_penalty 
WHERE led_penalty.subject_id = t1.id AND led_penalty.state = 'PUBLISHED' AND led_penalty.publish_from <= $1::DATE AND (led_penalty.publish_until IS NULL OR led_penalty.publish_until >= $1::DATE) AND (NOT led_penalty."natural" OR led_penalty.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM serious_violation AS led_serious_violation 
WHERE led_serious_violation.subject_id = t1.id AND led_serious_violation.state = 'PUBLISHED' AND led_serious_violation.publish_from <= $1::DATE AND (led_serious_violation.publish_until IS NULL OR led_serious_violation.publish_until >= $1::DATE) AND (NOT led_serious_violation."natural" OR led_serious_violation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM tax_violation AS led_tax_violation 
WHERE led_tax_violation.subject_id = t1.id AND led_tax_violation.state = 'PUBLISHED' AND led_tax_violation.publish_from <= $1::DATE AND (led_tax_violation.publish_until IS NULL OR led_tax_violation.publish_until >= $1::DATE) AND (NOT led_tax_violation."natural" OR led_tax_violation.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0))) AND t1.id IN (SELECT open_gram0.subject_id 
FROM subject_gram AS open_gram0 JOIN subject_gram AS open_gram1 ON open_gram1.subject_id = open_gram0.subject_id JOIN subject_gram AS open_gram2 ON open_gram2.subject_id = open_gram0.subject_id JOIN subject_gram AS open_gram3 ON open_gram3.subject_id = open_gram0.subject_id 
WHERE open_gram0.gram = $2::VARCHAR AND open_gram1.gram = $3::VARCHAR AND open_gram2.gram = $4::VARCHAR AND open_gram3.gram = $5::VARCHAR) AND (strpos(t1.name_opened, $6::VARCHAR) > 0 OR (EXISTS (SELECT 1 
FROM former_name AS formerly 
WHERE formerly.subject_id = t1.id AND strpos(formerly.name, $6::VARCHAR) > 0
 LIMIT ALL OFFSET 0))) ORDER BY t1.id ASC 
 LIMIT $8::INTEGER) AS page3) AS a5) AS e7 ON true
