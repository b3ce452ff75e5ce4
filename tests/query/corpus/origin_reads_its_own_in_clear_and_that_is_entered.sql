WITH answer AS 
(SELECT e10.value AS r0, json_build_array(e10.seen) AS seen 
FROM (SELECT (SELECT in_force_person.sharing_class 
FROM catalogue_item AS in_force_person 
WHERE in_force_person.item = 'penalty' AND 'NATURAL_PERSON' = ANY (in_force_person.subject_kinds) AND in_force_person.valid_from <= $7::DATE AND (in_force_person.valid_until IS NULL OR in_force_person.valid_until > $7::DATE) ORDER BY in_force_person.edition DESC 
 LIMIT 1) AS class_person_penalty, (SELECT in_force_body.sharing_class 
FROM catalogue_item AS in_force_body 
WHERE in_force_body.item = 'penalty' AND NOT ('NATURAL_PERSON' = ANY (in_force_body.subject_kinds)) AND in_force_body.valid_from <= $7::DATE AND (in_force_body.valid_until IS NULL OR in_force_body.valid_until > $7::DATE) ORDER BY in_force_body.edition DESC 
 LIMIT 1) AS class_body_penalty, (SELECT in_force_person.sharing_class 
FROM catalogue_item AS in_force_person 
WHERE in_force_person.item = 'dishonesty_record' AND 'NATURAL_PERSON' = ANY (in_force_person.subject_kinds) AND in_force_person.valid_from <= $7::DATE AND (in_force_person.valid_until IS NULL OR in_force_person.valid_until > $7::DATE) ORDER BY in_force_person.edition DESC 
 LIMIT 1) AS class_person_dishonesty_record, (SELECT in_force_body.sharing_class 
FROM catalogue_item AS in_force_body 
WHERE in_force_body.item = 'dishonesty_record' AND NOT ('NATURAL_PERSON' = ANY (in_force_body.subject_kinds)) AND in_force_body.valid_from <= $7::DATE AND (in_force_body.valid_until IS NULL OR in_force_body.valid_until > $7::DATE) ORDER BY in_force_body.edition DESC 
 LIMIT 1) AS class_body_dishonesty_record, (SELECT in_force_person.sharing_class 
FROM catalogue_item AS in_force_person 
WHERE in_force_person.item = 'judgment_debtor' AND 'NATURAL_PERSON' = ANY (in_force_person.subject_kinds) AND in_force_person.valid_from <= $7::DATE AND (in_force_person.valid_until IS NULL OR in_force_person.valid_until > $7::DATE) ORDER BY in_force_person.edition DESC 
 LIMIT 1) AS class_person_judgment_debtor, (SELECT in_force_body.sharing_class 
FROM catalogue_item AS in_force_body 
WHERE in_force_body.item = 'judgment_debtor' AND NOT ('NATURAL_PERSON' = ANY (in_force_body.subject_kinds)) AND in_force_body.valid_from <= $7::DATE AND (in_force_body.valid_until IS NULL OR in_force_body.valid_until > $7::DATE) ORDER BY in_force_body.edition DESC 
 LIMIT 1) AS class_body_judgment_debtor, (SELECT in_force_person.sharing_class 
FROM catalogue_item AS in_force_person 
WHERE in_force_person.item = 'licence' AND 'NATURAL_PERSON' = ANY (in_force_person.subject_kinds) AND in_force_person.valid_from <= $7::DATE AND (in_force_person.valid_until IS NULL OR in_force_person.valid_until > $7::DATE) ORDER BY in_force_person.edition DESC 
 LIMIT 1) AS class_person_licence, (SELECT in_force_body.sharing_class 
FROM catalogue_item AS in_force_body 
WHERE in_force_body.item = 'licence' AND NOT ('NATURAL_PERSON' = ANY (in_force_body.subject_kinds)) AND in_force_body.valid_from <= $7::DATE AND (in_force_body.valid_until IS NULL OR in_force_body.valid_until > $7::DATE) ORDER BY in_force_body.edition DESC 
 LIMIT 1) AS class_body_licence
 LIMIT ALL OFFSET 0) AS facts LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o9) AS row_to_json_1 
