SELECT convert_to(coalesce(CAST(e7.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT 1 AS one) AS "only" LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o6) AS row_to_json_1 
FROM (SELECT a5.edges0 AS edges) AS o6) AS value 
FROM (SELECT coalesce(json_agg(page4.edge0 ORDER BY page4.n) FILTER (WHERE page4.n <= $1::INTEGER), '[]'::json) AS edges0, json_agg(page4.cursor ORDER BY page4.n ASC) FILTER (WHERE page4.n <= $1::INTEGER) ->> 0 AS start, json_agg(page4.cursor ORDER BY page4.n DESC) FILTER (WHERE page4.n <= $1::INTEGER) ->> 0 AS "end", count(*) > $1::INTEGER AS more 
FROM (SELECT (SELECT row_to_json(o3) AS row_to_json_2 
FROM (SELECT (SELECT row_to_json(o2) AS row_to_json_3 
FROM (SELECT CASE WHEN s1.agreed THEN coalesce(p1.party_name_surname, t1.party_name_opened) ELSE t1.party_name_opened END AS "partyName", CASE WHEN s1.agreed THEN p1.person_id_number_id_number ELSE CAST(NULL AS TEXT) END AS "personIdNumber", CASE WHEN s1.agreed THEN t1.violation_fact ELSE t1.violation_fact_redacted END AS "violationFact", CAST('[' || concat_ws(',', '{"field":"remark","treatment":"HIDDEN"},{"field":"publicationDocument","treatment":"HIDDEN"},{"field":"publicationApprover","treatment":"HIDDEN"},{"field":"secrecyReviewer","treatment":"HIDDEN"}', '{"field":"dutyDone","treatment":"HIDDEN"},{"field":"batch","treatment":"HIDDEN"}', CASE WHEN t1."natural" THEN CASE WHEN s1.agreed THEN '{"field":"partyName","treatment":"SURNAME"}' ELSE '{"field":"partyName","treatment":"OPENED"}' END END, CASE WHEN s1.agreed THEN CAST(NULL AS TEXT) ELSE '{"field":"legalRepresentativeIdType","treatment":"HIDDEN"},{"field":"personIdType","treatment":"HIDDEN"}' END, CASE WHEN s1.agreed THEN '{"field":"legalRepresentativeIdNumber","treatment":"ID_NUMBER"},{"field":"personIdNumber","treatment":"ID_NUMBER"}' ELSE '{"field":"legalRepresentativeIdNumber","treatment":"HIDDEN"},{"field":"personIdNumber","treatment":"HIDDEN"}' END, CASE WHEN s1.agreed THEN CAST(NULL AS TEXT) ELSE '{"field":"violationFact","treatment":"REDACTED"}' END) || ']' AS JSON) AS disclosure) AS o2) AS node) AS o3) AS edge0, translate(encode(convert_to(CAST(json_build_array('-decidedOn,-id', t1.decided_on, t1.id) AS TEXT), 'UTF8'), 'base64'), E'+/=\n', '-_') AS cursor, row_number() OVER (ORDER BY t1.decided_on DESC, t1.id DESC) AS n 
FROM penalty AS t1 LEFT OUTER JOIN penalty_person AS p1 ON t1.subject_id = p1.subject_id AND t1.id = p1.id JOIN LATERAL (SELECT coalesce(t1.state = 'PUBLISHED' AND t1.publish_from <= $2::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $2::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL), false) AS public, coalesce(t1.province = $3::VARCHAR AND t1.state IN ('PUBLISHED', 'SHARED') AND (t1."natural" AND (SELECT in_force_person.sharing_class 
FROM catalogue_item AS in_force_person 
WHERE in_force_person.item = 'penalty' AND 'NATURAL_PERSON' = ANY (in_force_person.subject_kinds) AND in_force_person.valid_from <= $2::DATE AND (in_force_person.valid_until IS NULL OR in_force_person.valid_until > $2::DATE) ORDER BY in_force_person.edition DESC 
 LIMIT 1) = 'UNCONDITIONAL' OR NOT t1."natural" AND (SELECT in_force_body.sharing_class 
FROM catalogue_item AS in_force_body 
WHERE in_force_body.item = 'penalty' AND NOT ('NATURAL_PERSON' = ANY (in_force_body.subject_kinds)) AND in_force_body.valid_from <= $2::DATE AND (in_force_body.valid_until IS NULL OR in_force_body.valid_until > $2::DATE) ORDER BY in_force_body.edition DESC 
 LIMIT 1) = 'UNCONDITIONAL'), false) AS partner, coalesce((t1.province = (SELECT agreed.region 
FROM agreement AS agreed 
WHERE agreed.id = $4::UUID AND agreed.department = ANY ($5::TEXT[]) AND agreed.suspended_at IS NULL AND agreed.terminated_at IS NULL AND agreed.valid_from <= $2::DATE AND agreed.valid_until >= $2::DATE AND 'penalty' = ANY (agreed.items)) OR t1.city = (SELECT agreed.region 
FROM agreement AS agreed 
WHERE agreed.id = $4::UUID AND agreed.department = ANY ($5::TEXT[]) AND agreed.suspended_at IS NULL AND agreed.terminated_at IS NULL AND agreed.valid_from <= $2::DATE AND agreed.valid_until >= $2::DATE AND 'penalty' = ANY (agreed.items)) OR t1.county = (SELECT agreed.region 
FROM agreement AS agreed 
WHERE agreed.id = $4::UUID AND agreed.department = ANY ($5::TEXT[]) AND agreed.suspended_at IS NULL AND agreed.terminated_at IS NULL AND agreed.valid_from <= $2::DATE AND agreed.valid_until >= $2::DATE AND 'penalty' = ANY (agreed.items))) AND t1.state IN ('PUBLISHED', 'SHARED'), false) AS agreed
 LIMIT ALL OFFSET 0) AS s1 ON true 
WHERE (t1.state = 'PUBLISHED' AND t1.publish_from <= $2::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $2::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) OR t1.province = $3::VARCHAR AND t1.state IN ('PUBLISHED', 'SHARED') AND (t1."natural" AND (SELECT in_force_person.sharing_class 
FROM catalogue_item AS in_force_person 
WHERE in_force_person.item = 'penalty' AND 'NATURAL_PERSON' = ANY (in_force_person.subject_kinds) AND in_force_person.valid_from <= $2::DATE AND (in_force_person.valid_until IS NULL OR in_force_person.valid_until > $2::DATE) ORDER BY in_force_person.edition DESC 
 LIMIT 1) = 'UNCONDITIONAL' OR NOT t1."natural" AND (SELECT in_force_body.sharing_class 
FROM catalogue_item AS in_force_body 
WHERE in_force_body.item = 'penalty' AND NOT ('NATURAL_PERSON' = ANY (in_force_body.subject_kinds)) AND in_force_body.valid_from <= $2::DATE AND (in_force_body.valid_until IS NULL OR in_force_body.valid_until > $2::DATE) ORDER BY in_force_body.edition DESC 
 LIMIT 1) = 'UNCONDITIONAL') OR (t1.province = (SELECT agreed.region 
FROM agreement AS agreed 
WHERE agreed.id = $4::UUID AND agreed.department = ANY ($5::TEXT[]) AND agreed.suspended_at IS NULL AND agreed.terminated_at IS NULL AND agreed.valid_from <= $2::DATE AND agreed.valid_until >= $2::DATE AND 'penalty' = ANY (agreed.items)) OR t1.city = (SELECT agreed.region 
FROM agreement AS agreed 
WHERE agreed.id = $4::UUID AND agreed.department = ANY ($5::TEXT[]) AND agreed.suspended_at IS NULL AND agreed.terminated_at IS NULL AND agreed.valid_from <= $2::DATE AND agreed.valid_until >= $2::DATE AND 'penalty' = ANY (agreed.items)) OR t1.county = (SELECT agreed.region 
FROM agreement AS agreed 
WHERE agreed.id = $4::UUID AND agreed.department = ANY ($5::TEXT[]) AND agreed.suspended_at IS NULL AND agreed.terminated_at IS NULL AND agreed.valid_from <= $2::DATE AND agreed.valid_until >= $2::DATE AND 'penalty' = ANY (agreed.items))) AND t1.state IN ('PUBLISHED', 'SHARED')) AND t1.party_type = $6::VARCHAR ORDER BY t1.decided_on DESC, t1.id DESC 
 LIMIT $7::INTEGER) AS page4) AS a5) AS e7 ON true 
WHERE (SELECT access_epoch.epoch 
FROM access_epoch) = $8::BIGINT AND NOT (EXISTS (SELECT 1 
FROM revoked_token 
WHERE revoked_token.jti = $9::VARCHAR))
