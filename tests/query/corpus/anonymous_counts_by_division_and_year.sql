SELECT convert_to(coalesce(CAST(e6.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN LATERAL (SELECT coalesce(json_agg(listed.value ORDER BY listed.n), '[]'::json) AS value 
FROM (SELECT (SELECT row_to_json(o5) AS row_to_json_1 
FROM (SELECT e4.value AS city, groups.year AS year, groups.kind AS kind, CAST(NULL AS TEXT) AS month, groups.bodies AS count, CAST(NULL AS INTEGER) AS persons, 'FIXED_GROUPS_ONLY' AS "personsWithheld", 'PenaltyCount' AS __typename) AS o5) AS value, row_number() OVER (ORDER BY groups.k0, groups.k1, groups.k2) AS n 
FROM (SELECT told.k0 AS k0, told.k1 AS k1, told.k2 AS k2, told.city AS city, told.year AS year, told.kind AS kind, told.bodies AS bodies, told.people AS people, count(*) OVER () > 1000 AS more 
FROM (SELECT t1.city AS k0, CAST(date_part('year', t1.decided_on) AS INTEGER) AS k1, member2.member AS k2, t1.city AS city, CAST(date_part('year', t1.decided_on) AS INTEGER) AS year, member2.member AS kind, count(*) FILTER (WHERE NOT t1."natural") AS bodies, 0 AS people 
FROM penalty AS t1 LEFT OUTER JOIN unnest(t1.kind) AS member2(member) ON true 
WHERE t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) AND NOT t1."natural" AND t1.decided_on >= $2::DATE GROUP BY t1.city, CAST(date_part('year', t1.decided_on) AS INTEGER), member2.member 
HAVING count(*) FILTER (WHERE NOT t1."natural") > 0) AS told ORDER BY told.k0, told.k1, told.k2 
 LIMIT 1000) AS groups LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o3) AS row_to_json_2 
FROM (SELECT t2.code AS code, t2.name AS name) AS o3) AS value 
FROM division AS t2 
WHERE groups.city = t2.code AND true 
 LIMIT 1) AS e4 ON true) AS listed) AS e6 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>')
