SELECT convert_to(coalesce(CAST(e10.value AS TEXT), 'null'), 'UTF8') AS convert_to_1, convert_to(coalesce(CAST(e23.value AS TEXT), 'null'), 'UTF8') AS convert_to_2, convert_to(coalesce(CAST(e30.value AS TEXT), 'null'), 'UTF8') AS convert_to_3 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o9) AS row_to_json_1 
FROM (SELECT (SELECT count(*) AS count_1 
FROM division AS t1 
WHERE true AND left(t1.code, 4) = $1::VARCHAR) AS "totalCount", a8.edges0 AS edges) AS o9) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o7) AS row_to_json_2 
FROM (SELECT page6.node0_0 AS node) AS o7) ORDER BY page6.key0 ASC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o5) AS row_to_json_3 
FROM (SELECT t1.code AS code, t1.name AS name, t1.level AS level, e4.value AS parent) AS o5) AS node0_0, t1.code AS key0 
FROM division AS t1 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o3) AS row_to_json_4 
FROM (SELECT t2.name AS name) AS o3) AS value 
FROM division AS t2 
WHERE t1.parent_code = t2.code AND true 
 LIMIT 1) AS e4 ON true 
WHERE true AND left(t1.code, 4) = $1::VARCHAR ORDER BY t1.code ASC 
 LIMIT $2::INTEGER) AS page6) AS a8) AS e10 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o22) AS row_to_json_5 
FROM (SELECT a21.edges0 AS edges) AS o22) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o20) AS row_to_json_6 
FROM (SELECT page19.node0_0 AS node) AS o20) ORDER BY page19.key0 ASC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o18) AS row_to_json_7 
FROM (SELECT t11.name AS name, e14.value AS region, e17.value AS successor) AS o18) AS node0_0, t11.code AS key0 
FROM department AS t11 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o13) AS row_to_json_8 
FROM (SELECT t12.name AS name) AS o13) AS value 
FROM division AS t12 
WHERE t11.region_code = t12.code AND true 
 LIMIT 1) AS e14 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o16) AS row_to_json_9 
FROM (SELECT t15.name AS name) AS o16) AS value 
FROM department AS t15 
WHERE t11.successor_code = t15.code AND true 
 LIMIT 1) AS e17 ON true 
WHERE true AND t11.code = $3::VARCHAR ORDER BY t11.code ASC 
 LIMIT $4::INTEGER) AS page19) AS a21) AS e23 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o29) AS row_to_json_10 
FROM (SELECT a28.edges0 AS edges) AS o29) AS value 
FROM (SELECT coalesce(json_agg((SELECT row_to_json(o27) AS row_to_json_11 
FROM (SELECT page26.node0_0 AS node) AS o27) ORDER BY page26.key0 DESC, page26.key1 ASC), '[]'::json) AS edges0 
FROM (SELECT (SELECT row_to_json(o25) AS row_to_json_12 
FROM (SELECT t24.code AS code, t24.sharing_class AS "sharingClass") AS o25) AS node0_0, t24.edition AS key0, t24.code AS key1 
FROM catalogue_item AS t24 
WHERE true AND t24.edition >= $5::INTEGER AND t24.edition <= $6::INTEGER AND t24.item = $7::VARCHAR ORDER BY t24.edition DESC, t24.code ASC 
 LIMIT $8::INTEGER) AS page26) AS a28) AS e30 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>')
