// The SQL of reconcile. Tables of the transaction: `listed`, FK's list; `compared`, each of its lines with what we have of it.

export const CREATE = `
CREATE TEMP TABLE listed (line int, kvittens_id text, message_id uuid, orgnr text, sha256 text) ON COMMIT DROP`

export const INSERT = `INSERT INTO listed SELECT * FROM unnest($1::int[], $2::text[], $3::uuid[], $4::text[], $5::text[])`

/** It may still be sent, or may have been: no receipt, no end. */
const IS_OPEN = `s.delivered_at IS NULL AND s.withdrawn_at IS NULL AND s.refused_at IS NULL AND s.disputed_at IS NULL
  AND s.settled_as IS DISTINCT FROM 'has'`

/**
 * By message id; else by kvittensID; else, for one that is open, by company and bytes (a restore may have forgotten the id): the
 * first such line is the first such file's, the second the second's.
 */
export const COMPARE = [
  `CREATE TEMP TABLE compared ON COMMIT DROP AS
  SELECT l.*, coalesce(m.id, k.id) AS submission_id, k.id IS NOT NULL AS by_id, NULL::text AS kind, '{}'::text[] AS fields
  FROM (SELECT DISTINCT ON (kvittens_id, message_id, orgnr, sha256) * FROM listed ORDER BY kvittens_id, message_id, orgnr, sha256, line) l
  LEFT JOIN submission m ON m.message_id = l.message_id
  LEFT JOIN submission k ON m.id IS NULL AND k.kvittens_id = l.kvittens_id`,
  'ANALYZE compared',
  `CREATE TEMP TABLE nameless ON COMMIT DROP AS
  SELECT kvittens_id, orgnr, sha256, row_number() OVER (PARTITION BY orgnr, sha256 ORDER BY min(line)) AS number
  FROM compared WHERE submission_id IS NULL AND orgnr IS NOT NULL AND sha256 IS NOT NULL GROUP BY kvittens_id, orgnr, sha256`,
  `CREATE TEMP TABLE open_file ON COMMIT DROP AS
  SELECT s.id, right(e.orgnr, 10) AS orgnr, s.sha256, count(*) OVER bytes AS files,
    row_number() OVER (bytes ORDER BY s.id IN (SELECT submission_id FROM compared WHERE submission_id IS NOT NULL), s.submitted_at, s.id) AS number
  FROM submission s JOIN employer e ON e.id = s.employer_id WHERE ${IS_OPEN}
  WINDOW bytes AS (PARTITION BY right(e.orgnr, 10), s.sha256)`,
  'ANALYZE nameless, open_file',
  `UPDATE compared c SET submission_id = f.id
  FROM nameless n JOIN open_file f ON f.orgnr = n.orgnr AND f.sha256 = n.sha256 AND f.number = least(n.number, f.files)
  WHERE c.submission_id IS NULL AND c.kvittens_id = n.kvittens_id AND c.orgnr = n.orgnr AND c.sha256 = n.sha256`,
  'CREATE INDEX ON compared (submission_id)',
  'ANALYZE compared',
  // An id that another file has, or that the list gives to two.
  `CREATE TEMP TABLE taken ON COMMIT DROP AS
  SELECT c.kvittens_id, c.submission_id FROM compared c JOIN compared d ON d.kvittens_id = c.kvittens_id AND d.submission_id <> c.submission_id
  UNION SELECT c.kvittens_id, c.submission_id FROM compared c JOIN submission s ON s.id = c.submission_id
    JOIN submission o ON o.kvittens_id = c.kvittens_id AND o.channel = s.channel AND o.id <> s.id
  UNION SELECT c.kvittens_id, c.submission_id FROM compared c JOIN submission s ON s.id = c.submission_id
    JOIN submission o ON o.disputed_kvittens_id = c.kvittens_id AND o.channel = s.channel AND o.id <> s.id AND o.disputed_at IS NOT NULL`,
  `UPDATE compared c SET fields = array_remove(ARRAY[
    CASE WHEN s.kvittens_id <> c.kvittens_id
      OR (c.kvittens_id, c.submission_id) IN (SELECT kvittens_id, submission_id FROM taken) THEN 'kvittensID' END,
    CASE WHEN c.by_id AND s.message_id <> c.message_id THEN 'message-id' END,
    CASE WHEN right(e.orgnr, 10) <> c.orgnr THEN 'orgnr' END,
    CASE WHEN s.sha256 <> c.sha256 THEN 'sha256' END,
    CASE WHEN num_nonnulls(s.withdrawn_at, s.refused_at, s.disputed_at) > 0 THEN 'state' END], NULL)
  FROM submission s JOIN employer e ON e.id = s.employer_id WHERE s.id = c.submission_id`,
  `UPDATE compared c SET kind = CASE
    WHEN c.submission_id IN (SELECT d.submission_id FROM compared d WHERE d.submission_id IS NOT NULL
      GROUP BY d.submission_id HAVING count(DISTINCT d.kvittens_id) > 1) THEN 'double'
    WHEN c.submission_id IS NULL AND (c.orgnr, c.sha256) IN (SELECT d.orgnr, d.sha256 FROM compared d
      WHERE d.orgnr IS NOT NULL AND d.sha256 IS NOT NULL GROUP BY d.orgnr, d.sha256 HAVING count(DISTINCT d.kvittens_id) > 1) THEN 'double'
    WHEN c.submission_id IS NULL THEN 'unknown'
    WHEN c.fields <> '{}' THEN 'different'
    WHEN EXISTS (SELECT FROM submission s WHERE s.id = c.submission_id AND ${IS_OPEN}) THEN 'arrived'
    ELSE 'same' END`,
]

