# shellcheck shell=bash disable=SC2034,SC2154 # one script in parts: names are shared
# The temporary folder of one run, and the end of everything that the run started. Sourced; needs say.sh and servers.sh.

# make_work_folder NAME: sets work; from then on the end of the script, however it comes, stops its servers and steps.
make_work_folder() {
  local parent=${TMPDIR:-/tmp}
  # Servers run as another user when we are root, and a socket's path may have 107 bytes: a deep or closed folder will not do.
  if [ "$(id -u)" -eq 0 ] || [ "${#parent}" -gt 60 ]; then parent=/tmp; fi
  work=$(mktemp -d "$parent/$1.XXXXXX") && chmod 711 "$work" || return
  trap finish EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

finish() {
  local result=$?
  trap '' HUP INT TERM
  end_step
  stop_servers
  if [ -n "${TUTELA_TEST_KEEP:-}" ]; then say "Kept: $work"; else rm -rf "$work"; fi
  exit "$result"
}
