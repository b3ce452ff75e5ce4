SELECT convert_to(coalesce(CAST(e7.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT one.one AS one, classes.unconditional_person AS unconditional_person, classes.unconditional_body AS unconditional_body 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN (SELECT array_agg(in_force.item) FILTER (WHERE in_force.sharing_class = 'UNCONDITIONAL' AND in_force.person) AS unconditional_person, array_agg(in_force.item) FILTER (WHERE in_force.sharing_class = 'UNCONDITIONAL' AND NOT in_force.person) AS unconditional_body 
FROM (SELECT DISTINCT ON (entry_in_force.item, 'NATURAL_PERSON' = ANY (entry_in_force.subject_kinds)) entry_in_force.item AS item, 'NATURAL_PERSON' = ANY (entry_in_force.subject_kinds) AS person, entry_in_force.sharing_class AS sharing_class 
FROM catalogue_item AS entry_in_force 
WHERE entry_in_force.item IN ('penalty') AND entry_in_force.valid_from <= $1::DATE AND (entry_in_force.valid_until IS NULL OR entry_in_force.valid_until > $1::DATE) ORDER BY entry_in_force.item, person, entry_in_force.edition DESC) AS in_force) AS classes ON true
 LIMIT ALL OFFSET 0) AS facts LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o6) AS row_to_json_1 
FROM (SELECT (SELECT count(*) AS count_1 
FROM penalty AS t1 
WHERE t1.state IN ('PUBLISHED', 'SHARED') AND (t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) OR t1.province = $2::VARCHAR AND t1.state IN ('PUBLISHED', 'SHARED') AND (t1."natural" AND 'penalty' = ANY (facts.unconditional_person) OR NOT t1."natural" AND 'penalty' = ANY (facts.unconditional_body)))) AS "totalCount", a5.edges0 AS edges) AS o6) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o4) AS row_to_json_2 
FROM (SELECT page3.node0_0 AS node) AS o4) ORDER BY page3.n) FILTER (WHERE page3.n <= $3::INTEGER), '[]'::json) AS edges0, array_agg(page3.cursor ORDER BY page3.n) FILTER (WHERE page3.n <= $3::INTEGER) AS cursors, count(*) > $3::INTEGER AS more 
FROM (SELECT (SELECT row_to_json(o2) AS row_to_json_3 
FROM (SELECT t1.party_name_opened AS "partyName", t1.party_type AS "partyType") AS o2) AS node0_0, translate(encode(convert_to(CAST(json_build_array('-decidedOn,-id', t1.decided_on, t1.id) AS TEXT), 'UTF8'), 'base64'), E'+/=\n', '-_') AS cursor, row_number() OVER (ORDER BY t1.decided_on DESC, t1.id DESC) AS n 
FROM penalty AS t1 
WHERE t1.state IN ('PUBLISHED', 'SHARED') AND (t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) OR t1.province = $2::VARCHAR AND t1.state IN ('PUBLISHED', 'SHARED') AND (t1."natural" AND 'penalty' = ANY (facts.unconditional_person) OR NOT t1."natural" AND 'penalty' = ANY (facts.unconditional_body))) ORDER BY t1.decided_on DESC, t1.id DESC 
 LIMIT $4::INTEGER) AS page3) AS a5) AS e7 ON true 
WHERE (SELECT access_epoch.policy 
FROM access_epoch) = '<policy>' AND (SELECT access_epoch.epoch 
FROM access_epoch) = $5::BIGINT AND NOT (EXISTS (SELECT 1 
FROM revoked_token 
WHERE revoked_token.jti = $6::VARCHAR))
