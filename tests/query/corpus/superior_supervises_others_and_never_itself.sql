SELECT convert_to(coalesce(CAST(e7.value AS TEXT), 'null'), 'UTF8') AS convert_to_1, convert_to(coalesce(CAST(e10.value AS TEXT), 'null'), 'UTF8') AS convert_to_2 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o6) AS row_to_json_1 
FROM (SELECT a5.edges0 AS edges) AS o6) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o4) AS row_to_json_2 
FROM (SELECT page3.node0_0 AS node) AS o4) ORDER BY page3.key0 DESC, page3.key1 DESC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o2) AS row_to_json_3 
FROM (SELECT t1.title AS title, CASE WHEN s1.superior THEN t1.facts ELSE t1.facts_redacted END AS facts, CAST(trim_scale(CAST(NULL AS NUMERIC(18, 6))) AS TEXT) AS loss, t1.state AS state) AS o2) AS node0_0, t1.decided_on AS key0, t1.id AS key1 
FROM dishonesty_record AS t1 JOIN LATERAL (SELECT coalesce(t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL), false) AS public, coalesce(t1.city = $2::VARCHAR AND NOT (EXISTS (SELECT 1 
FROM subject AS itself 
WHERE itself.id = t1.subject_id AND itself.region = $2::VARCHAR AND itself.kind = 'GOVERNMENT')) AND t1.state IN ('CLASSIFIED', 'PUBLISHED', 'RESTRICTED', 'SHARED', 'VERIFIED'), false) AS superior
 LIMIT ALL OFFSET 0) AS s1 ON true 
WHERE t1.state IN ('CLASSIFIED', 'PUBLISHED', 'RESTRICTED', 'SHARED', 'VERIFIED') AND (t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) OR t1.city = $2::VARCHAR AND NOT (EXISTS (SELECT 1 
FROM subject AS itself 
WHERE itself.id = t1.subject_id AND itself.region = $2::VARCHAR AND itself.kind = 'GOVERNMENT')) AND t1.state IN ('CLASSIFIED', 'PUBLISHED', 'RESTRICTED', 'SHARED', 'VERIFIED')) ORDER BY t1.decided_on DESC, t1.id DESC 
 LIMIT $3::INTEGER) AS page3) AS a5) AS e7 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o9) AS row_to_json_4 
FROM (SELECT (SELECT count(*) AS count_1 
FROM penalty AS t8 
WHERE t8.state IN ('CLASSIFIED', 'PUBLISHED', 'RESTRICTED', 'SHARED', 'VERIFIED') AND (t8.state = 'PUBLISHED' AND t8.publish_from <= $1::DATE AND (t8.publish_until IS NULL OR t8.publish_until >= $1::DATE) AND (NOT t8."natural" OR t8.publication_basis IS NOT NULL) OR t8.city = $2::VARCHAR AND NOT (EXISTS (SELECT 1 
FROM subject AS itself 
WHERE itself.id = t8.subject_id AND itself.region = $2::VARCHAR AND itself.kind = 'GOVERNMENT')) AND t8.state IN ('CLASSIFIED', 'PUBLISHED', 'RESTRICTED', 'SHARED', 'VERIFIED'))) AS "totalCount") AS o9) AS value) AS e10 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>' AND access_epoch.epoch = $4::BIGINT AND NOT (EXISTS (SELECT 1 
FROM revoked_token 
WHERE revoked_token.jti = $5::VARCHAR)))
