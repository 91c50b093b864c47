use chrono::{DateTime, Utc};

use super::*;
use crate::kernel::clock::{StoppedClock, SystemClock};
use crate::kernel::ids::SystemSource;

const SIGN_IN: Rule = Rule::new("sign-in", 5, Duration::from_secs(60));

fn keys() -> Keys {
    Keys::new([1; 32], Arc::new(SystemSource::default())).unwrap()
}

fn stopped() -> Arc<StoppedClock> {
    Arc::new(StoppedClock::at(DateTime::<Utc>::from_timestamp(1_800_000_000, 0).unwrap()))
}

fn in_process() -> (Limits, Arc<StoppedClock>) {
    let clock = stopped();
    (Limits::in_process(Arc::clone(&clock) as Arc<dyn Clock>, keys()), clock)
}

fn wait(result: Result<(), Error>) -> Option<u64> {
    match result {
        Ok(()) => None,
        Err(Error::TooMany { retry_after_s }) => Some(retry_after_s),
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn five_at_once_and_then_one_every_twelve_seconds() {
    let (limits, clock) = in_process();
    for _ in 0..5 {
        assert_eq!(wait(limits.reserve(&SIGN_IN, "ana").await), None);
    }
    assert_eq!(wait(limits.reserve(&SIGN_IN, "ana").await), Some(12));
    assert_eq!(wait(limits.reserve(&SIGN_IN, "ben").await), None, "another key has a bucket of its own");
    clock.advance(chrono::Duration::milliseconds(11_500));
    assert_eq!(wait(limits.reserve(&SIGN_IN, "ana").await), Some(1));
    clock.advance(chrono::Duration::milliseconds(500));
    assert_eq!(wait(limits.reserve(&SIGN_IN, "ana").await), None);
    assert_eq!(wait(limits.reserve(&SIGN_IN, "ana").await), Some(12));
    clock.advance(chrono::Duration::hours(1));
    for _ in 0..5 {
        assert_eq!(wait(limits.reserve(&SIGN_IN, "ana").await), None, "a bucket is never fuller than full");
    }
    assert_eq!(wait(limits.reserve(&SIGN_IN, "ana").await), Some(12));
}

#[tokio::test]
async fn rules_do_not_share_buckets() {
    let (limits, _) = in_process();
    let reset = Rule::new("reset", 1, Duration::from_secs(60));
    assert_eq!(wait(limits.reserve(&reset, "ana").await), None);
    assert_eq!(wait(limits.reserve(&SIGN_IN, "ana").await), None);
    assert_eq!(wait(limits.reserve(&reset, "ana").await), Some(60));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_get_no_more_than_one_after_another() {
    let (limits, _) = in_process();
    let rule = Rule::new("burst", 50, Duration::from_secs(3600));
    let tries: Vec<_> = (0..400)
        .map(|_| {
            let limits = limits.clone();
            tokio::spawn(async move { limits.reserve(&rule, "one").await.is_ok() })
        })
        .collect();
    let mut allowed = 0;
    for one in tries {
        allowed += usize::from(one.await.unwrap());
    }
    assert_eq!(allowed, 50);
}

#[tokio::test]
async fn a_flood_of_new_keys_costs_bounded_memory_and_frees_nobody() {
    let (limits, _) = in_process();
    for _ in 0..5 {
        limits.reserve(&SIGN_IN, "guesser").await.unwrap();
    }
    for n in 0..200_000 {
        limits.reserve(&SIGN_IN, &n.to_string()).await.ok();
    }
    assert!(limits.0.buckets.remembered() <= 16 * 8192);
    assert_eq!(wait(limits.reserve(&SIGN_IN, "guesser").await), Some(12));
}

#[tokio::test]
async fn without_redis_the_limit_still_holds() {
    // Nothing listens on port 1.
    let client = redis::Client::open("redis://127.0.0.1:1/").unwrap();
    let limits = Limits::redis(client, stopped(), keys()).unwrap();
    for _ in 0..5 {
        assert_eq!(wait(limits.reserve(&SIGN_IN, "ana").await), None);
    }
    assert_eq!(wait(limits.reserve(&SIGN_IN, "ana").await), Some(12));
}

/// Runs where `TUTELA_TEST_REDIS_URL` names a server; elsewhere there is nothing to ask.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redis_counts_for_all_servers_and_sees_no_addresses() {
    let Ok(url) = std::env::var("TUTELA_TEST_REDIS_URL") else { return };
    let client = redis::Client::open(url).unwrap();
    let key = format!("ana-{}@acme.example", SystemClock.now().timestamp_micros());
    let server = || Limits::redis(client.clone(), Arc::new(SystemClock), keys()).unwrap();
    let (one, two) = (server(), server());
    let tries: Vec<_> = (0..40)
        .map(|n| {
            let (limits, key) = (if n % 2 == 0 { one.clone() } else { two.clone() }, key.clone());
            tokio::spawn(async move { limits.reserve(&SIGN_IN, &key).await.is_ok() })
        })
        .collect();
    let mut allowed = 0;
    for one in tries {
        allowed += usize::from(one.await.unwrap());
    }
    assert_eq!(allowed, 5);
    assert!((11..=12).contains(&wait(two.reserve(&SIGN_IN, &key).await).unwrap()));
    assert_eq!(one.0.buckets.remembered() + two.0.buckets.remembered(), 0, "nothing was counted in process");

    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let name = format!("tutela:limit:sign-in:{}", data_encoding::HEXLOWER.encode(&one.fingerprint(&SIGN_IN, &key)));
    let left: i64 = redis::cmd("PTTL").arg(&name).query_async(&mut connection).await.unwrap();
    assert!((50_000..=60_001).contains(&left), "{left}");
}

#[test]
fn one_subscriber_counts_as_one() {
    let counted = |address: &str| counted_address(address.parse().unwrap());
    assert_eq!(counted("203.0.113.7"), "203.0.113.7");
    assert_eq!(counted("::ffff:203.0.113.7"), "203.0.113.7");
    assert_eq!(counted("2001:db8:1:2:aaaa::1"), counted("2001:db8:1:2:bbbb::2"));
    assert_ne!(counted("2001:db8:1:2::1"), counted("2001:db8:1:3::1"));
}
