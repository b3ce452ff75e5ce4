SELECT convert_to(coalesce(CAST(e10.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o9) AS row_to_json_1 
FROM (SELECT CAST(NULL AS INTEGER) AS version, e4.value AS versions, e5.value AS changes, e8.value AS timeline, t1.publish_due_on AS "publishDueOn") AS o9) AS value 
FROM penalty AS t1 LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(l3.value ORDER BY l3.n), '[]'::json) AS value 
FROM (SELECT (SELECT row_to_json(o3) AS row_to_json_2 
FROM (SELECT t2.id AS id) AS o3) AS value, row_number() OVER (ORDER BY t2.decided_on DESC, t2.id DESC) AS n 
FROM penalty AS t2 
WHERE t1.subject_id = t2.subject_id AND t1.lineage = t2.lineage AND t2.state = 'PUBLISHED' AND t2.publish_from <= $1::DATE AND (t2.publish_until IS NULL OR t2.publish_until >= $1::DATE) AND (NOT t2."natural" OR t2.publication_basis IS NOT NULL)) AS l3) AS e4 ON true LEFT OUTER JOIN LATERAL (SELECT CAST(NULL AS JSON) AS value) AS e5 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(l7.value ORDER BY l7.n), '[]'::json) AS value 
FROM (SELECT (SELECT row_to_json(o7) AS row_to_json_3 
FROM (SELECT CAST(NULL AS TEXT) AS move) AS o7) AS value, row_number() OVER (ORDER BY t6.id ASC NULLS LAST) AS n 
FROM (SELECT CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS at, CAST(NULL AS TEXT) AS move, CAST(NULL AS TEXT) AS state_before, CAST(NULL AS TEXT) AS state_after, CAST(NULL AS TEXT) AS reason, CAST(NULL AS TEXT) AS document, CAST(NULL AS TEXT) AS rule, CAST(NULL AS TEXT) AS actor, CAST(NULL AS UUID) AS subject_id, CAST(NULL AS BIGINT) AS id, CAST(NULL AS TEXT) AS client, CAST(NULL AS TEXT) AS department, CAST(NULL AS TEXT) AS item, CAST(NULL AS UUID) AS record_id 
WHERE false) AS t6 
WHERE t1.subject_id = t6.subject_id AND t1.id = t6.record_id AND false) AS l7) AS e8 ON true 
WHERE t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) AND t1.id = $2::UUID 
 LIMIT 1) AS e10 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>')
