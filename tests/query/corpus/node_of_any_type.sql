SELECT convert_to(coalesce(CAST(e112.value AS TEXT), 'null'), 'UTF8') AS convert_to_1 
FROM (SELECT 1 AS one) AS one LEFT OUTER JOIN LATERAL (SELECT coalesce(e3.value, e6.value, e9.value, e12.value, e15.value, e18.value, e21.value, e24.value, e27.value, e30.value, e33.value, e36.value, e39.value, e42.value, e45.value, e48.value, e51.value, e54.value, e57.value, e60.value, e63.value, e66.value, e69.value, e72.value, e75.value, e78.value, e81.value, e84.value, e87.value, e90.value, e93.value, e96.value, e99.value, e102.value, e105.value, e108.value, e111.value) AS value 
FROM (SELECT 1 AS one) AS n111 LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o2) AS row_to_json_1 
FROM (SELECT 'AbnormalOperation' AS __typename, t1.id AS id) AS o2) AS value 
FROM abnormal_operation AS t1 
WHERE t1.state = 'PUBLISHED' AND t1.publish_from <= $1::DATE AND (t1.publish_until IS NULL OR t1.publish_until >= $1::DATE) AND (NOT t1."natural" OR t1.publication_basis IS NOT NULL) AND t1.id = $2::UUID 
 LIMIT 1) AS e3 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o5) AS row_to_json_2 
FROM (SELECT 'Subject' AS __typename, t4.id AS id, t4.name_opened AS name) AS o5) AS value 
FROM subject AS t4 
WHERE (NOT t4."natural" OR (EXISTS (SELECT 1 
FROM lead AS led 
WHERE led.subject_id = t4.id AND led.item IN ('abnormal_operation', 'commendation', 'commitment', 'dishonesty_record', 'evaluation', 'judgment_debtor', 'licence', 'penalty', 'serious_violation', 'tax_violation') AND led.state = 'PUBLISHED' AND led.publish_from <= $1::DATE AND (led.publish_until IS NULL OR led.publish_until >= $1::DATE) AND (NOT led."natural" OR led.publication_basis IS NOT NULL)
 LIMIT ALL OFFSET 0))) AND t4.id = $3::UUID 
 LIMIT 1) AS e6 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o8) AS row_to_json_3 
FROM (SELECT 'Commendation' AS __typename, t7.id AS id) AS o8) AS value 
FROM commendation AS t7 
WHERE t7.state = 'PUBLISHED' AND t7.publish_from <= $1::DATE AND (t7.publish_until IS NULL OR t7.publish_until >= $1::DATE) AND (NOT t7."natural" OR t7.publication_basis IS NOT NULL) AND t7.id = $4::UUID 
 LIMIT 1) AS e9 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o11) AS row_to_json_4 
FROM (SELECT 'Commitment' AS __typename, t10.id AS id) AS o11) AS value 
FROM commitment AS t10 
WHERE t10.state = 'PUBLISHED' AND t10.publish_from <= $1::DATE AND (t10.publish_until IS NULL OR t10.publish_until >= $1::DATE) AND (NOT t10."natural" OR t10.publication_basis IS NOT NULL) AND t10.id = $5::UUID 
 LIMIT 1) AS e12 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o14) AS row_to_json_5 
FROM (SELECT 'Complaint' AS __typename, t13.id AS id) AS o14) AS value 
FROM complaint AS t13 
WHERE t13.publicised_on IS NOT NULL AND t13.id = $6::UUID 
 LIMIT 1) AS e15 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o17) AS row_to_json_6 
