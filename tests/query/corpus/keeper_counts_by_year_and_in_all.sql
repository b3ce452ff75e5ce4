SELECT convert_to(coalesce(CAST(e3.value AS TEXT), 'null'), 'UTF8') AS convert_to_1, convert_to(coalesce(CAST(e6.value AS TEXT), 'null'), 'UTF8') AS convert_to_2, convert_to(coalesce(CAST(e12.value AS TEXT), 'null'), 'UTF8') AS convert_to_3 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(listed.value ORDER BY listed.n), '[]'::json) AS value 
FROM (SELECT (SELECT row_to_json(o2) AS row_to_json_1 
FROM (SELECT groups.year AS year, groups.bodies AS count, CASE WHEN (groups.people >= $1::INTEGER) THEN groups.people - groups.people % $1::INTEGER END AS persons, CASE WHEN (groups.people < $1::INTEGER) THEN 'SMALL_GROUP' END AS "personsWithheld") AS o2) AS value, row_number() OVER (ORDER BY groups.k0) AS n 
FROM (SELECT told.k0 AS k0, told.year AS year, told.bodies AS bodies, told.people AS people, count(*) OVER () > 1000 AS more 
FROM (SELECT sides.k0 AS k0, sides.year AS year, CAST(sum(sides.bodies) AS INTEGER) AS bodies, CAST(sum(sides.people) AS INTEGER) AS people 
FROM (SELECT CAST(date_part('year', t1.decided_on) AS INTEGER) AS k0, CAST(date_part('year', t1.decided_on) AS INTEGER) AS year, count(*) FILTER (WHERE NOT t1."natural") AS bodies, 0 AS people 
FROM penalty AS t1 
WHERE t1.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AND (t1.state = 'PUBLISHED' AND t1.publish_from <= $2::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $2::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) OR t1.city = $3::VARCHAR AND t1.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')) AND NOT t1."natural" GROUP BY CAST(date_part('year', t1.decided_on) AS INTEGER) 
HAVING count(*) FILTER (WHERE NOT t1."natural") > 0 UNION ALL SELECT CAST(date_part('year', counted.decided_on) AS INTEGER) AS k0, CAST(date_part('year', counted.decided_on) AS INTEGER) AS year, 0 AS bodies, count(DISTINCT counted.subject_id) FILTER (WHERE counted."natural") AS people 
FROM counted_person AS counted 
WHERE counted.item = 'penalty' AND counted.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AND (counted.state = 'PUBLISHED' AND counted.publish_from <= $2::DATE AND (counted.publish_until IS NULL OR counted.publish_until >= $2::DATE) AND (NOT counted."natural" OR counted.publication_basis IS NOT NULL) OR counted.city = $3::VARCHAR AND counted.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')) AND counted."natural" GROUP BY CAST(date_part('year', counted.decided_on) AS INTEGER) 
HAVING count(DISTINCT counted.subject_id) FILTER (WHERE counted."natural") >= $1::INTEGER) AS sides GROUP BY sides.k0, sides.year) AS told ORDER BY told.k0 
 LIMIT 1000) AS groups) AS listed) AS e3 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(listed.value ORDER BY listed.n), '[]'::json) AS value 
FROM (SELECT (SELECT row_to_json(o5) AS row_to_json_2 
FROM (SELECT groups.bodies AS count) AS o5) AS value, row_number() OVER () AS n 
FROM (SELECT told.bodies AS bodies, told.people AS people, count(*) OVER () > 1000 AS more 
FROM (SELECT count(*) FILTER (WHERE NOT t4."natural") AS bodies, 0 AS people 
FROM penalty AS t4 
WHERE t4.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AND (t4.state = 'PUBLISHED' AND t4.publish_from <= $2::DATE AND (t4.publish_until IS NULL OR t4.publish_until >= $2::DATE) AND (NOT t4."natural" OR t4.publication_basis IS NOT NULL) OR t4.city = $3::VARCHAR AND t4.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')) AND NOT t4."natural" 
HAVING count(*) FILTER (WHERE NOT t4."natural") > 0) AS told) AS groups) AS listed) AS e6 ON true LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(listed.value ORDER BY listed.n), '[]'::json) AS value 
FROM (SELECT (SELECT row_to_json(o11) AS row_to_json_3 
FROM (SELECT e10.value AS department, groups.state AS state, groups.area AS area, groups.bodies AS count) AS o11) AS value, row_number() OVER (ORDER BY groups.k0, groups.k1, groups.k2) AS n 
FROM (SELECT told.k0 AS k0, told.k1 AS k1, told.k2 AS k2, told.department AS department, told.state AS state, told.area AS area, told.bodies AS bodies, told.people AS people, count(*) OVER () > 1000 AS more 
FROM (SELECT t7.source_department AS k0, t7.state AS k1, t7.area AS k2, t7.source_department AS department, t7.state AS state, t7.area AS area, count(*) FILTER (WHERE NOT t7."natural") AS bodies, 0 AS people 
FROM dishonesty_record AS t7 
WHERE t7.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN') AND (t7.state = 'PUBLISHED' AND t7.publish_from <= $2::DATE AND (t7.publish_until IS NULL OR t7.publish_until >= $2::DATE) AND (NOT t7."natural" OR t7.publication_basis IS NOT NULL) OR t7.city = $3::VARCHAR AND t7.state IN ('CLASSIFIED', 'EXPIRED', 'HELD', 'PUBLISHED', 'REPAIRED', 'REPLACED', 'RESTRICTED', 'RETURNED', 'SHARED', 'SUBMITTED', 'VERIFIED', 'WITHDRAWN')) AND NOT t7."natural" GROUP BY t7.source_department, t7.state, t7.area 
HAVING count(*) FILTER (WHERE NOT t7."natural") > 0) AS told ORDER BY told.k0, told.k1, told.k2 
 LIMIT 1000) AS groups LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o9) AS row_to_json_4 
FROM (SELECT t8.name AS name) AS o9) AS value 
FROM department AS t8 
WHERE groups.department = t8.code AND true 
 LIMIT 1) AS e10 ON true) AS listed) AS e12 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>' AND access_epoch.epoch = $4::BIGINT AND NOT (EXISTS (SELECT 1 
FROM revoked_token 
WHERE revoked_token.jti = $5::VARCHAR)))
