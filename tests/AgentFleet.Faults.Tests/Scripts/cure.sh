# A runbook: writes down when it begins and ends, takes $2 seconds, waits while runs are held in the fleet's folder $1,
# and removes what its finding names: a plugin's file, or all files of a folder.
say() {
  echo "$1 $AGENTFLEET_FINDING $AGENTFLEET_ATTEMPT $$ $(date +%s%N)" >>"$2/journal"
}
say begin "$1"
sleep "$2"
rounds=0
while [ -e "$1/hold-runs" ] && [ "$rounds" -lt 1200 ]; do
  sleep 0.05
  rounds=$((rounds + 1))
done
if [ -e "$AGENTFLEET_UNTRUSTED/evidence/path" ]; then
  find "$(cat "$AGENTFLEET_UNTRUSTED/evidence/path")" -type f -delete
else
  rm -f -- "$(cat "$AGENTFLEET_UNTRUSTED/evidence/text")"
fi
say end "$1"