FROM (SELECT 'CourtNotice' AS __typename, CAST(NULL AS UUID) AS id) AS o17) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS number, CAST(NULL AS TEXT) AS state, CAST(NULL AS TEXT) AS region, CAST(NULL AS DATE) AS filed_on, CAST(NULL AS TEXT) AS waits_for, CAST(NULL AS DATE) AS due_on, CAST(NULL AS TEXT) AS due_rule, CAST(NULL AS DATE) AS total_due_on, CAST(NULL AS BOOLEAN) AS extended, CAST(NULL AS DATE) AS suspended_on, CAST(NULL AS DATE) AS reminded_on, CAST(NULL AS DATE) AS escalated_on, CAST(NULL AS BOOLEAN) AS late, CAST(NULL AS DATE) AS closed_on, CAST(NULL AS TEXT) AS case_number, CAST(NULL AS TEXT) AS court, CAST(NULL AS TEXT) AS duty, CAST(NULL AS TEXT) AS duty_redacted, CAST(NULL AS DATE) AS listing_on, CAST(NULL AS TEXT) AS urging, CAST(NULL AS TEXT) AS urging_redacted, CAST(NULL AS TEXT) AS fulfilment, CAST(NULL AS TEXT) AS fulfilment_redacted, CAST(NULL AS DATE) AS listed_on, CAST(NULL AS UUID) AS subject_id, CAST(NULL AS BOOLEAN) AS "natural", CAST(NULL AS UUID) AS filer_id, CAST(NULL AS TEXT) AS record_item, CAST(NULL AS UUID) AS record_id, CAST(NULL AS TEXT) AS province, CAST(NULL AS TEXT) AS city, CAST(NULL AS TEXT) AS county, CAST(NULL AS TEXT) AS source_department, CAST(NULL AS TEXT[]) AS kept_from, CAST(NULL AS TEXT) AS filed_by, CAST(NULL AS DATE) AS stage_since, CAST(NULL AS DATE) AS counts_from, CAST(NULL AS TEXT) AS reckoned_by, CAST(NULL AS TEXT) AS resumes_in 
WHERE false) AS t16 
WHERE false AND false 
 LIMIT 1) AS e18 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o20) AS row_to_json_7 
FROM (SELECT 'DishonestyRecord' AS __typename, t19.id AS id) AS o20) AS value 
FROM dishonesty_record AS t19 
WHERE t19.state = 'PUBLISHED' AND t19.publish_from <= $1::DATE AND (t19.publish_until IS NULL OR t19.publish_until >= $1::DATE) AND (NOT t19."natural" OR t19.publication_basis IS NOT NULL) AND t19.id = $7::UUID 
 LIMIT 1) AS e21 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o23) AS row_to_json_8 
FROM (SELECT 'Evaluation' AS __typename, t22.id AS id) AS o23) AS value 
FROM evaluation AS t22 
WHERE t22.state = 'PUBLISHED' AND t22.publish_from <= $1::DATE AND (t22.publish_until IS NULL OR t22.publish_until >= $1::DATE) AND (NOT t22."natural" OR t22.publication_basis IS NOT NULL) AND t22.id = $8::UUID 
 LIMIT 1) AS e24 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o26) AS row_to_json_9 
FROM (SELECT 'GovernmentCommitment' AS __typename, t25.id AS id) AS o26) AS value 
FROM government_commitment AS t25 
WHERE (t25.state NOT IN ('DRAFT', 'RETRACTED')) AND t25.id = $9::UUID 
 LIMIT 1) AS e27 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o29) AS row_to_json_10 
FROM (SELECT 'Incentive' AS __typename, t28.id AS id) AS o29) AS value 
FROM incentive AS t28 
WHERE t28.state IN ('CONFERRED', 'IN_FORCE', 'USED') AND t28.starts_on <= $1::DATE AND t28.ends_on >= $1::DATE AND NOT t28."natural" AND t28.id = $10::UUID 
 LIMIT 1) AS e30 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o32) AS row_to_json_11 
FROM (SELECT 'IntegrityMaterial' AS __typename, t31.id AS id) AS o32) AS value 
FROM integrity_material AS t31 
WHERE (t31.state NOT IN ('DRAFT', 'RETRACTED')) AND t31.closed_on IS NULL AND t31.id = $11::UUID 
 LIMIT 1) AS e33 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o35) AS row_to_json_12 
FROM (SELECT 'JudgmentDebtor' AS __typename, t34.id AS id) AS o35) AS value 
FROM judgment_debtor AS t34 
WHERE t34.state = 'PUBLISHED' AND t34.publish_from <= $1::DATE AND (t34.publish_until IS NULL OR t34.publish_until >= $1::DATE) AND (NOT t34."natural" OR t34.publication_basis IS NOT NULL) AND t34.id = $12::UUID 
 LIMIT 1) AS e36 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o38) AS row_to_json_13 
FROM (SELECT 'Licence' AS __typename, t37.id AS id) AS o38) AS value 
FROM licence AS t37 
WHERE t37.state = 'PUBLISHED' AND t37.publish_from <= $1::DATE AND (t37.publish_until IS NULL OR t37.publish_until >= $1::DATE) AND (NOT t37."natural" OR t37.publication_basis IS NOT NULL) AND t37.id = $13::UUID 
 LIMIT 1) AS e39 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o41) AS row_to_json_14 
