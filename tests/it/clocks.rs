//! This server's clock and the database's: nothing starts and no notice leaves while they do not agree.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use tutela::kernel::clock::{Clock, SystemClock};
use tutela::kernel::db::Store;
use tutela::kernel::outbox;

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
