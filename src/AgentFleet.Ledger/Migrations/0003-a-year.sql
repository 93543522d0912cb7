-- What a year of looks makes slow without them: the last looks of all scanners, which were blind, what a scanner knows
-- before each look, the alerts of a finding, and forgetting a look (which asks whether a verdict refers to it).

CREATE INDEX cycles_by_start ON cycles (started_at);
CREATE INDEX cycle_sources_blind ON cycle_sources (cycle_id) WHERE complete = 0;
CREATE INDEX findings_by_scanner ON findings (scanner);
CREATE INDEX alerts_by_finding ON alerts (finding_id);
CREATE INDEX verifications_by_cycle ON verifications (cycle_id);