FROM (SELECT 'Mitigation' AS __typename, CAST(NULL AS UUID) AS id) AS o41) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS number, CAST(NULL AS TEXT) AS state, CAST(NULL AS TEXT) AS region, CAST(NULL AS DATE) AS filed_on, CAST(NULL AS TEXT) AS waits_for, CAST(NULL AS DATE) AS due_on, CAST(NULL AS TEXT) AS due_rule, CAST(NULL AS DATE) AS total_due_on, CAST(NULL AS BOOLEAN) AS extended, CAST(NULL AS DATE) AS suspended_on, CAST(NULL AS DATE) AS reminded_on, CAST(NULL AS DATE) AS escalated_on, CAST(NULL AS BOOLEAN) AS late, CAST(NULL AS DATE) AS closed_on, CAST(NULL AS TEXT) AS ground, CAST(NULL AS TEXT) AS evidence, CAST(NULL AS TEXT) AS evidence_redacted, CAST(NULL AS TEXT) AS effect, CAST(NULL AS TEXT) AS basis, CAST(NULL AS UUID) AS subject_id, CAST(NULL AS BOOLEAN) AS "natural", CAST(NULL AS UUID) AS filer_id, CAST(NULL AS TEXT) AS record_item, CAST(NULL AS UUID) AS record_id, CAST(NULL AS TEXT) AS province, CAST(NULL AS TEXT) AS city, CAST(NULL AS TEXT) AS county, CAST(NULL AS TEXT) AS source_department, CAST(NULL AS TEXT[]) AS kept_from, CAST(NULL AS TEXT) AS filed_by, CAST(NULL AS DATE) AS stage_since, CAST(NULL AS DATE) AS counts_from, CAST(NULL AS TEXT) AS reckoned_by, CAST(NULL AS TEXT) AS resumes_in 
WHERE false) AS t40 
WHERE false AND false 
 LIMIT 1) AS e42 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o44) AS row_to_json_15 
FROM (SELECT 'Objection' AS __typename, CAST(NULL AS UUID) AS id) AS o44) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS number, CAST(NULL AS TEXT) AS state, CAST(NULL AS TEXT) AS region, CAST(NULL AS DATE) AS filed_on, CAST(NULL AS TEXT) AS waits_for, CAST(NULL AS DATE) AS due_on, CAST(NULL AS TEXT) AS due_rule, CAST(NULL AS DATE) AS total_due_on, CAST(NULL AS BOOLEAN) AS extended, CAST(NULL AS DATE) AS suspended_on, CAST(NULL AS DATE) AS reminded_on, CAST(NULL AS DATE) AS escalated_on, CAST(NULL AS BOOLEAN) AS late, CAST(NULL AS DATE) AS closed_on, CAST(NULL AS TEXT) AS ground, CAST(NULL AS TEXT) AS statement, CAST(NULL AS TEXT) AS statement_redacted, CAST(NULL AS TEXT) AS findings, CAST(NULL AS TEXT) AS answer, CAST(NULL AS TEXT) AS proposal, CAST(NULL AS TEXT) AS outcome, CAST(NULL AS TEXT) AS comment, CAST(NULL AS TEXT) AS comment_redacted, CAST(NULL AS UUID) AS subject_id, CAST(NULL AS BOOLEAN) AS "natural", CAST(NULL AS UUID) AS filer_id, CAST(NULL AS TEXT) AS record_item, CAST(NULL AS UUID) AS record_id, CAST(NULL AS TEXT) AS province, CAST(NULL AS TEXT) AS city, CAST(NULL AS TEXT) AS county, CAST(NULL AS TEXT) AS source_department, CAST(NULL AS TEXT[]) AS kept_from, CAST(NULL AS TEXT) AS filed_by, CAST(NULL AS DATE) AS stage_since, CAST(NULL AS DATE) AS counts_from, CAST(NULL AS TEXT) AS reckoned_by, CAST(NULL AS TEXT) AS resumes_in 
WHERE false) AS t43 
WHERE false AND false 
 LIMIT 1) AS e45 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o47) AS row_to_json_16 
