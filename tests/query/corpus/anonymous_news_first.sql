SELECT convert_to(coalesce(CAST(e7.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o6) AS row_to_json_1 
FROM (SELECT a5.edges0 AS edges) AS o6) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o4) AS row_to_json_2 
FROM (SELECT page3.cursor AS cursor, page3.node0_1 AS node) AS o4) ORDER BY page3.key0 DESC NULLS LAST, page3.key1 DESC NULLS LAST, page3.key2 DESC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o2) AS row_to_json_3 
FROM (SELECT t1.id AS id, t1.document_number AS "documentNumber", t1.publish_from AS "publishFrom", t1.last_updated AS "lastUpdated") AS o2) AS node0_1, t1.last_updated AS key0, t1.publish_from AS key1, t1.id AS key2, translate(encode(convert_to(CAST(json_build_array('-lastUpdated,-publishFrom,-id', t1.last_updated, t1.publish_from, t1.id) AS TEXT), 'UTF8'), 'base64'), E'+/=\n', '-_') AS cursor 
FROM penalty AS t1 
WHERE t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) ORDER BY t1.last_updated DESC NULLS LAST, t1.publish_from DESC NULLS LAST, t1.id DESC 
 LIMIT $2::INTEGER) AS page3) AS a5) AS e7 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>')
