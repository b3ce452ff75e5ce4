SELECT convert_to(coalesce(CAST(e7.value AS TEXT), 'null'), 'UTF8') AS convert_to_1, convert_to(coalesce(CAST(e10.value AS TEXT), 'null'), 'UTF8') AS convert_to_2 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o6) AS row_to_json_1 
FROM (SELECT a5.edges0 AS edges) AS o6) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o4) AS row_to_json_2 
FROM (SELECT page3.node0_0 AS node) AS o4) ORDER BY page3.key0 DESC, page3.key1 DESC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o2) AS row_to_json_3 
FROM (SELECT t1.document_number AS number, t1.decided_on AS "decidedOn", 'Penalty' AS __typename) AS o2) AS node0_0, t1.decided_on AS key0, t1.id AS key1 
FROM penalty AS t1 
WHERE t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) AND t1.severity = ANY ($2::TEXT[]) ORDER BY t1.decided_on DESC, t1.id DESC 
 LIMIT $3::INTEGER) AS page3) AS a5) AS e7 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o9) AS row_to_json_4 
FROM (SELECT (SELECT count(*) AS count_1 
FROM penalty AS t8 
WHERE t8.state = 'PUBLISHED' AND t8.publish_from <= $1::DATE AND (t8.publish_until IS NULL OR t8.publish_until >= $1::DATE) AND (NOT t8."natural" OR t8.publication_basis IS NOT NULL)) AS total, 'PenaltyConnection' AS __typename) AS o9) AS value) AS e10 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>')
