SELECT convert_to(coalesce(CAST(e7.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT (SELECT in_force_person.sharing_class 
FROM catalogue_item AS in_force_person 
WHERE in_force_person.item = 'penalty' AND 'NATURAL_PERSON' = ANY (in_force_person.subject_kinds) AND in_force_person.valid_from <= $1::DATE AND (in_force_person.valid_until IS NULL OR in_force_person.valid_until > $1::DATE) ORDER BY in_force_person.edition DESC 
 LIMIT 1) AS class_person_penalty, (SELECT in_force_body.sharing_class 
FROM catalogue_item AS in_force_body 
WHERE in_force_body.item = 'penalty' AND NOT ('NATURAL_PERSON' = ANY (in_force_body.subject_kinds)) AND in_force_body.valid_from <= $1::DATE AND (in_force_body.valid_until IS NULL OR in_force_body.valid_until > $1::DATE) ORDER BY in_force_body.edition DESC 
 LIMIT 1) AS class_body_penalty
 LIMIT ALL OFFSET 0) AS facts LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o6) AS row_to_json_1 
FROM (SELECT (SELECT count(*) AS count_1 
FROM penalty AS t1 
WHERE t1.state IN ('PUBLISHED', 'SHARED') AND (t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) OR t1.province = $2::VARCHAR AND t1.state IN ('PUBLISHED', 'SHARED') AND (t1."natural" AND facts.class_person_penalty = 'UNCONDITIONAL' OR NOT t1."natural" AND facts.class_body_penalty = 'UNCONDITIONAL'))) AS "totalCount", a5.edges0 AS edges) AS o6) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o4) AS row_to_json_2 
FROM (SELECT page3.node0_0 AS node) AS o4) ORDER BY page3.n) FILTER (WHERE page3.n <= $3::INTEGER), '[]'::json) AS edges0, array_agg(page3.cursor ORDER BY page3.n) FILTER (WHERE page3.n <= $3::INTEGER) AS cursors, count(*) > $3::INTEGER AS more 
FROM (SELECT (SELECT row_to_json(o2) AS row_to_json_3 
FROM (SELECT t1.party_name_opened AS "partyName", t1.party_type AS "partyType") AS o2) AS node0_0, translate(encode(convert_to(CAST(json_build_array('-decidedOn,-id', t1.decided_on, t1.id) AS TEXT), 'UTF8'), 'base64'), E'+/=\n', '-_') AS cursor, row_number() OVER (ORDER BY t1.decided_on DESC, t1.id DESC) AS n 
FROM penalty AS t1 
WHERE t1.state IN ('PUBLISHED', 'SHARED') AND (t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) OR t1.province = $2::VARCHAR AND t1.state IN ('PUBLISHED', 'SHARED') AND (t1."natural" AND facts.class_person_penalty = 'UNCONDITIONAL' OR NOT t1."natural" AND facts.class_body_penalty = 'UNCONDITIONAL')) ORDER BY t1.decided_on DESC, t1.id DESC 
 LIMIT $4::INTEGER) AS page3) AS a5) AS e7 ON true 
WHERE (SELECT access_epoch.epoch 
FROM access_epoch) = $5::BIGINT AND NOT (EXISTS (SELECT 1 
FROM revoked_token 
WHERE revoked_token.jti = $6::VARCHAR))
