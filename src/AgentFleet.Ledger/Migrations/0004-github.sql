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

-- One row a repository and time at which its numbers were counted: at a full look, and whenever one of them changed.
CREATE VIEW repo_counts AS
SELECT
  s.host, substr(s.subject, length(s.scanner) + 2) AS repository, p.at,
  max(CASE WHEN s.metric = 'open_items' THEN p.value END) AS open_items,
  max(CASE WHEN s.metric = 'labeled_issues' THEN p.value END) AS labeled_issues,
  max(CASE WHEN s.metric = 'own_pull_requests' THEN p.value END) AS own_pull_requests,
  max(CASE WHEN s.metric = 'failing_workflows' THEN p.value END) AS failing_workflows,
  max(CASE WHEN s.metric = 'security_alerts' THEN p.value END) AS security_alerts
FROM samples p JOIN sample_series s ON s.id = p.series
WHERE s.metric IN ('open_items', 'labeled_issues', 'own_pull_requests', 'failing_workflows', 'security_alerts')
GROUP BY s.host, s.scanner, s.subject, p.at;