FROM (SELECT a8.edges0 AS edges) AS o9) AS value, a8.seen AS seen 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o7) AS row_to_json_2 
FROM (SELECT page6.node0_0 AS node) AS o7) ORDER BY page6.n) FILTER (WHERE page6.n <= $8::INTEGER), '[]'::json) AS edges0, array_agg(page6.cursor ORDER BY page6.n) FILTER (WHERE page6.n <= $8::INTEGER) AS cursors, count(*) > $8::INTEGER AS more, json_agg(page6.seen) FILTER (WHERE page6.n <= $8::INTEGER) AS seen 
FROM (SELECT (SELECT row_to_json(o5) AS row_to_json_3 
FROM (SELECT CASE WHEN s1.origin THEN coalesce(p1.party_name, t1.party_name_opened) ELSE t1.party_name_opened END AS "partyName", CASE WHEN s1.origin THEN p1.person_id_number ELSE CAST(NULL AS TEXT) END AS "personIdNumber", e4.value AS subject) AS o5) AS node0_0, translate(encode(convert_to(CAST(json_build_array('-decidedOn,-id', t1.decided_on, t1.id) AS TEXT), 'UTF8'), 'base64'), E'+/=\n', '-_') AS cursor, row_number() OVER (ORDER BY t1.decided_on DESC, t1.id DESC) AS n, json_build_array(CASE WHEN (s1.origin AND t1."natural" OR s1.origin) THEN t1.subject_id END, e4.seen) AS seen 
FROM penalty AS t1 LEFT OUTER JOIN penalty_person AS p1 ON t1.subject_id = p1.subject_id AND t1.id = p1.id JOIN LATERAL (SELECT coalesce(t1.state = 'PUBLISHED' AND t1.publish_from <= $7::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $7::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL), false) AS public, coalesce(t1.county = $9::VARCHAR AND t1.state IN ('PUBLISHED', 'SHARED') AND (t1."natural" AND facts.class_person_penalty = 'UNCONDITIONAL' OR NOT t1."natural" AND facts.class_body_penalty = 'UNCONDITIONAL'), false) AS partner, coalesce(t1.source_department = ANY ($10::TEXT[]) AND t1.state IN ('CLASSIFIED', 'DRAFT', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN'), false) AS origin
 LIMIT ALL OFFSET 0) AS s1 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o3) AS row_to_json_4 
FROM (SELECT CASE WHEN s2.origin THEN coalesce(p2.name, t2.name_opened) ELSE t2.name_opened END AS name, CASE WHEN s2.origin THEN p2.document_number ELSE CAST(NULL AS TEXT) END AS "documentNumber") AS o3) AS value, json_build_array(CASE WHEN (s2.origin AND t2."natural" OR s2.origin) THEN t2.id END) AS seen 
FROM subject AS t2 LEFT OUTER JOIN subject_person AS p2 ON t2.id = p2.id JOIN LATERAL (SELECT coalesce(NOT t2."natural" OR (EXISTS (SELECT 1 
FROM dishonesty_record AS led_dishonesty_record 
WHERE led_dishonesty_record.subject_id = t2.id AND led_dishonesty_record.state = 'PUBLISHED' AND led_dishonesty_record.publish_from <= $7::DATE AND (led_dishonesty_record.publish_until IS NULL OR led_dishonesty_record.publish_until >= $7::DATE) AND (NOT led_dishonesty_record."natural" OR led_dishonesty_record.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM judgment_debtor AS led_judgment_debtor 
WHERE led_judgment_debtor.subject_id = t2.id AND led_judgment_debtor.state = 'PUBLISHED' AND led_judgment_debtor.publish_from <= $7::DATE AND (led_judgment_debtor.publish_until IS NULL OR led_judgment_debtor.publish_until >= $7::DATE) AND (NOT led_judgment_debtor."natural" OR led_judgment_debtor.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM licence AS led_licence 
WHERE led_licence.subject_id = t2.id AND led_licence.state = 'PUBLISHED' AND led_licence.publish_from <= $7::DATE AND (led_licence.publish_until IS NULL OR led_licence.publish_until >= $7::DATE) AND (NOT led_licence."natural" OR led_licence.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM penalty AS led_penalty 
WHERE led_penalty.subject_id = t2.id AND led_penalty.state = 'PUBLISHED' AND led_penalty.publish_from <= $7::DATE AND (led_penalty.publish_until IS NULL OR led_penalty.publish_until >= $7::DATE) AND (NOT led_penalty."natural" OR led_penalty.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0)), false) AS public, coalesce(t2.county = $9::VARCHAR AND (NOT t2."natural" OR (EXISTS (SELECT 1 
FROM dishonesty_record AS led_dishonesty_record 
WHERE led_dishonesty_record.subject_id = t2.id AND led_dishonesty_record.county = $9::VARCHAR AND led_dishonesty_record.state IN ('PUBLISHED', 'SHARED') AND (led_dishonesty_record."natural" AND facts.class_person_dishonesty_record = 'UNCONDITIONAL' OR NOT led_dishonesty_record."natural" AND facts.class_body_dishonesty_record = 'UNCONDITIONAL')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM judgment_debtor AS led_judgment_debtor 
WHERE led_judgment_debtor.subject_id = t2.id AND led_judgment_debtor.county = $9::VARCHAR AND led_judgment_debtor.state IN ('PUBLISHED', 'SHARED') AND (led_judgment_debtor."natural" AND facts.class_person_judgment_debtor = 'UNCONDITIONAL' OR NOT led_judgment_debtor."natural" AND facts.class_body_judgment_debtor = 'UNCONDITIONAL')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM licence AS led_licence 
WHERE led_licence.subject_id = t2.id AND led_licence.county = $9::VARCHAR AND led_licence.state IN ('PUBLISHED', 'SHARED') AND (led_licence."natural" AND facts.class_person_licence = 'UNCONDITIONAL' OR NOT led_licence."natural" AND facts.class_body_licence = 'UNCONDITIONAL')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM penalty AS led_penalty 
WHERE led_penalty.subject_id = t2.id AND led_penalty.county = $9::VARCHAR AND led_penalty.state IN ('PUBLISHED', 'SHARED') AND (led_penalty."natural" AND facts.class_person_penalty = 'UNCONDITIONAL' OR NOT led_penalty."natural" AND facts.class_body_penalty = 'UNCONDITIONAL')
 LIMIT ALL OFFSET 0))), false) AS partner, coalesce(((EXISTS (SELECT 1 
FROM dishonesty_record AS own_dishonesty_record 
WHERE own_dishonesty_record.subject_id = t2.id AND own_dishonesty_record.source_department = ANY ($10::TEXT[]))) OR (EXISTS (SELECT 1 
FROM judgment_debtor AS own_judgment_debtor 
WHERE own_judgment_debtor.subject_id = t2.id AND own_judgment_debtor.source_department = ANY ($10::TEXT[]))) OR (EXISTS (SELECT 1 
FROM licence AS own_licence 
WHERE own_licence.subject_id = t2.id AND own_licence.source_department = ANY ($10::TEXT[]))) OR (EXISTS (SELECT 1 
FROM penalty AS own_penalty 
WHERE own_penalty.subject_id = t2.id AND own_penalty.source_department = ANY ($10::TEXT[])))) AND (NOT t2."natural" OR (EXISTS (SELECT 1 
FROM dishonesty_record AS led_dishonesty_record 
WHERE led_dishonesty_record.subject_id = t2.id AND led_dishonesty_record.source_department = ANY ($10::TEXT[]) AND led_dishonesty_record.state IN ('CLASSIFIED', 'DRAFT', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM judgment_debtor AS led_judgment_debtor 
WHERE led_judgment_debtor.subject_id = t2.id AND led_judgment_debtor.source_department = ANY ($10::TEXT[]) AND led_judgment_debtor.state IN ('CLASSIFIED', 'DRAFT', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM licence AS led_licence 
WHERE led_licence.subject_id = t2.id AND led_licence.source_department = ANY ($10::TEXT[]) AND led_licence.state IN ('CLASSIFIED', 'DRAFT', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0)) OR (EXISTS (SELECT 1 
FROM penalty AS led_penalty 
WHERE led_penalty.subject_id = t2.id AND led_penalty.source_department = ANY ($10::TEXT[]) AND led_penalty.state IN ('CLASSIFIED', 'DRAFT', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')
 LIMIT ALL OFFSET 0))), false) AS origin
 LIMIT ALL OFFSET 0) AS s2 ON true 
WHERE t1.found_under = t2.id AND (s2.public OR s2.partner OR s2.origin) 
 LIMIT 1) AS e4 ON true 
WHERE t1.state IN ('CLASSIFIED', 'DRAFT', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AND (t1.state = 'PUBLISHED' AND t1.publish_from <= $7::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $7::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) OR t1.county = $9::VARCHAR AND t1.state IN ('PUBLISHED', 'SHARED') AND (t1."natural" AND facts.class_person_penalty = 'UNCONDITIONAL' OR NOT t1."natural" AND facts.class_body_penalty = 'UNCONDITIONAL') OR t1.source_department = ANY ($10::TEXT[]) AND t1.state IN ('CLASSIFIED', 'DRAFT', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')) AND t1.party_type = $11::VARCHAR ORDER BY t1.decided_on DESC, t1.id DESC 
 LIMIT $12::INTEGER) AS page6) AS a8) AS e10 ON true 
WHERE (SELECT access_epoch.epoch 
FROM access_epoch) = $13::BIGINT AND NOT (EXISTS (SELECT 1 
FROM revoked_token 
WHERE revoked_token.jti = $14::VARCHAR))), 
touched AS 
(SELECT array((SELECT DISTINCT ids.id 
FROM (SELECT CAST(jsonb_path_query(CAST(answer.seen AS JSONB), CAST('$.** ? (@.type() == "string")' AS JSONPATH)) #>> '{}'::text[] AS UUID) AS id 
FROM answer) AS ids)) AS subjects 
FROM answer), 
entry AS 
(INSERT INTO access_entry (at, actor, client, department, purpose, agreement, discipline_case, subjects, fields, policy) SELECT $1::TIMESTAMP WITH TIME ZONE AS anon_1, $2::VARCHAR AS anon_2, $3::VARCHAR AS anon_3, $4::VARCHAR AS anon_4, (SELECT agreement.purpose 
FROM agreement 
WHERE agreement.id = $5::UUID) AS anon_5, $5::UUID AS anon_6, $6::VARCHAR AS anon_7, touched.subjects AS subjects, ARRAY['Penalty.partyName','Penalty.personIdNumber','Subject.documentNumber','Subject.name']::text[], '<policy>' 
FROM touched 
WHERE cardinality(touched.subjects) > 0)
 SELECT convert_to(coalesce(CAST(answer.r0 AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM answer