FROM (SELECT 'Penalty' AS __typename, t46.id AS id, t46.document_number AS "documentNumber") AS o47) AS value 
FROM penalty AS t46 
WHERE t46.state = 'PUBLISHED' AND t46.publish_from <= $1::DATE AND (t46.publish_until IS NULL OR t46.publish_until >= $1::DATE) AND (NOT t46."natural" OR t46.publication_basis IS NOT NULL) AND t46.id = $14::UUID 
 LIMIT 1) AS e48 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o50) AS row_to_json_17 
FROM (SELECT 'PlanTask' AS __typename, t49.id AS id) AS o50) AS value 
FROM plan_task AS t49 
WHERE true AND t49.id = $15::UUID 
 LIMIT 1) AS e51 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o53) AS row_to_json_18 
FROM (SELECT 'WorkPlan' AS __typename, t52.id AS id) AS o53) AS value 
FROM work_plan AS t52 
WHERE t52.publicised_on IS NOT NULL AND NOT t52."natural" AND t52.id = $16::UUID 
 LIMIT 1) AS e54 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o56) AS row_to_json_19 
FROM (SELECT 'ProposalHandling' AS __typename, t55.id AS id) AS o56) AS value 
FROM proposal_handling AS t55 
WHERE t55.publicised_on IS NOT NULL AND NOT t55."natural" AND t55.id = $17::UUID 
 LIMIT 1) AS e57 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o59) AS row_to_json_20 
FROM (SELECT 'Rectification' AS __typename, t58.id AS id) AS o59) AS value 
FROM rectification AS t58 
WHERE t58.announced_on IS NOT NULL AND t58.closed_on IS NULL AND NOT t58."natural" AND t58.id = $18::UUID 
 LIMIT 1) AS e60 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o62) AS row_to_json_21 
FROM (SELECT 'RepairApplication' AS __typename, CAST(NULL AS UUID) AS id) AS o62) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS number, CAST(NULL AS TEXT) AS state, CAST(NULL AS TEXT) AS region, CAST(NULL AS DATE) AS filed_on, CAST(NULL AS TEXT) AS waits_for, CAST(NULL AS DATE) AS due_on, CAST(NULL AS TEXT) AS due_rule, CAST(NULL AS DATE) AS total_due_on, CAST(NULL AS BOOLEAN) AS extended, CAST(NULL AS DATE) AS suspended_on, CAST(NULL AS DATE) AS reminded_on, CAST(NULL AS DATE) AS escalated_on, CAST(NULL AS BOOLEAN) AS late, CAST(NULL AS DATE) AS closed_on, CAST(NULL AS TEXT) AS statement, CAST(NULL AS TEXT) AS statement_redacted, CAST(NULL AS BOOLEAN) AS commitment_signed, CAST(NULL AS BOOLEAN) AS bankruptcy, CAST(NULL AS TEXT) AS findings, CAST(NULL AS TEXT) AS refusal_ground, CAST(NULL AS DATE) AS screened_until, CAST(NULL AS TEXT) AS regime, CAST(NULL AS DATE) AS barred_until, CAST(NULL AS UUID) AS subject_id, CAST(NULL AS BOOLEAN) AS "natural", CAST(NULL AS UUID) AS filer_id, CAST(NULL AS TEXT) AS record_item, CAST(NULL AS UUID) AS record_id, CAST(NULL AS TEXT) AS province, CAST(NULL AS TEXT) AS city, CAST(NULL AS TEXT) AS county, CAST(NULL AS TEXT) AS source_department, CAST(NULL AS TEXT[]) AS kept_from, CAST(NULL AS TEXT) AS filed_by, CAST(NULL AS DATE) AS stage_since, CAST(NULL AS DATE) AS counts_from, CAST(NULL AS TEXT) AS reckoned_by, CAST(NULL AS TEXT) AS resumes_in 
WHERE false) AS t61 
WHERE false AND false 
 LIMIT 1) AS e63 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o65) AS row_to_json_22 
