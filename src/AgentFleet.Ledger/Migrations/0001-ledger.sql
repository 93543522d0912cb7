-- The ledger. Every table has one writing side (scanner, supervisor, or both by appending).
-- Times are UTC text, ISO 8601 with milliseconds, so that text order is time order.
-- Ids that may leave the machine are UUIDv7.

-- Written by the scanner ---------------------------------------------------------------------

CREATE TABLE cycles (
  id           TEXT NOT NULL PRIMARY KEY,
  host         TEXT NOT NULL,
  scanner      TEXT NOT NULL,
  trigger      TEXT NOT NULL CHECK (trigger IN ('schedule', 'person', 'look')),
  started_at   TEXT NOT NULL,
  completed_at TEXT,
  status       TEXT NOT NULL CHECK (status IN ('running', 'complete', 'partial', 'failed', 'abandoned')),
  error        TEXT,
  seen         INTEGER NOT NULL DEFAULT 0 CHECK (seen >= 0),
  opened       INTEGER NOT NULL DEFAULT 0 CHECK (opened >= 0),
  reopened     INTEGER NOT NULL DEFAULT 0 CHECK (reopened >= 0),
  resolved     INTEGER NOT NULL DEFAULT 0 CHECK (resolved >= 0),
  CHECK ((status = 'running') = (completed_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX cycles_one_running_a_scanner ON cycles (host, scanner) WHERE status = 'running';
CREATE INDEX cycles_by_scanner ON cycles (scanner, started_at);

CREATE TABLE cycle_sources (
  cycle_id TEXT    NOT NULL REFERENCES cycles (id),
  source   TEXT    NOT NULL,
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  subjects INTEGER NOT NULL CHECK (subjects >= 0),
  error    TEXT,
  PRIMARY KEY (cycle_id, source),
  CHECK ((complete = 1) = (error IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
  id            TEXT NOT NULL PRIMARY KEY,
  host          TEXT NOT NULL,
  scanner       TEXT NOT NULL,
  source        TEXT NOT NULL,
  fingerprint   TEXT NOT NULL,
  episode       INTEGER NOT NULL CHECK (episode >= 1),
  kind          TEXT NOT NULL,
  subject       TEXT NOT NULL,
  title         TEXT NOT NULL,
  severity      TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
  state         TEXT NOT NULL CHECK (state IN ('pending', 'open', 'resolved')),
  policy        TEXT,
  first_seen_at TEXT NOT NULL,
  last_seen_at  TEXT NOT NULL,
  opened_at     TEXT,
  resolved_at   TEXT,
  bad_looks     INTEGER NOT NULL DEFAULT 1 CHECK (bad_looks >= 0),
  good_looks    INTEGER NOT NULL DEFAULT 0 CHECK (good_looks >= 0),
  evidence      TEXT NOT NULL CHECK (json_valid(evidence)),
  UNIQUE (fingerprint, episode),
  CHECK ((state = 'resolved') = (resolved_at IS NOT NULL)),
  CHECK (state <> 'open' OR opened_at IS NOT NULL),
  CHECK (state <> 'pending' OR opened_at IS NULL)
) STRICT;
CREATE UNIQUE INDEX findings_one_live_episode ON findings (fingerprint) WHERE state <> 'resolved';
CREATE INDEX findings_live_by_scanner ON findings (scanner) WHERE state <> 'resolved';
CREATE INDEX findings_by_state ON findings (state, severity);

-- Written by the supervisor ------------------------------------------------------------------

CREATE TABLE work_orders (
  id              TEXT NOT NULL PRIMARY KEY,
  host            TEXT NOT NULL,
  finding_id      TEXT NOT NULL UNIQUE REFERENCES findings (id),
  policy          TEXT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN
                    ('queued', 'fixing', 'verifying', 'awaiting_review', 'backing_off', 'escalated', 'refused', 'done')),
  reason          TEXT,
  attempts_since  TEXT NOT NULL,
  next_attempt_at TEXT,
  created_at      TEXT NOT NULL,
  updated_at      TEXT NOT NULL,
  CHECK (state NOT IN ('queued', 'backing_off') OR next_attempt_at IS NOT NULL)
) STRICT;
CREATE INDEX work_orders_live ON work_orders (state, next_attempt_at) WHERE state <> 'done';

CREATE TABLE fix_attempts (
  id             TEXT NOT NULL PRIMARY KEY,
  host           TEXT NOT NULL,
  finding_id     TEXT NOT NULL REFERENCES findings (id),
  number         INTEGER NOT NULL CHECK (number >= 1),
  policy         TEXT NOT NULL,
  policy_hash    TEXT NOT NULL,
  executor       TEXT NOT NULL CHECK (executor IN ('runbook', 'claude', 'tmux')),
  session_id     TEXT NOT NULL UNIQUE,
  owner          TEXT NOT NULL,
  fence          INTEGER NOT NULL DEFAULT 1 CHECK (fence >= 1),
  started_at     TEXT NOT NULL,
  ended_at       TEXT,
  outcome        TEXT CHECK (outcome IN
                   ('succeeded', 'failed', 'timed_out', 'stalled', 'deferred', 'refused', 'canceled', 'lost')),
  outcome_reason TEXT,
  counted        INTEGER NOT NULL DEFAULT 1 CHECK (counted IN (0, 1)),
  wants_look     INTEGER NOT NULL DEFAULT 0 CHECK (wants_look IN (0, 1)),
  turns          INTEGER,
  input_tokens   INTEGER,
  output_tokens  INTEGER,
  cost_usd       REAL,
  UNIQUE (finding_id, number),
  CHECK ((ended_at IS NULL) = (outcome IS NULL)),
  CHECK (ended_at IS NOT NULL OR wants_look = 0)
) STRICT;
-- At most one live attempt a finding: the claim races on this index.
CREATE UNIQUE INDEX fix_attempts_one_live_a_finding ON fix_attempts (finding_id) WHERE ended_at IS NULL;
CREATE INDEX fix_attempts_live ON fix_attempts (owner) WHERE ended_at IS NULL;
CREATE INDEX fix_attempts_wanting_look ON fix_attempts (finding_id) WHERE wants_look = 1;
CREATE INDEX fix_attempts_by_start ON fix_attempts (started_at);

CREATE TABLE agent_sessions (
  id          TEXT NOT NULL PRIMARY KEY,
  host        TEXT NOT NULL,
  attempt_id  TEXT NOT NULL REFERENCES fix_attempts (id),
  executor    TEXT NOT NULL,
  run_folder  TEXT NOT NULL,
  process     TEXT,
  started_at  TEXT NOT NULL,
  ended_at    TEXT
) STRICT;
CREATE INDEX agent_sessions_by_attempt ON agent_sessions (attempt_id);

-- What holds work back: a person's pause or mute, a model's usage limit. Lifted, never deleted.
CREATE TABLE holds (
  id        TEXT NOT NULL PRIMARY KEY,
  host      TEXT NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('pause', 'mute', 'limit')),
  target    TEXT NOT NULL,
  reason    TEXT NOT NULL,
  actor     TEXT NOT NULL,
  from_at   TEXT NOT NULL,
  until_at  TEXT,
  lifted_at TEXT
) STRICT;
CREATE UNIQUE INDEX holds_one_in_force ON holds (kind, target) WHERE lifted_at IS NULL;

-- Written by the scanner, about the supervisor's attempts -------------------------------------

CREATE TABLE verifications (
  attempt_id TEXT NOT NULL PRIMARY KEY REFERENCES fix_attempts (id),
  cycle_id   TEXT REFERENCES cycles (id),
  verdict    TEXT NOT NULL CHECK (verdict IN ('fixed', 'not_fixed', 'unknown')),
  reason     TEXT,
  at         TEXT NOT NULL,
  CHECK (verdict <> 'fixed' OR cycle_id IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- Appended by both ---------------------------------------------------------------------------

CREATE TABLE alerts (
  id          TEXT NOT NULL PRIMARY KEY,
  host        TEXT NOT NULL,
  kind        TEXT NOT NULL,
  dedupe_key  TEXT NOT NULL UNIQUE,
  priority    INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 5),
  title       TEXT NOT NULL,
  body        TEXT NOT NULL,
  finding_id  TEXT REFERENCES findings (id),
  state       TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'suppressed', 'failed')),
  created_at  TEXT NOT NULL,
  sent_at     TEXT,
  tries       INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
  next_try_at TEXT NOT NULL,
  lease_owner TEXT,
  lease_until TEXT,
  last_error  TEXT,
  CHECK ((state = 'sent') = (sent_at IS NOT NULL))
) STRICT;
CREATE INDEX alerts_waiting ON alerts (next_try_at) WHERE state = 'pending';

CREATE TABLE events (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  at        TEXT NOT NULL,
  host      TEXT NOT NULL,
  actor     TEXT NOT NULL,
  kind      TEXT NOT NULL,
  subject   TEXT NOT NULL,
  data      TEXT NOT NULL CHECK (json_valid(data)),
  prev_hash TEXT NOT NULL,
  hash      TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_subject ON events (subject, id);
CREATE TRIGGER events_are_not_replaced BEFORE INSERT ON events WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

-- One row a finding: what the scanner sees joined with what the supervisor did about it.
CREATE VIEW finding_status AS
SELECT
  f.id AS finding_id, f.host, f.scanner, f.fingerprint, f.episode, f.kind, f.subject, f.title, f.severity, f.state,
  CASE
    WHEN f.state <> 'open' THEN f.state
    WHEN w.state IN ('fixing', 'verifying') THEN w.state
    WHEN EXISTS (SELECT 1 FROM holds h WHERE h.kind = 'mute' AND h.target = f.fingerprint AND h.lifted_at IS NULL) THEN 'muted'
    WHEN w.state IS NULL OR w.state = 'done' THEN 'open'
    ELSE w.state
  END AS status,
  coalesce(w.policy, f.policy) AS policy,
  (SELECT count(*) FROM fix_attempts a WHERE a.finding_id = f.id AND a.counted = 1) AS fix_attempts,
  CASE WHEN f.state = 'open' AND w.state IN ('queued', 'backing_off') THEN w.next_attempt_at END AS next_attempt_at,
  w.reason, f.first_seen_at, f.last_seen_at, f.opened_at, f.resolved_at, f.evidence
FROM findings f LEFT JOIN work_orders w ON w.finding_id = f.id;
