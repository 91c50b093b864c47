//! Who hears of a change from the mail list and who from a workspace: each by one of them, and nobody by neither (M-6.1).

use chrono::Duration;
use tutela::kernel::authz::Role;

use crate::feeds::is_on_the_list;
use crate::notices::names_a_contact;
use crate::world::World;

const BEA: &str = "bea@firm.example";
const CORA: &str = "cora@firm.example";

/// How many mails with this beginning the list has sent to an address, and how many a workspace that name the vendor.
fn heard(world: &World, email: &str, listed: &str, named: &str) -> (usize, usize) {
    let mails = world.mailbox(email);
    let by_the_list = mails.iter().filter(|mail| mail.subject.starts_with(listed)).count();
    (by_the_list, mails.iter().filter(|mail| mail.subject.contains(named) || mail.text.contains(named)).count())
}

#[actix_web::test]
async fn whoever_is_named_after_the_notice_hears_that_it_was_withdrawn_from_whom_they_heard_of_it() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, world.staff().await);
    is_on_the_list(&world, BEA).await;
    let change = staff.announces(&world, "Mailer One").await;
    assert_eq!(heard(&world, BEA, "Angekündigt:", "Mailer One"), (1, 0));
    world.waits(Duration::hours(1));
    names_a_contact(&world, &acme, BEA).await;
    let marked = "SELECT count(*) FROM list_subscriber WHERE workspace_id IS NOT NULL";
    assert_eq!(world.database.number(marked).await, 1, "the workspace tells her from now on");
    staff.withdraws(&world, &change).await;
    assert_eq!(heard(&world, BEA, "Zurückgezogen:", "Mailer One"), (1, 0), "the workspace had not told her of it yet");

    // Told by the workspace after all, she hears the end from there.
    world.waits(Duration::minutes(1));
    is_on_the_list(&world, CORA).await;
    let change = staff.announces(&world, "Mailer Two").await;
    assert_eq!(heard(&world, CORA, "Angekündigt:", "Mailer Two"), (1, 0));
    world.waits(Duration::hours(1));
    names_a_contact(&world, &acme, CORA).await;
    world.waits(Duration::hours(25));
    world.makes_its_rounds().await;
    assert_eq!(heard(&world, CORA, "Angekündigt:", "Mailer Two"), (1, 1));
    staff.withdraws(&world, &change).await;
    assert_eq!(heard(&world, CORA, "Zurückgezogen:", "Mailer Two"), (0, 2));
    assert_eq!(heard(&world, BEA, "Zurückgezogen:", "Mailer Two"), (1, 2), "nor anything of another change");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn whom_a_workspace_tells_no_more_for_it_tells_so_many_the_list_tells() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, world.staff().await);
    // With the owner and the admin there are sixty.
    for number in 0..58 {
        world.joins(acme.id, &acme.slug, &format!("Admin {number}"), Role::Admin).await;
    }
    world.waits(Duration::seconds(1));
    let last = world.joins(acme.id, &acme.slug, "Zora Acme", Role::Admin).await;
    for email in [&acme.owner.email, &last.email] {
        is_on_the_list(&world, email).await;
    }
    for name in ["Mailer One", "Mailer Two"] {
        staff.announces(&world, name).await;
        assert_eq!(heard(&world, &acme.admin.email, "Angekündigt:", name), (0, 1));
        world.waits(Duration::minutes(1));
    }
    assert_eq!(heard(&world, &last.email, "Angekündigt:", "Mailer"), (2, 0));
    let (_, named) = heard(&world, &acme.owner.email, "Angekündigt:", "Mailer Two");
    assert_eq!(named, 1, "the others are told by the workspace");
    let marked = "SELECT count(*) FROM list_subscriber WHERE workspace_id IS NOT NULL";
    assert_eq!(world.database.number(marked).await, 1);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn whoever_was_left_to_a_workspace_hears_of_no_end_before_the_beginning() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, world.staff().await);
    is_on_the_list(&world, BEA).await;
    names_a_contact(&world, &acme, BEA).await;
    world.waits(Duration::minutes(1));
    let change = staff.announces(&world, "Mailer One").await;
    assert_eq!(heard(&world, BEA, "Angekündigt:", "Mailer One"), (0, 1), "left to the workspace");
    // As if the mail to her had not left yet.
    let contact = "contact_id IS NOT NULL";
    world.database.run(&format!("UPDATE notice_delivery SET state = 'queued', sent_at = NULL WHERE {contact}")).await;
    staff.withdraws(&world, &change).await;
    assert_eq!(heard(&world, BEA, "Zurückgezogen:", "Mailer One").0, 0, "she has heard of no change");
    world.runs_its_jobs().await;
}
