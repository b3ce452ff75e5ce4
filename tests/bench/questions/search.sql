SELECT convert_to((SELECT row_to_json(w) FROM (SELECT coalesce(json_agg(x.edge), '[]') AS edges FROM (SELECT (SELECT row_to_json(e) FROM (
       SELECT (SELECT row_to_json(o) FROM (SELECT s.id, s.name_opened AS name, s.credit_code AS "creditCode", s.kind) o) AS node) e) AS edge
     FROM ((SELECT key, subject_id FROM subject_search WHERE key >= '1' || $1::text AND key < '1' || $1::text || chr(1114111) ORDER BY key, subject_id)
   UNION ALL (SELECT key, subject_id FROM subject_search WHERE key >= '2' || $1::text AND key < '2' || $1::text || chr(1114111) ORDER BY key, subject_id)) k JOIN subject s ON s.id = k.subject_id WHERE NOT EXISTS (SELECT FROM subject_search e WHERE e.subject_id = k.subject_id AND e.key < k.key
    AND (e.key >= '1' || $1::text AND e.key < '1' || $1::text || chr(1114111) OR e.key >= '2' || $1::text AND e.key < '2' || $1::text || chr(1114111)) OFFSET 0)
  AND (NOT s."natural" OR EXISTS (SELECT FROM penalty r WHERE r.subject_id = s.id AND r.state = 'PUBLISHED' AND r.publish_from <= $2::date AND (r.publish_until IS NULL OR r.publish_until >= $2::date)
  AND (NOT r."natural" OR r.publication_basis IS NOT NULL))
           OR EXISTS (SELECT FROM dishonesty_record r WHERE r.subject_id = s.id AND r.state = 'PUBLISHED' AND r.publish_from <= $2::date AND (r.publish_until IS NULL OR r.publish_until >= $2::date)
  AND (NOT r."natural" OR r.publication_basis IS NOT NULL))) ORDER BY k.key, s.id LIMIT 10) x) w)::text, 'UTF8')
