SELECT convert_to(coalesce(CAST(e7.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT one.one AS one, 'penalty' = ANY (classes.unconditional_person) AS unconditional_person_penalty, 'penalty' = ANY (classes.unconditional_body) AS unconditional_body_penalty 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN (SELECT array_agg(in_force.item) FILTER (WHERE in_force.sharing_class = 'UNCONDITIONAL' AND in_force.person) AS unconditional_person, array_agg(in_force.item) FILTER (WHERE in_force.sharing_class = 'UNCONDITIONAL' AND NOT in_force.person) AS unconditional_body 
FROM (SELECT DISTINCT ON (entry_in_force.item, 'NATURAL_PERSON' = ANY (entry_in_force.subject_kinds)) entry_in_force.item AS item, 'NATURAL_PERSON' = ANY (entry_in_force.subject_kinds) AS person, entry_in_force.sharing_class AS sharing_class 
FROM catalogue_item AS entry_in_force 
WHERE entry_in_force.item IN ('penalty') AND entry_in_force.valid_from <= $1::DATE AND (entry_in_force.valid_until IS NULL OR entry_in_force.valid_until > $1::DATE) ORDER BY entry_in_force.item, person, entry_in_force.edition DESC) AS in_force) AS classes ON true
 LIMIT ALL OFFSET 0) AS facts LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o6) AS row_to_json_1 
FROM (SELECT (SELECT count(*) AS count_1 
FROM penalty AS t1 
WHERE t1.state IN ('PUBLISHED', 'SHARED') AND (t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) OR t1.province = $2::VARCHAR AND t1.state IN ('PUBLISHED', 'SHARED') AND (t1."natural" AND facts.unconditional_person_penalty OR NOT t1."natural" AND facts.unconditional_body_penalty))) AS "totalCount", a5.edges0 AS edges) AS o6) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o4) AS row_to_json_2 
FROM (SELECT page3.node0_0 AS node) AS o4) ORDER BY page3.key0 DESC, page3.key1 DESC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o2) AS row_to_json_3 
FROM (SELECT t1.party_name_opened AS "partyName", t1.party_type AS "partyType") AS o2) AS node0_0, t1.decided_on AS key0, t1.id AS key1 
FROM penalty AS t1 
WHERE t1.state IN ('PUBLISHED', 'SHARED') AND (t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) OR t1.province = $2::VARCHAR AND t1.state IN ('PUBLISHED', 'SHARED') AND (t1."natural" AND facts.unconditional_person_penalty OR NOT t1."natural" AND facts.unconditional_body_penalty)) ORDER BY t1.decided_on DESC, t1.id DESC 
 LIMIT $3::INTEGER) AS page3) AS a5) AS e7 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>' AND access_epoch.epoch = $4::BIGINT AND NOT (EXISTS (SELECT 1 
FROM revoked_token 
WHERE revoked_token.jti = $5::VARCHAR)))
