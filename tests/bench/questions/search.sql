SELECT convert_to((SELECT row_to_json(w) FROM (SELECT coalesce(json_agg(x.edge), '[]') AS edges FROM (SELECT (SELECT row_to_json(e) FROM (
       SELECT (SELECT row_to_json(o) FROM (SELECT s.id, s.name_opened AS name, s.credit_code AS "creditCode", s.kind) o) AS node) e) AS edge
     FROM subject s WHERE s.id IN (SELECT a.subject_id FROM subject_gram a JOIN subject_gram b ON b.subject_id = a.subject_id
  JOIN subject_gram c ON c.subject_id = a.subject_id WHERE a.gram = substr($1::text, 1, 2) AND b.gram = substr($1::text, 2, 2) AND c.gram = substr($1::text, 3, 2))
  AND (strpos(s.name_opened, $1::text) > 0 OR EXISTS (SELECT FROM former_name f WHERE f.subject_id = s.id AND strpos(f.name, $1::text) > 0)) AND (NOT s."natural" OR EXISTS (SELECT FROM penalty r WHERE r.subject_id = s.id AND r.state = 'PUBLISHED' AND r.publish_from <= $2::date AND (r.publish_until IS NULL OR r.publish_until >= $2::date)
  AND (NOT r."natural" OR r.publication_basis IS NOT NULL))
           OR EXISTS (SELECT FROM dishonesty_record r WHERE r.subject_id = s.id AND r.state = 'PUBLISHED' AND r.publish_from <= $2::date AND (r.publish_until IS NULL OR r.publish_until >= $2::date)
  AND (NOT r."natural" OR r.publication_basis IS NOT NULL))) ORDER BY s.id LIMIT 10) x) w)::text, 'UTF8')
