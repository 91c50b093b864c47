-- GET with a session, or POST of BENCH_BODY: BENCH_COOKIE is the Cookie header, BENCH_METHOD the method.
dofile(os.getenv("BENCH_SCRIPTS") .. "/report.lua")
wrk.method = os.getenv("BENCH_METHOD") or "GET"
wrk.body = os.getenv("BENCH_BODY")
wrk.headers["Cookie"] = os.getenv("BENCH_COOKIE")
wrk.headers["Sec-Fetch-Site"] = "same-origin"
if wrk.body then wrk.headers["Content-Type"] = "application/json" end