FROM (SELECT 'RightsComplaint' AS __typename, CAST(NULL AS UUID) AS id) AS o65) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS number, CAST(NULL AS TEXT) AS state, CAST(NULL AS TEXT) AS region, CAST(NULL AS DATE) AS filed_on, CAST(NULL AS TEXT) AS waits_for, CAST(NULL AS DATE) AS due_on, CAST(NULL AS TEXT) AS due_rule, CAST(NULL AS DATE) AS total_due_on, CAST(NULL AS BOOLEAN) AS extended, CAST(NULL AS DATE) AS suspended_on, CAST(NULL AS DATE) AS reminded_on, CAST(NULL AS DATE) AS escalated_on, CAST(NULL AS BOOLEAN) AS late, CAST(NULL AS DATE) AS closed_on, CAST(NULL AS TEXT) AS handled_number, CAST(NULL AS TEXT) AS handled_item, CAST(NULL AS TEXT) AS ground, CAST(NULL AS TEXT) AS statement, CAST(NULL AS TEXT) AS statement_redacted, CAST(NULL AS TEXT) AS answer, CAST(NULL AS TEXT) AS outcome, CAST(NULL AS TEXT) AS appeal, CAST(NULL AS TEXT) AS appeal_redacted, CAST(NULL AS DATE) AS reconsideration_until, CAST(NULL AS DATE) AS litigation_until, CAST(NULL AS UUID) AS subject_id, CAST(NULL AS BOOLEAN) AS "natural", CAST(NULL AS UUID) AS filer_id, CAST(NULL AS TEXT) AS record_item, CAST(NULL AS UUID) AS record_id, CAST(NULL AS TEXT) AS province, CAST(NULL AS TEXT) AS city, CAST(NULL AS TEXT) AS county, CAST(NULL AS TEXT) AS source_department, CAST(NULL AS TEXT[]) AS kept_from, CAST(NULL AS TEXT) AS filed_by, CAST(NULL AS DATE) AS stage_since, CAST(NULL AS DATE) AS counts_from, CAST(NULL AS TEXT) AS reckoned_by, CAST(NULL AS TEXT) AS resumes_in, CAST(NULL AS UUID) AS handled_id, CAST(NULL AS TEXT) AS decided_by, CAST(NULL AS TEXT) AS decided_in 
WHERE false) AS t64 
WHERE false AND false 
 LIMIT 1) AS e66 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o68) AS row_to_json_23 
FROM (SELECT 'Sanction' AS __typename, t67.id AS id) AS o68) AS value 
FROM sanction AS t67 
WHERE t67.announced_on IS NOT NULL AND t67.state IN ('CONFERRED', 'IN_FORCE', 'USED') AND t67.starts_on <= $1::DATE AND t67.ends_on >= $1::DATE AND NOT t67."natural" AND t67.id = $19::UUID 
 LIMIT 1) AS e69 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o71) AS row_to_json_24 
FROM (SELECT 'SeriousViolation' AS __typename, t70.id AS id) AS o71) AS value 
FROM serious_violation AS t70 
WHERE t70.state = 'PUBLISHED' AND t70.publish_from <= $1::DATE AND (t70.publish_until IS NULL OR t70.publish_until >= $1::DATE) AND (NOT t70."natural" OR t70.publication_basis IS NOT NULL) AND t70.id = $20::UUID 
 LIMIT 1) AS e72 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o74) AS row_to_json_25 
FROM (SELECT 'SupervisionProgramme' AS __typename, t73.id AS id) AS o74) AS value 
FROM supervision_programme AS t73 
WHERE t73.announced_on IS NOT NULL AND NOT t73."natural" AND t73.id = $21::UUID 
 LIMIT 1) AS e75 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o77) AS row_to_json_26 
FROM (SELECT 'InspectionFinding' AS __typename, CAST(NULL AS UUID) AS id) AS o77) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS number, CAST(NULL AS TEXT) AS state, CAST(NULL AS TEXT) AS region, CAST(NULL AS DATE) AS filed_on, CAST(NULL AS TEXT) AS waits_for, CAST(NULL AS DATE) AS due_on, CAST(NULL AS TEXT) AS due_rule, CAST(NULL AS DATE) AS total_due_on, CAST(NULL AS BOOLEAN) AS extended, CAST(NULL AS DATE) AS suspended_on, CAST(NULL AS DATE) AS reminded_on, CAST(NULL AS DATE) AS escalated_on, CAST(NULL AS BOOLEAN) AS late, CAST(NULL AS DATE) AS closed_on, CAST(NULL AS TEXT) AS programme_number, CAST(NULL AS TEXT) AS finding, CAST(NULL AS TEXT) AS severity, CAST(NULL AS DATE) AS rectify_by, CAST(NULL AS TEXT) AS answer, CAST(NULL AS TEXT) AS review, CAST(NULL AS TEXT) AS rectification_number, CAST(NULL AS UUID) AS subject_id, CAST(NULL AS BOOLEAN) AS "natural", CAST(NULL AS UUID) AS filer_id, CAST(NULL AS TEXT) AS record_item, CAST(NULL AS UUID) AS record_id, CAST(NULL AS TEXT) AS province, CAST(NULL AS TEXT) AS city, CAST(NULL AS TEXT) AS county, CAST(NULL AS TEXT) AS source_department, CAST(NULL AS TEXT[]) AS kept_from, CAST(NULL AS TEXT) AS filed_by, CAST(NULL AS DATE) AS stage_since, CAST(NULL AS DATE) AS counts_from, CAST(NULL AS TEXT) AS reckoned_by, CAST(NULL AS TEXT) AS resumes_in, CAST(NULL AS UUID) AS programme_subject_id, CAST(NULL AS UUID) AS programme_id, CAST(NULL AS UUID) AS rectification_id 
WHERE false) AS t76 
WHERE false AND false 
 LIMIT 1) AS e78 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o80) AS row_to_json_27 
