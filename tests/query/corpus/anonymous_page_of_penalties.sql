SELECT convert_to(coalesce(CAST(e8.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o7) AS row_to_json_1 
FROM (SELECT (SELECT count(*) AS count_1 
FROM penalty AS t1 
WHERE t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) AND t1.city = $2::VARCHAR AND t1.decided_on >= $3::DATE) AS "totalCount", (SELECT row_to_json(o6) AS row_to_json_2 
FROM (SELECT a5.more AS "hasNextPage", false AS "hasPreviousPage", CASE WHEN (a5.keys0 IS NOT NULL) THEN translate(encode(convert_to(CAST(json_build_array('-decidedOn,-id', a5.keys0[1], a5.keys1[1]) AS TEXT), 'UTF8'), 'base64'), E'+/=\n', '-_') END AS "startCursor", CASE WHEN (a5.keys0 IS NOT NULL) THEN translate(encode(convert_to(CAST(json_build_array('-decidedOn,-id', a5.keys0[cardinality(a5.keys0)], a5.keys1[cardinality(a5.keys0)]) AS TEXT), 'UTF8'), 'base64'), E'+/=\n', '-_') END AS "endCursor") AS o6) AS "pageInfo", a5.edges0 AS edges) AS o7) AS value 
FROM (SELECT count(*) > $4::INTEGER AS more, coalesce(json_agg((SELECT row_to_json(o4) AS row_to_json_3 
FROM (SELECT page3.cursor AS cursor, page3.node0_1 AS node) AS o4) ORDER BY page3.key0 DESC, page3.key1 DESC) FILTER (WHERE page3.n <= $4::INTEGER), '[]'::json) AS edges0, array_agg(page3.key0 ORDER BY page3.key0 DESC, page3.key1 DESC) FILTER (WHERE page3.n <= $4::INTEGER) AS keys0, array_agg(page3.key1 ORDER BY page3.key0 DESC, page3.key1 DESC) FILTER (WHERE page3.n <= $4::INTEGER) AS keys1 
FROM (SELECT (SELECT row_to_json(o2) AS row_to_json_4 
FROM (SELECT t1.document_number AS "documentNumber", t1.party_name_opened AS "partyName", t1.violation AS violation, t1.violation_fact_redacted AS "violationFact", CAST(trim_scale(t1.fine) AS TEXT) AS fine, t1.kind AS kind, t1.decided_on AS "decidedOn") AS o2) AS node0_1, t1.decided_on AS key0, t1.id AS key1, translate(encode(convert_to(CAST(json_build_array('-decidedOn,-id', t1.decided_on, t1.id) AS TEXT), 'UTF8'), 'base64'), E'+/=\n', '-_') AS cursor, row_number() OVER (ORDER BY t1.decided_on DESC, t1.id DESC) AS n 
FROM penalty AS t1 
WHERE t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) AND t1.city = $2::VARCHAR AND t1.decided_on >= $3::DATE ORDER BY t1.decided_on DESC, t1.id DESC 
 LIMIT $5::INTEGER) AS page3) AS a5) AS e8 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>')
