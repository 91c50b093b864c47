# shellcheck shell=bash disable=SC2034,SC2154 # one script in parts: names are shared
# Puts a load on an address and says what it cost: requests per second, times, processor time by process. Sourced.

ticks_per_second=$(getconf CLK_TCK)
measured=() # name, requests per second, p50 and p99 in ms, µs of the application and of the database per request, yardstick
declare -A rate_of

# Processor time of a process in ticks; with `children`, of those too that it has already buried.
ticks() {
  local stat fields
  stat=$(<"/proc/$1/stat") || return
  read -ra fields <<<"${stat##*) }" # the name in front may hold spaces
  if [ "${2:-}" = children ]; then echo $((fields[11] + fields[12] + fields[13] + fields[14])); else echo $((fields[11] + fields[12])); fi
}

# Of PostgreSQL with all its back ends, living and ended.
postgres_ticks() {
  local sum child one
  sum=$(ticks "$1" children) || return
  for child in $(cat "/proc/$1/task/"*/children); do
    one=$(ticks "$child" 2>/dev/null) && sum=$((sum + one))
  done
  echo "$sum"
}

# resident PID [VmRSS|VmHWM]: memory now, or the most there was, in MiB.
resident() {
  awk -v key="${2:-VmRSS}:" '$1 == key { printf "%.1f\n", $2 / 1024 }' "/proc/$1/status"
}

# The peak counts from now on.
forget_peak() { echo 5 >"/proc/$1/clear_refs" 2>/dev/null; }

# seconds_to URL PID: milliseconds until the address answers 200.
milliseconds_to() {
  local began=${EPOCHREALTIME/./}
  until curl --silent --fail --output /dev/null --max-time 2 "$1"; do
    kill -0 "$2" 2>/dev/null || return 1
    sleep 0.005
  done
  echo $(((${EPOCHREALTIME/./} - began) / 1000))
}

# measure NAME YARDSTICK APP_PID SCRIPT URL: YARDSTICK is the name of an earlier measurement, or -. The environment goes to
# the script: BENCH_COOKIE, BENCH_BODY, BENCH_ANSWERS. bench_seconds and bench_connections say how long and how many.
measure() {
  local name=$1 yardstick=$2 app=$3 script=$4 url=$5 app_before db_before line requests seconds p50 p99 wrong app_us db_us
  local wrk=(wrk --threads 1 --connections "$bench_connections" --latency --script "$here/bench/wrk/$script.lua")
  export BENCH_SCRIPTS=$here/bench/wrk
  "${wrk[@]}" --duration 2s "$url" >/dev/null 2>&1 # caches and connections as in a running server
  app_before=$(ticks "$app") db_before=$(postgres_ticks "$postgres_pid")
  line=$("${wrk[@]}" --duration "${bench_seconds}s" "$url" | grep '^measured ') || { complain "$name: wrk gave no result."; return 1; }
  read -r _ requests seconds p50 p99 wrong <<<"$line"
  app_us=$(per_request "$app_before" "$(ticks "$app")" "$requests")
  db_us=$(per_request "$db_before" "$(postgres_ticks "$postgres_pid")" "$requests")
  rate_of[$name]=$(awk -v n="$requests" -v s="$seconds" 'BEGIN { printf "%.1f", n / s }')
  measured+=("$name|${rate_of[$name]}|$p50|$p99|$app_us|$db_us|$yardstick")
  if [ "$wrong" -gt 0 ]; then complain "$name: $wrong of $requests answers were refusals or broken."; return 1; fi
}

per_request() {
  awk -v ticks=$(($2 - $1)) -v hz="$ticks_per_second" -v n="$3" 'BEGIN { printf "%.0f", n ? ticks * 1e6 / hz / n : 0 }'
}

# The table of all measurements, with the ratio of each to its yardstick.
print_measured() {
  local entry name rate p50 p99 app_us db_us yardstick ratio
  printf '%-34s %10s %9s %9s %8s %8s  %s\n' '' 'req/s' 'p50 ms' 'p99 ms' 'app µs' 'db µs' 'ratio'
  for entry in "${measured[@]}"; do
    IFS='|' read -r name rate p50 p99 app_us db_us yardstick <<<"$entry"
    ratio=
    if [ -n "${rate_of[$yardstick]:-}" ]; then
      ratio=$(awk -v a="$rate" -v b="${rate_of[$yardstick]}" 'BEGIN { printf "%.2f", b ? a / b : 0 }')" of $yardstick"
    fi
    printf '%-34s %10s %9s %9s %8s %8s  %s\n' "$name" "$rate" "$p50" "$p99" "$app_us" "$db_us" "$ratio"
  done
}
