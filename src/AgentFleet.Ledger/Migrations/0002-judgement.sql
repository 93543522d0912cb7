-- What checks measured and noted, and what keeps a finding from being told of. Written by the scanner.

-- The last looks, the newest last: 1 bad, 0 good. Null for what has been well for all of them.
ALTER TABLE findings ADD COLUMN looks TEXT;
-- Why nobody is told of it and nothing is tried: a maintenance window, or the finding that explains it.
ALTER TABLE findings ADD COLUMN quiet TEXT;

CREATE TABLE sample_series (
  id      INTEGER PRIMARY KEY,
  host    TEXT NOT NULL,
  scanner TEXT NOT NULL,
  subject TEXT NOT NULL,
  metric  TEXT NOT NULL,
  unit    TEXT NOT NULL,
  UNIQUE (host, scanner, subject, metric)
) STRICT;

-- span: the seconds that a row stands for; 0: one look. Older rows are averages over their span.
CREATE TABLE samples (
  series INTEGER NOT NULL REFERENCES sample_series (id),
  span   INTEGER NOT NULL CHECK (span IN (0, 300, 3600)),
  at     TEXT    NOT NULL,
  value  REAL    NOT NULL,
  PRIMARY KEY (series, span, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE check_notes (
  host    TEXT NOT NULL,
  scanner TEXT NOT NULL,
  key     TEXT NOT NULL,
  value   TEXT NOT NULL,
  PRIMARY KEY (host, scanner, key)
) STRICT, WITHOUT ROWID;

DROP VIEW finding_status;
CREATE VIEW finding_status AS
SELECT
  f.id AS finding_id, f.host, f.scanner, f.fingerprint, f.episode, f.kind, f.subject, f.title, f.severity, f.state,
  CASE
    WHEN f.state <> 'open' THEN f.state
    WHEN w.state IN ('fixing', 'verifying') THEN w.state
    WHEN EXISTS (SELECT 1 FROM holds h WHERE h.kind = 'mute' AND h.target = f.fingerprint AND h.lifted_at IS NULL) THEN 'muted'
    WHEN f.quiet IS NOT NULL THEN 'inhibited'
    WHEN w.state IS NULL OR w.state = 'done' THEN 'open'
    ELSE w.state
  END AS status,
  coalesce(w.policy, f.policy) AS policy,
  (SELECT count(*) FROM fix_attempts a WHERE a.finding_id = f.id AND a.counted = 1) AS fix_attempts,
  CASE WHEN f.state = 'open' AND f.quiet IS NULL AND w.state IN ('queued', 'backing_off') THEN w.next_attempt_at END AS next_attempt_at,
  coalesce(f.quiet, w.reason) AS reason, f.first_seen_at, f.last_seen_at, f.opened_at, f.resolved_at, f.evidence, f.quiet AS inhibited_by
FROM findings f LEFT JOIN work_orders w ON w.finding_id = f.id;
