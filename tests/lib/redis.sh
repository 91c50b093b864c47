# shellcheck shell=bash disable=SC2034,SC2154 # one script in parts: names are shared
# A Redis server that keeps nothing. Sourced; needs servers.sh.

# Exports TUTELA_TEST_REDIS_URL, sets redis_pid.
start_redis() {
  local port tries
  has redis-server || { complain "redis-server is missing."; return 1; }
  server_folder redis || return 1
  for tries in 1 2 3 4 5; do
    port=$(free_port)
    start_server "$work/redis.log" redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$work/redis" \
      --daemonize no --loglevel warning
    if await "$server_pid" redis_answers "$port"; then
      redis_pid=$server_pid
      server_pids+=("$server_pid:TERM")
      export TUTELA_TEST_REDIS_URL=redis://127.0.0.1:$port
      say "Redis $(redis-server --version | sed 's/.* v=\([^ ]*\).*/\1/') on port $port"
      return 0
    fi
    stop_server "$server_pid" TERM
  done
  complain "Redis did not start:" && tail -20 "$work/redis.log" >&2
  return 1
}

redis_answers() (
  exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
  printf 'PING\r\n' >&3
  read -r -t 1 answer <&3
  [ "${answer%$'\r'}" = "+PONG" ]
)
