-- What findings from GitHub need: authority, order, and how many there are.

-- Why it is nobody's order to fix it, such as a label that was set by somebody without the right; null when it may be fixed.
ALTER TABLE findings ADD COLUMN refused TEXT;
-- Among equally severe ones: the lower is worked on first.
ALTER TABLE findings ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
-- When it began by its source's own account, which may be long before it was first seen.
ALTER TABLE findings ADD COLUMN filed_at TEXT;

DROP VIEW finding_status;
CREATE VIEW finding_status AS
SELECT
  f.id AS finding_id, f.host, f.scanner, f.fingerprint, f.episode, f.kind, f.subject, f.title, f.severity, f.state,
  CASE
    WHEN f.state <> 'open' THEN f.state
    WHEN w.state IN ('fixing', 'verifying') THEN w.state
    WHEN EXISTS (SELECT 1 FROM holds h WHERE h.kind = 'mute' AND h.target = f.fingerprint AND h.lifted_at IS NULL) THEN 'muted'
    WHEN f.quiet IS NOT NULL THEN 'inhibited'
    WHEN f.refused IS NOT NULL THEN 'refused'
    WHEN w.state IS NULL OR w.state = 'done' THEN 'open'
    ELSE w.state
  END AS status,
  coalesce(w.policy, f.policy) AS policy,
  (SELECT count(*) FROM fix_attempts a WHERE a.finding_id = f.id AND a.counted = 1) AS fix_attempts,
  CASE WHEN f.state = 'open' AND f.quiet IS NULL AND f.refused IS NULL AND w.state IN ('queued', 'backing_off') THEN w.next_attempt_at END AS next_attempt_at,
  coalesce(f.quiet, f.refused, w.reason) AS reason, f.first_seen_at, f.last_seen_at, f.opened_at, f.resolved_at, f.evidence, f.quiet AS inhibited_by,
  f.rank, f.filed_at, f.refused
FROM findings f LEFT JOIN work_orders w ON w.finding_id = f.id;

-- What each series stood at when a cycle ended: its last value before that, whether this cycle measured it or an earlier one.
CREATE VIEW cycle_samples AS
SELECT
  c.id AS cycle_id, c.completed_at AS at, s.host, s.scanner, s.subject, s.metric, s.unit,
  coalesce(
    (SELECT p.value FROM samples p WHERE p.series = s.id AND p.span = 0 AND p.at <= c.completed_at ORDER BY p.at DESC LIMIT 1),
    (SELECT p.value FROM samples p WHERE p.series = s.id AND p.span = 300 AND p.at <= c.completed_at ORDER BY p.at DESC LIMIT 1),
    (SELECT p.value FROM samples p WHERE p.series = s.id AND p.span = 3600 AND p.at <= c.completed_at ORDER BY p.at DESC LIMIT 1)) AS value
FROM cycles c JOIN sample_series s ON s.host = c.host AND s.scanner = c.scanner
WHERE c.status IN ('complete', 'partial');

-- One row a cycle and repository. Numbers are measured when they change and at each full look, and hold until the next, but
-- for a week at most: a full look is never further away, so the repository is not watched any more.
CREATE VIEW repo_counts AS
SELECT
  c.id AS cycle_id, c.completed_at AS at, c.host, substr(r.subject, length(r.scanner) + 2) AS repository,
  (SELECT value FROM cycle_samples v WHERE v.cycle_id = c.id AND v.subject = r.subject AND v.metric = 'open_items') AS open_items,
  (SELECT value FROM cycle_samples v WHERE v.cycle_id = c.id AND v.subject = r.subject AND v.metric = 'labeled_issues') AS labeled_issues,
  (SELECT value FROM cycle_samples v WHERE v.cycle_id = c.id AND v.subject = r.subject AND v.metric = 'own_pull_requests') AS own_pull_requests,
  (SELECT value FROM cycle_samples v WHERE v.cycle_id = c.id AND v.subject = r.subject AND v.metric = 'failing_workflows') AS failing_workflows,
  (SELECT value FROM cycle_samples v WHERE v.cycle_id = c.id AND v.subject = r.subject AND v.metric = 'security_alerts') AS security_alerts
FROM (
  SELECT s.host, s.scanner, s.subject, min(p.at) AS since, strftime('%Y-%m-%dT%H:%M:%fZ', max(p.at), '+7 days') AS until
  FROM sample_series s JOIN samples p ON p.series = s.id
  WHERE s.metric = 'open_items'
  GROUP BY s.host, s.scanner, s.subject
) r JOIN cycles c ON c.host = r.host AND c.scanner = r.scanner AND c.completed_at >= r.since AND c.completed_at < r.until
WHERE c.status IN ('complete', 'partial');
