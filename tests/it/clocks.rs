//! This server's clock and the database's: nothing starts and no notice leaves while they do not agree.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use tutela::kernel::clock::{Clock, SystemClock};
use tutela::kernel::db::Store;
use tutela::kernel::outbox;
use tutela::vendors::changes::jobs::look_after;

use crate::database::store;
use crate::subprocessor_changes::{CHANGES, Staff, adding};
use crate::world::{World, processor, seal};

/// The system's clock, set wrong.
struct Off(Duration);

impl Clock for Off {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + self.0
    }
}

#[actix_web::test]
async fn nothing_starts_and_no_notice_leaves_while_the_clocks_do_not_agree() {
    if store() != Store::Postgres {
        return;
    }
    let month = Duration::days(32);
    let world = World::with(SystemClock.now() - month, seal()).await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let told = world.mailbox(&acme.owner.email).len();
    assert_eq!(told, 1);
    world.waits(month);
    world.runs_its_jobs().await;
    let (first, slow, right) = (
        world.server_with(|parts| parts.clock = Arc::new(Off(Duration::seconds(5)))).await,
        world.server_with(|parts| parts.clock = Arc::new(Off(Duration::seconds(-5)))).await,
        world.server_with(|parts| parts.clock = Arc::new(Off(Duration::zero()))).await,
    );
    let activation = format!("{CHANGES}/{change}/activation");
    for wrong in [&first, &slow] {
        staff.lena.caller.at(wrong).posts(&activation).await.is_refused("clock-skew");
        world.visitor().at(wrong).get("/readyz").await.has_status(503);
    }
    assert_eq!(staff.lena.get(format!("{CHANGES}/{change}")).await.is_ok().string("state"), "noticed");

    let mut second = adding();
    second["subprocessor"]["legal_name"] = serde_json::json!("Mailer Two");
    let second = staff.drafts(second).await;
    staff.approves(&second).await.is_ok();
    staff.lena.posts(format!("{CHANGES}/{second}/notice")).await.is_accepted();
    let handlers = tutela::app::handlers(processor());
    while outbox::run_due(&first.kernel, &handlers).await.unwrap() > 0 {}
    assert_eq!(world.mailbox(&acme.owner.email).len(), told, "the days of a customer would run from a wrong moment");
    world.waits(Duration::minutes(5));
    world.runs_its_jobs().await;
    assert_eq!(world.mailbox(&acme.owner.email).len(), told + 1, "it leaves once the clocks agree");

    world.visitor().at(&right).get("/readyz").await.is_ok();
    assert_eq!(staff.lena.caller.at(&right).posts(&activation).await.is_ok().string("state"), "active");
    world.tries_its_jobs().await;
}

/// The database's clock, in microseconds.
async fn theirs(world: &World) -> i64 {
    world.database.number("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint").await
}

#[actix_web::test]
async fn a_server_that_is_fast_or_slow_within_what_is_allowed_starts_nothing_early_and_shortens_no_notice() {
    if store() != Store::Postgres {
        return;
    }
    let month = Duration::days(32);
    let world = World::with(SystemClock.now() - month, seal()).await;
    let (_acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let named = |name: &str| {
        let mut draft = adding();
        draft["subprocessor"]["legal_name"] = serde_json::json!(name);
        draft
    };
    let mut changes = Vec::new();
    for name in ["Mailer SA", "Mailer Two"] {
        changes.push(staff.announces(&world, named(name)).await);
    }
    world.waits(month);
    world.runs_its_jobs().await;
    let handlers = tutela::app::handlers(processor());
    // Less than two seconds: the clocks still count as agreeing.
    for (change, off) in changes.iter().zip([Duration::milliseconds(1_900), Duration::milliseconds(-1_900)]) {
        let server = world.server_with(|parts| parts.clock = Arc::new(Off(off))).await;
        let of_it = format!("WHERE change_id = {}", world.database.id(change.parse().unwrap()));
        let ends_soon =
            format!("UPDATE change_notice SET earliest_at = clock_timestamp() + interval '1500 milliseconds' {of_it}");
        let end = format!("SELECT (extract(epoch FROM earliest_at) * 1000000)::bigint FROM change_notice {of_it}");
        let both_have_reached = async |end: i64| theirs(&world).await >= end && Off(off).now().timestamp_micros() >= end;
        let until = std::time::Instant::now() + std::time::Duration::from_secs(60);

        world.database.run(&ends_soon).await;
        let activation = format!("{CHANGES}/{change}/activation");
        loop {
            let answer = staff.lena.caller.at(&server).posts(&activation).await;
            if answer.status.as_u16() == 200 {
                break;
            }
            answer.is_refused("notice-too-short");
            assert!(std::time::Instant::now() < until, "it never starts");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert!(both_have_reached(world.database.number(&end).await).await, "started before both clocks showed the end");

        // In force in the workspace: its own end is put off once more.
        world.database.run(&ends_soon).await;
        let in_force = format!("SELECT count(*) FROM change_notice {of_it} AND activated_at IS NOT NULL");
        while world.database.number(&in_force).await == 0 {
            while outbox::run_due(&server.kernel, &handlers).await.unwrap() > 0 {}
            look_after(&server.kernel).await.unwrap();
            assert!(std::time::Instant::now() < until, "it is never in force");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert!(both_have_reached(world.database.number(&end).await).await, "in force before both clocks showed the end");
        while outbox::run_due(&server.kernel, &handlers).await.unwrap() > 0 {}
    }

    // The days of a customer run from a moment that neither clock puts before the mail left.
    let slow = world.server_with(|parts| parts.clock = Arc::new(Off(Duration::milliseconds(-1_900)))).await;
    let third = staff.drafts(named("Mailer Three")).await;
    staff.approves(&third).await.is_ok();
    staff.lena.posts(format!("{CHANGES}/{third}/notice")).await.is_accepted();
    let before = theirs(&world).await;
    while outbox::run_due(&slow.kernel, &handlers).await.unwrap() > 0 {}
    let sent = format!(
        "SELECT coalesce(min((extract(epoch FROM d.sent_at) * 1000000)::bigint), 0) FROM notice_delivery d \
         JOIN change_notice n ON n.tenant_id = d.tenant_id AND n.id = d.notice_id WHERE n.change_id = {}",
        world.database.id(third.parse().unwrap())
    );
    let sent = world.database.number(&sent).await;
    assert!(sent >= before, "written down as sent {} ms before it left", (before - sent) / 1000);
    world.tries_its_jobs().await;
}