/** Nothing on the list is ours, and FK has given us receipts. */
export const IS_FOREIGN = `
SELECT NOT EXISTS (SELECT FROM compared WHERE submission_id IS NOT NULL)
  AND EXISTS (SELECT FROM submission WHERE delivered_at IS NOT NULL) AS foreign`

export const MISSING = `
INSERT INTO compared (kvittens_id, orgnr, sha256, submission_id, kind, fields)
SELECT s.kvittens_id, right(e.orgnr, 10), s.sha256, s.id, 'missing', '{}' FROM submission s JOIN employer e ON e.id = s.employer_id
WHERE (s.delivered_at IS NOT NULL OR s.settled_as = 'has') AND s.disputed_at IS NULL
  AND coalesce(s.delivered_at, s.settled_at) >= coalesce($1::timestamptz, '-infinity')
  AND NOT EXISTS (SELECT FROM compared c WHERE c.submission_id = s.id)`

export const COUNT = 'SELECT kind, count(*)::int AS count FROM compared GROUP BY kind'

export const SHOW = `
SELECT kind, line, kvittens_id AS "kvittensId", reference, orgnr, sha256, fields FROM (
  SELECT c.kind, c.line, c.kvittens_id, s.reference, coalesce(e.orgnr, c.orgnr) AS orgnr, c.sha256, c.fields,
    row_number() OVER (PARTITION BY c.kind ORDER BY c.line, s.submitted_at, c.kvittens_id) AS number
  FROM compared c LEFT JOIN submission s ON s.id = c.submission_id LEFT JOIN employer e ON e.id = s.employer_id
  WHERE c.kind <> 'same'
) shown WHERE number <= $1 ORDER BY kind, number`

/** Not while a relay is sending it. */
const MAY_CHANGE = `${IS_OPEN} AND NOT (s.sending_at IS NOT NULL AND s.lease_until > clock_timestamp())`

/** A new fence, so that a relay that has it in hand sends nothing. */
const REST = `fence = s.fence + 1, next_attempt_at = NULL, lease_until = NULL, sending_at = NULL`

const CLOSE_LOST = (rows: string) => `
lost AS (
  UPDATE attempt a SET closed_at = clock_timestamp(), outcome = 'unknown', code = 'relay-lost'
  FROM ${rows} r WHERE a.submission_id = r.id AND a.closed_at IS NULL
)`

/** The verdict is asked for where verdicts are asked for at all. */
export const SETTLE_ARRIVED = `
WITH first AS (
  SELECT DISTINCT ON (submission_id) submission_id, kvittens_id FROM compared
  WHERE kind IN ('arrived', 'double') AND fields = '{}' ORDER BY submission_id, line
), settled AS (
  UPDATE submission s SET ${REST}, held_at = NULL, held_reason = NULL, may_repeat = false, kvittens_id = f.kvittens_id,
    settled_at = clock_timestamp(), settled_as = 'has', settled_by = $1, settled_name = 'Kvittens (avstämning)',
    settled_told_at = clock_timestamp(), settled_how = 'written',
    next_poll_at = CASE WHEN EXISTS (SELECT FROM submission p WHERE p.channel = s.channel AND (p.poll_count > 0 OR p.next_poll_at IS NOT NULL))
      THEN clock_timestamp() END
  FROM first f WHERE s.id = f.submission_id AND ${MAY_CHANGE}
  RETURNING s.id, s.employer_id, s.reference, s.kvittens_id
), ${CLOSE_LOST('settled')}
SELECT append_audit(employer_id, $1, 'submission.settled', id::text,
  jsonb_build_object('reference', reference, 'as', 'has', 'kvittensId', kvittens_id, 'by', 'reconcile')) FROM settled`

export const HOLD_DIFFERENT = `
WITH held AS (
  UPDATE submission s SET ${REST}, unknown_at = coalesce(s.unknown_at, clock_timestamp()),
    held_at = coalesce(s.held_at, clock_timestamp()), held_reason = 'unknown'
  FROM (SELECT DISTINCT submission_id FROM compared WHERE kind IN ('different', 'double')) c
  WHERE s.id = c.submission_id AND ${MAY_CHANGE} AND NOT (s.held_at IS NOT NULL AND s.held_reason = 'unknown')
  RETURNING s.id, s.employer_id, s.reference
), ${CLOSE_LOST('held')}
SELECT append_audit(employer_id, $1, 'submission.held', id::text, jsonb_build_object('reference', reference, 'by', 'reconcile')) FROM held`
