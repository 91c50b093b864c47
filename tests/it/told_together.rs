//! Some customers are told in one transaction: at any moment it is one tenant's, and one that cannot be told holds up nobody.

use chrono::Duration;
use entity::user_account;
use tutela::kernel::db::{Store, Unaudited};
use tutela::vendors::changes::jobs::look_after;

use crate::outbox::Errand;
use crate::subprocessor_changes::{CHANGES, Staff, adding};
use crate::world::World;

#[actix_web::test]
async fn a_transaction_that_is_handed_over_is_one_tenants_at_a_time() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let tx = world.kernel().redoable_as_system(acme.id).await.unwrap();
    tx.rows::<user_account::Entity>().by_id(acme.owner.id).await.unwrap();
    tx.enqueue(Errand { number: 1 }).await.unwrap();
    let tx = tx.hand_over(globex.id).await.unwrap();
    assert_eq!(tx.tenant(), globex.id);
    assert!(
        tx.rows::<user_account::Entity>().find(acme.owner.id).await.unwrap().is_none(),
        "the first one's rows are gone from sight"
    );
    let seen = tx.rows::<user_account::Entity>().all().await.unwrap();
    assert!(!seen.is_empty() && seen.iter().all(|row| row.tenant_id == globex.id.get()));
    tx.enqueue(Errand { number: 1 }).await.unwrap();
    tx.commit_unaudited(Unaudited::WorkerBookkeeping).await.unwrap();
    for of in [&acme, &globex] {
        let jobs =
            format!("SELECT count(*) FROM job WHERE kind = 'test.errand' AND tenant_id = {}", world.database.id(of.id.get()));
        assert_eq!(world.database.number(&jobs).await, 1, "each has its own");
    }
    world.database.run("DELETE FROM job").await;

    let tx = world.kernel().redoable_as_system(acme.id).await.unwrap();
    tx.enqueue(Errand { number: 1 }).await.unwrap();
    drop(tx.hand_over(globex.id).await.unwrap());
    assert_eq!(world.database.number("SELECT count(*) FROM job").await, 0, "all of it is kept, or nothing");
    let one = world.kernel().as_system(acme.id).await.unwrap();
    assert!(one.hand_over(globex.id).await.is_err(), "what waits for the disk belongs to one tenant");
}

#[actix_web::test]
async fn a_customer_that_cannot_be_told_holds_up_nobody_and_is_told_later() {
    let world = World::new().await;
    let mut customers = Vec::new();
    for number in 0..12 {
        customers.push(world.tenant(&format!("Customer {number}")).await);
    }
    let staff = Staff::of(&world).await;
    let broken = world.database.id(customers[5].id.get());
    let (stops, goes_on) = match world.database.store() {
        Store::Sqlite => (
            format!("CREATE TRIGGER stops BEFORE INSERT ON change_notice WHEN NEW.tenant_id = {broken} BEGIN SELECT RAISE(ABORT, 'no'); END"),
            "DROP TRIGGER stops",
        ),
        Store::Postgres => (
            format!(
                "CREATE FUNCTION stops() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
                 CREATE TRIGGER stops BEFORE INSERT ON change_notice FOR EACH ROW WHEN (NEW.tenant_id = {broken}) EXECUTE FUNCTION stops()"
            ),
            "DROP TRIGGER stops ON change_notice",
        ),
    };
    world.database.run(&stops).await;
    world.waits(Duration::seconds(1));
    let change = staff.drafts(adding()).await;
    staff.approves(&change).await.is_ok();
    staff.lena.posts(format!("{CHANGES}/{change}/notice")).await.is_accepted();
    world.tries_its_jobs().await;
    assert_eq!(world.database.number("SELECT count(*) FROM change_notice").await, 11);
    world.database.run(goes_on).await;
    look_after(world.kernel()).await.unwrap();
    assert_eq!(world.database.number("SELECT count(*) FROM change_notice").await, 11, "first it is left to its job");
    world.waits(Duration::minutes(3));
    look_after(world.kernel()).await.unwrap();
    world.runs_its_jobs().await;
    for customer in &customers {
        assert_eq!(world.mailbox(&customer.owner.email).len(), 1, "{}", customer.name);
    }
}
