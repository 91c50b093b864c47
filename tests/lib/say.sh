# shellcheck shell=bash disable=SC2034,SC2154 # one script in parts: names are shared
# Headlines, steps and their summary. Sourced.
#
# A step runs in a process group of its own, so that whatever it started can be ended with it; when it fails the next one runs all the same.

step_names=()
step_results=()
step_seconds=()
step_pid=

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }

headline() {
  if [ -t 1 ]; then printf '\n\033[1m== %s\033[0m\n' "$*"; else printf '\n== %s\n' "$*"; fi
}

# step NAME COMMAND…: runs it, shows its seconds, remembers how it ended, and returns that.
step() {
  local name=$1 began=$SECONDS result=0
  shift
  headline "$name"
  set -m
  ("$@") </dev/null &
  step_pid=$!
  set +m
  wait "$step_pid" || result=$?
  end_step
  step_names+=("$name")
  step_results+=("$result")
  step_seconds+=($((SECONDS - began)))
  if [ "$result" -eq 0 ]; then say "-- $name: passed in $((SECONDS - began)) s"; else say "-- $name: FAILED ($result) after $((SECONDS - began)) s"; fi
  return "$result"
}

# Ends what a step left running.
end_step() {
  [ -n "$step_pid" ] || return 0
  kill -TERM -- "-$step_pid" 2>/dev/null && wait "$step_pid" 2>/dev/null
  step_pid=
}

# The table of all steps; returns 1 when one failed or none ran.
summary() {
  local passed=0 failed=0 word i
  headline Summary
  for i in "${!step_names[@]}"; do
    if [ "${step_results[i]}" -eq 0 ]; then word=passed passed=$((passed + 1)); else word=FAILED failed=$((failed + 1)); fi
    printf '%-8s %5d s  %s\n' "$word" "${step_seconds[i]}" "${step_names[i]}"
  done
  printf '%-8s %5d s\n' all "$SECONDS"
  say "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