FROM (SELECT 'TaxViolation' AS __typename, t79.id AS id) AS o80) AS value 
FROM tax_violation AS t79 
WHERE t79.state = 'PUBLISHED' AND t79.publish_from <= $1::DATE AND (t79.publish_until IS NULL OR t79.publish_until >= $1::DATE) AND (NOT t79."natural" OR t79.publication_basis IS NOT NULL) AND t79.id = $22::UUID 
 LIMIT 1) AS e81 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o83) AS row_to_json_28 
FROM (SELECT 'TrainingRecord' AS __typename, CAST(NULL AS UUID) AS id) AS o83) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS document_number, CAST(NULL AS TEXT) AS canonical_number, CAST(NULL AS DATE) AS decided_on, CAST(NULL AS TEXT) AS authority_name, CAST(NULL AS TEXT) AS authority_code, CAST(NULL AS TEXT) AS source_name, CAST(NULL AS TEXT) AS source_code, CAST(NULL AS TEXT) AS remark, CAST(NULL AS TEXT) AS state, CAST(NULL AS BOOLEAN) AS disputed, CAST(NULL AS TEXT) AS region, CAST(NULL AS TEXT) AS level, CAST(NULL AS TEXT) AS severity, CAST(NULL AS TEXT) AS severity_rule, CAST(NULL AS DATE) AS publish_from, CAST(NULL AS DATE) AS publish_until, CAST(NULL AS DATE) AS repairable_from, CAST(NULL AS TEXT) AS publish_rule, CAST(NULL AS BOOLEAN) AS late, CAST(NULL AS DATE) AS last_updated, CAST(NULL AS TEXT) AS publication_basis, CAST(NULL AS TEXT) AS publication_document, CAST(NULL AS TEXT) AS publication_approver, CAST(NULL AS DATE) AS secrecy_reviewed_on, CAST(NULL AS TEXT) AS secrecy_reviewer, CAST(NULL AS BOOLEAN) AS duty_done, CAST(NULL AS INTEGER) AS catalogue_edition, CAST(NULL AS TEXT) AS batch, CAST(NULL AS INTEGER) AS version, CAST(NULL AS TEXT) AS next_level, CAST(NULL AS DATE) AS check_due_on, CAST(NULL AS TEXT[]) AS levels_to_come, CAST(NULL AS DATE) AS publish_due_on, CAST(NULL AS TEXT) AS publish_due_rule, CAST(NULL AS DATE) AS annulled_on, CAST(NULL AS DATE) AS withdraw_due_on, CAST(NULL AS DATE) AS user_remove_due_on, CAST(NULL AS TEXT) AS party_name_opened, CAST(NULL AS TEXT) AS party_type, CAST(NULL AS TEXT) AS party_credit_code, CAST(NULL AS TEXT) AS party_registration_number, CAST(NULL AS TEXT) AS party_organisation_code, CAST(NULL AS TEXT) AS party_tax_number, CAST(NULL AS TEXT) AS party_institution_number, CAST(NULL AS TEXT) AS party_social_organisation_number, CAST(NULL AS TEXT) AS legal_representative, CAST(NULL AS TEXT) AS legal_representative_surname, CAST(NULL AS TEXT) AS person_employer_opened, CAST(NULL AS TEXT) AS person_post_opened, CAST(NULL AS TEXT) AS course, CAST(NULL AS TEXT) AS course_number, CAST(NULL AS INTEGER) AS hours, CAST(NULL AS TEXT) AS outcome, CAST(NULL AS DATE) AS valid_until, CAST(NULL AS UUID) AS subject_id, CAST(NULL AS BOOLEAN) AS "natural", CAST(NULL AS TEXT) AS province, CAST(NULL AS TEXT) AS city, CAST(NULL AS TEXT) AS county, CAST(NULL AS TEXT) AS source_department, CAST(NULL AS TEXT) AS authority_department, CAST(NULL AS TEXT) AS submitted_by, CAST(NULL AS BYTEA) AS fingerprint, CAST(NULL AS UUID) AS same_subject_id, CAST(NULL AS UUID) AS found_under, CAST(NULL AS UUID) AS lineage 
WHERE false) AS t82 
WHERE false AND false 
 LIMIT 1) AS e84 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o86) AS row_to_json_29 
