SELECT convert_to(coalesce(CAST(e6.value AS TEXT), 'null'), 'UTF8') AS convert_to_1, convert_to(coalesce(CAST(e9.value AS TEXT), 'null'), 'UTF8') AS convert_to_2, convert_to(coalesce(CAST(e19.value AS TEXT), 'null'), 'UTF8') AS convert_to_3 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(listed.value ORDER BY listed.n), '[]'::json) AS value 
FROM (SELECT (SELECT row_to_json(o5) AS row_to_json_1 
FROM (SELECT groups."nextLevel" AS "nextLevel", e4.value AS department, groups."checkOverdue" AS "checkOverdue", groups.bodies AS count) AS o5) AS value, row_number() OVER (ORDER BY groups.k0, groups.k1, groups.k2) AS n 
FROM (SELECT told.k0 AS k0, told.k1 AS k1, told.k2 AS k2, told."nextLevel" AS "nextLevel", told.department AS department, told."checkOverdue" AS "checkOverdue", told.bodies AS bodies, told.people AS people, count(*) OVER () > 1000 AS more 
FROM (SELECT CASE WHEN s1.keeper THEN t1.next_level END AS k0, t1.source_department AS k1, CASE WHEN s1.keeper THEN t1.check_due_on END < $1::DATE AS k2, CASE WHEN s1.keeper THEN t1.next_level END AS "nextLevel", t1.source_department AS department, CASE WHEN s1.keeper THEN t1.check_due_on END < $1::DATE AS "checkOverdue", count(*) FILTER (WHERE NOT t1."natural") AS bodies, 0 AS people 
FROM penalty AS t1 JOIN LATERAL (SELECT coalesce(t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL), false) AS public, coalesce(t1.city = $2::VARCHAR AND t1.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN'), false) AS keeper
 LIMIT ALL OFFSET 0) AS s1 ON true 
WHERE t1.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AND (t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) OR t1.city = $2::VARCHAR AND t1.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')) AND NOT t1."natural" GROUP BY CASE WHEN s1.keeper THEN t1.next_level END, t1.source_department, CASE WHEN s1.keeper THEN t1.check_due_on END < $1::DATE 
HAVING count(*) FILTER (WHERE NOT t1."natural") > 0) AS told ORDER BY told.k0, told.k1, told.k2 
 LIMIT 1000) AS groups LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o3) AS row_to_json_2 
FROM (SELECT t2.name AS name) AS o3) AS value 
FROM department AS t2 
WHERE groups.department = t2.code AND true 
 LIMIT 1) AS e4 ON true) AS listed) AS e6 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(listed.value ORDER BY listed.n), '[]'::json) AS value 
FROM (SELECT (SELECT row_to_json(o8) AS row_to_json_3 
FROM (SELECT groups.late AS late, groups.bodies AS count) AS o8) AS value, row_number() OVER (ORDER BY groups.k0) AS n 
FROM (SELECT told.k0 AS k0, told.late AS late, told.bodies AS bodies, told.people AS people, count(*) OVER () > 1000 AS more 
FROM (SELECT t7.late AS k0, t7.late AS late, count(*) FILTER (WHERE NOT t7."natural") AS bodies, 0 AS people 
FROM penalty AS t7 JOIN LATERAL (SELECT coalesce(t7.state = 'PUBLISHED' AND t7.publish_from <= $1::DATE AND (t7.publish_until IS NULL OR t7.publish_until >= $1::DATE) AND (NOT t7."natural" OR t7.publication_basis IS NOT NULL), false) AS public, coalesce(t7.city = $2::VARCHAR AND t7.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN'), false) AS keeper
 LIMIT ALL OFFSET 0) AS s7 ON true 
WHERE t7.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AND (t7.state = 'PUBLISHED' AND t7.publish_from <= $1::DATE AND (t7.publish_until IS NULL OR t7.publish_until >= $1::DATE) AND (NOT t7."natural" OR t7.publication_basis IS NOT NULL) OR t7.city = $2::VARCHAR AND t7.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')) AND NOT t7."natural" AND s7.keeper AND t7.check_due_on <= $3::DATE GROUP BY t7.late 
HAVING count(*) FILTER (WHERE NOT t7."natural") > 0) AS told ORDER BY told.k0 
 LIMIT 1000) AS groups) AS listed) AS e9 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o18) AS row_to_json_4 
FROM (SELECT a17.edges0 AS edges) AS o18) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o16) AS row_to_json_5 
FROM (SELECT page15.node0_0 AS node) AS o16) ORDER BY page15.key0 DESC, page15.key1 DESC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o14) AS row_to_json_6 
FROM (SELECT t10.document_number AS "documentNumber", CASE WHEN s10.keeper THEN t10.next_level ELSE CAST(NULL AS TEXT) END AS "nextLevel", CASE WHEN s10.keeper THEN t10.levels_to_come ELSE CAST(NULL AS TEXT[]) END AS "levelsToCome", CASE WHEN s10.keeper THEN t10.check_due_on ELSE CAST(NULL AS DATE) END AS "checkDueOn", e13.value AS levels) AS o14) AS node0_0, t10.decided_on AS key0, t10.id AS key1 
FROM penalty AS t10 JOIN LATERAL (SELECT coalesce(t10.state = 'PUBLISHED' AND t10.publish_from <= $1::DATE AND (t10.publish_until IS NULL OR t10.publish_until >= $1::DATE) AND (NOT t10."natural" OR t10.publication_basis IS NOT NULL), false) AS public, coalesce(t10.city = $2::VARCHAR AND t10.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN'), false) AS keeper
 LIMIT ALL OFFSET 0) AS s10 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(l12.value ORDER BY l12.n), '[]'::json) AS value 
FROM (SELECT (SELECT row_to_json(o12) AS row_to_json_7 
FROM (SELECT t11.level AS level, t11.late AS late) AS o12) AS value, row_number() OVER (ORDER BY t11.number ASC) AS n 
FROM level_check AS t11 
WHERE t10.subject_id = t11.subject_id AND t10.id = t11.record_id AND s10.keeper) AS l12) AS e13 ON true 
WHERE t10.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AND (t10.state = 'PUBLISHED' AND t10.publish_from <= $1::DATE AND (t10.publish_until IS NULL OR t10.publish_until >= $1::DATE) AND (NOT t10."natural" OR t10.publication_basis IS NOT NULL) OR t10.city = $2::VARCHAR AND t10.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')) AND s10.keeper AND t10.next_level = ANY ($4::TEXT[]) ORDER BY t10.decided_on DESC, t10.id DESC 
 LIMIT $5::INTEGER) AS page15) AS a17) AS e19 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>' AND access_epoch.epoch = $6::BIGINT AND NOT (EXISTS (SELECT 1 
FROM revoked_token 
WHERE revoked_token.jti = $7::VARCHAR)))
