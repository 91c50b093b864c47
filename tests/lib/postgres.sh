# shellcheck shell=bash disable=SC2034,SC2154 # one script in parts: names are shared
# A PostgreSQL server that is thrown away. Sourced; needs servers.sh.

# The folder of the newest server programs.
postgres_programs() {
  local folder
  folder=$(printf "%s\n" /usr/lib/postgresql/*/bin | sort -V | tail -1)
  if [ -x "$folder/initdb" ]; then echo "$folder"; elif has initdb; then dirname "$(readlink -f "$(command -v initdb)")"; else return 1; fi
}

# start_postgres [DURABILITY]: exports TUTELA_TEST_POSTGRES_URL, sets postgres_pid. With `durable` it writes like a real one.
start_postgres() {
  local programs port tries settings=(-c fsync=off -c full_page_writes=off)
  [ "${1:-}" = durable ] && settings=(-c shared_buffers=512MB)
  programs=$(postgres_programs) || { complain "PostgreSQL's server programs are missing."; return 1; }
  server_folder postgres || return 1
  (as_server "$programs/initdb" --pgdata "$work/postgres/data" --username tutela_test --auth trust --encoding UTF8 \
    --locale C.UTF-8 --locale-provider icu --icu-locale en-US --no-sync) >"$work/initdb.log" 2>&1 || { cat "$work/initdb.log" >&2; return 1; }
  for tries in 1 2 3 4 5; do
    port=$(free_port)
    start_server "$work/postgres.log" "$programs/postgres" -D "$work/postgres/data" -c port="$port" -c listen_addresses=127.0.0.1 \
      -c unix_socket_directories="$work/postgres" -c max_connections=200 -c max_locks_per_transaction=256 -c timezone=UTC \
      -c log_min_messages=warning "${settings[@]}"
    if await "$server_pid" "$programs/pg_isready" --quiet --host 127.0.0.1 --port "$port" --dbname postgres; then
      postgres_pid=$server_pid
      server_pids+=("$server_pid:QUIT")
      export TUTELA_TEST_POSTGRES_URL=postgres://tutela_test@127.0.0.1:$port/postgres
      say "PostgreSQL $("$programs/postgres" --version | awk '{print $3}') on port $port"
      return 0
    fi
    stop_server "$server_pid" QUIT
  done
  complain "PostgreSQL did not start:" && tail -20 "$work/postgres.log" >&2
  return 1
}