FROM (SELECT 'Submission' AS __typename, CAST(NULL AS UUID) AS id) AS o86) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS batch, CAST(NULL AS TEXT) AS item, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS received_at, CAST(NULL AS INTEGER) AS accepted, CAST(NULL AS INTEGER) AS warned, CAST(NULL AS INTEGER) AS refused, CAST(NULL AS INTEGER) AS duplicates, CAST(NULL AS TEXT) AS submitter, CAST(NULL AS BYTEA) AS body_hash, CAST(NULL AS TEXT) AS province, CAST(NULL AS TEXT) AS city, CAST(NULL AS TEXT) AS county 
WHERE false) AS t85 
WHERE false AND false 
 LIMIT 1) AS e87 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o89) AS row_to_json_30 
FROM (SELECT 'Share' AS __typename, CAST(NULL AS UUID) AS id) AS o89) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS INTEGER) AS number, CAST(NULL AS UUID) AS agreement, CAST(NULL AS TEXT) AS item, CAST(NULL AS UUID) AS record_id, CAST(NULL AS TEXT) AS change, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS given_at, CAST(NULL AS INTEGER) AS times, CAST(NULL AS DATE) AS remove_due_on, CAST(NULL AS BOOLEAN) AS still_held, CAST(NULL AS DATE) AS removed_on, CAST(NULL AS UUID) AS subject_id, CAST(NULL AS TEXT) AS client, CAST(NULL AS TEXT) AS department, CAST(NULL AS TEXT) AS source_department, CAST(NULL AS BYTEA) AS digest, CAST(NULL AS TEXT) AS province, CAST(NULL AS TEXT) AS city, CAST(NULL AS TEXT) AS county 
WHERE false) AS t88 
WHERE false AND false 
 LIMIT 1) AS e90 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o92) AS row_to_json_31 
FROM (SELECT 'Duplicate' AS __typename, CAST(NULL AS UUID) AS id) AS o92) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS item, CAST(NULL AS UUID) AS record_id, CAST(NULL AS UUID) AS other_id, CAST(NULL AS DATE) AS found_on, CAST(NULL AS TEXT) AS outcome, CAST(NULL AS DATE) AS settled_on, CAST(NULL AS TEXT) AS reason, CAST(NULL AS UUID) AS subject_id, CAST(NULL AS UUID) AS other_subject_id, CAST(NULL AS TEXT) AS province, CAST(NULL AS TEXT) AS city, CAST(NULL AS TEXT) AS county 
WHERE false) AS t91 
WHERE false AND false 
 LIMIT 1) AS e93 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o95) AS row_to_json_32 
FROM (SELECT 'Agreement' AS __typename, CAST(NULL AS UUID) AS id) AS o95) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS title, CAST(NULL AS TEXT) AS purpose, CAST(NULL AS TEXT) AS legal_basis, CAST(NULL AS TEXT[]) AS items, CAST(NULL AS TEXT[]) AS field_names, CAST(NULL AS TEXT[]) AS kinds, CAST(NULL AS TEXT) AS region, CAST(NULL AS DATE) AS valid_from, CAST(NULL AS DATE) AS valid_until, CAST(NULL AS INTEGER) AS max_uses, CAST(NULL AS INTEGER) AS uses, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS suspended_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS terminated_at, CAST(NULL AS DATE) AS last_used_on, CAST(NULL AS TEXT) AS department, CAST(NULL AS TEXT) AS provider, CAST(NULL AS UUID) AS subject_id, CAST(NULL AS TEXT) AS province, CAST(NULL AS TEXT) AS city, CAST(NULL AS TEXT) AS county 
WHERE false) AS t94 
WHERE false AND false 
 LIMIT 1) AS e96 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o98) AS row_to_json_33 
