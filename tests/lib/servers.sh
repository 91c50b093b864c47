# shellcheck shell=bash disable=SC2034,SC2154 # one script in parts: names are shared
# Private servers on free ports in the folder $work. Sourced; needs say.sh.
#
# Each server is a direct child in a process group of its own (Ctrl-C in a test does not reach it), ends when this script
# dies in whatever way, and is stopped by its process id.

server_pids=()

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000)) # below the ports that outgoing connections take
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

# The user that servers run as: never root, which PostgreSQL refuses.
server_user() {
  if [ "$(id -u)" -ne 0 ]; then id -un; elif id postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi
}

# server_folder NAME: a folder under $work that belongs to the servers' user.
server_folder() {
  mkdir -p "$work/$1" && chmod 700 "$work/$1"
  if [ "$(id -u)" -eq 0 ]; then chown "$(server_user)" "$work/$1"; fi
}

# as_server COMMAND…: becomes that user and then the command, so that the process id stays the same.
as_server() {
  cd "$work" || return 1
  local become=() user
  user=$(server_user)
  if [ "$(id -u)" -eq 0 ]; then become=(--reuid "$user" --regid "$(id -g "$user")" --clear-groups); fi
  exec setpriv "${become[@]}" --pdeathsig INT -- "$@"
}

# start_server LOG COMMAND…: sets server_pid.
start_server() {
  local log=$1
  shift
  set -m
  (as_server "$@") </dev/null >"$log" 2>&1 &
  server_pid=$!
  set +m
}

# await PID COMMAND…: until the command succeeds; fails when the process is gone or after 60 seconds.
await() {
  local pid=$1 tries
  shift
  for ((tries = 0; tries < 600; tries++)); do
    kill -0 "$pid" 2>/dev/null || return 1
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.1
  done
  return 1
}

stop_server() {
  local pid=$1 signal=$2 tries
  kill "-$signal" "$pid" 2>/dev/null || return 0
  for ((tries = 0; tries < 100; tries++)); do
    kill -0 "$pid" 2>/dev/null || { wait "$pid" 2>/dev/null; return 0; }
    sleep 0.1
  done
  kill -KILL -- "-$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
}

stop_servers() {
  local entry
  for entry in "${server_pids[@]}"; do [ -z "$entry" ] || stop_server "${entry%:*}" "${entry#*:}"; done
  server_pids=()
}
