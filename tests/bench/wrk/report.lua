-- One line at the end: measured REQUESTS SECONDS P50_MS P99_MS WRONG.
function done(summary, latency, _)
  local errors = summary.errors
  local wrong = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  print(string.format("measured %d %.3f %.2f %.2f %d", summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, wrong))
end