FROM (SELECT 'ShareRequest' AS __typename, CAST(NULL AS UUID) AS id) AS o98) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS state, CAST(NULL AS TEXT) AS title, CAST(NULL AS TEXT) AS purpose, CAST(NULL AS TEXT) AS legal_basis, CAST(NULL AS TEXT[]) AS items, CAST(NULL AS TEXT[]) AS field_names, CAST(NULL AS TEXT[]) AS kinds, CAST(NULL AS TEXT) AS region, CAST(NULL AS DATE) AS valid_from, CAST(NULL AS DATE) AS valid_until, CAST(NULL AS INTEGER) AS max_uses, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS filed_at, CAST(NULL AS DATE) AS due_on, CAST(NULL AS BOOLEAN) AS extended, CAST(NULL AS TEXT) AS reason, CAST(NULL AS TEXT) AS law, CAST(NULL AS TEXT) AS department, CAST(NULL AS TEXT) AS provider, CAST(NULL AS UUID) AS agreement, CAST(NULL AS TEXT) AS province, CAST(NULL AS TEXT) AS city, CAST(NULL AS TEXT) AS county 
WHERE false) AS t97 
WHERE false AND false 
 LIMIT 1) AS e99 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o101) AS row_to_json_34 
FROM (SELECT 'Consent' AS __typename, CAST(NULL AS UUID) AS id) AS o101) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS state, CAST(NULL AS TEXT) AS purpose, CAST(NULL AS TEXT) AS legal_basis, CAST(NULL AS TEXT[]) AS items, CAST(NULL AS DATE) AS valid_until, CAST(NULL AS INTEGER) AS max_uses, CAST(NULL AS TEXT) AS document, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS asked_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS answered_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS withdrawn_at, CAST(NULL AS TEXT) AS department, CAST(NULL AS UUID) AS subject_id, CAST(NULL AS UUID) AS agreement, CAST(NULL AS TEXT) AS region 
WHERE false) AS t100 
WHERE false AND false 
 LIMIT 1) AS e102 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o104) AS row_to_json_35 
FROM (SELECT 'Proposal' AS __typename, CAST(NULL AS UUID) AS id) AS o104) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS kind, CAST(NULL AS TEXT) AS state, CAST(NULL AS TEXT) AS target, CAST(NULL AS TEXT) AS terms, CAST(NULL AS TEXT) AS reason, CAST(NULL AS TEXT) AS proposed_by, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS proposed_at, CAST(NULL AS TEXT) AS decided_by, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS decided_at, CAST(NULL AS TEXT) AS answer, CAST(NULL AS TEXT) AS provider, CAST(NULL AS JSONB) AS what, CAST(NULL AS TEXT) AS province, CAST(NULL AS TEXT) AS city, CAST(NULL AS TEXT) AS county 
WHERE false) AS t103 
WHERE false AND false 
 LIMIT 1) AS e105 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o107) AS row_to_json_36 
FROM (SELECT 'HeldScope' AS __typename, CAST(NULL AS UUID) AS id) AS o107) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS TEXT) AS holder, CAST(NULL AS TEXT) AS scope, CAST(NULL AS DATE) AS given_on, CAST(NULL AS DATE) AS last_used_on, CAST(NULL AS DATE) AS idle_since 
WHERE false) AS t106 
WHERE false AND false 
 LIMIT 1) AS e108 ON true LEFT OUTER JOIN LATERAL (SELECT (SELECT row_to_json(o110) AS row_to_json_37 
FROM (SELECT 'PolicyVersion' AS __typename, CAST(NULL AS UUID) AS id) AS o110) AS value 
FROM (SELECT CAST(NULL AS UUID) AS id, CAST(NULL AS INTEGER) AS number, CAST(NULL AS TEXT) AS version, CAST(NULL AS BOOLEAN) AS shipped, CAST(NULL AS TEXT) AS made_by, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS made_at, CAST(NULL AS TEXT) AS reason, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS active_since, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS active_until, CAST(NULL AS JSONB) AS files 
WHERE false) AS t109 
WHERE false AND false 
 LIMIT 1) AS e111 ON true) AS e112 ON true 
WHERE EXISTS (SELECT 1 
FROM access_epoch 
WHERE access_epoch.policy = '<policy>')
