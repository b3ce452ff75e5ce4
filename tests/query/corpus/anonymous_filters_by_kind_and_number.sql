SELECT convert_to(coalesce(CAST(e7.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT one.one AS one 
FROM (SELECT 1 AS one) AS one
 LIMIT ALL OFFSET 0) AS facts LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o6) AS row_to_json_1 
FROM (SELECT a5.edges0 AS edges) AS o6) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o4) AS row_to_json_2 
FROM (SELECT page3.node0_0 AS node) AS o4) ORDER BY page3.n) FILTER (WHERE page3.n <= $1::INTEGER), '[]'::json) AS edges0, array_agg(page3.cursor ORDER BY page3.n) FILTER (WHERE page3.n <= $1::INTEGER) AS cursors, count(*) > $1::INTEGER AS more 
FROM (SELECT (SELECT row_to_json(o2) AS row_to_json_3 
FROM (SELECT t1.document_number AS "documentNumber", t1.kind AS kind, CAST(trim_scale(t1.fine) AS TEXT) AS fine) AS o2) AS node0_0, translate(encode(convert_to(CAST(json_build_array('-decidedOn,-id', t1.decided_on, t1.id) AS TEXT), 'UTF8'), 'base64'), E'+/=\n', '-_') AS cursor, row_number() OVER (ORDER BY t1.decided_on DESC, t1.id DESC) AS n 
FROM penalty AS t1 
WHERE t1.state = 'PUBLISHED' AND t1.publish_from <= $2::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $2::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) AND (t1.kind && $3::TEXT[]) AND t1.canonical_number = $4::VARCHAR ORDER BY t1.decided_on DESC, t1.id DESC 
 LIMIT $5::INTEGER) AS page3) AS a5) AS e7 ON true 
WHERE (SELECT access_epoch.policy 
FROM access_epoch) = '<policy>'
