//! Everybody whose data it is can learn who is responsible for it, and ask that organisation for the agreement.

use serde_json::Value;

use crate::world::World;

#[actix_web::test]
async fn a_person_learns_who_is_responsible_and_asks_for_the_agreement() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let before = acme.learner.get("/api/v1/controller").await.is_ok();
    assert_eq!((before.string("workspace"), &before.json["agreement"]), ("Acme".to_owned(), &Value::Null));
    assert_eq!(before.string("processor_email"), "privacy@tutela.example");

    acme.learner.posts("/api/v1/controller/agreement-requests").await.is_accepted();
    acme.learner.posts("/api/v1/controller/agreement-requests").await.has_status(429);
    world.runs_its_jobs().await;
    for holder in [&acme.owner, &acme.admin] {
        let mails = world.mailbox(&holder.email);
        assert!(mails.iter().any(|mail| mail.subject.contains(&acme.learner.name)), "{}: {mails:#?}", holder.email);
    }
    assert!(world.mailbox(&acme.instructor.email).is_empty(), "only those who hold the agreements are told");
    acme.owner.finds_in_the_log(&["controller.agreement.asked"]).await;

    let page = acme.learner.opens("/account/controller").await.is_ok().text();
    assert!(page.contains("No agreement is in force") && page.contains("the agreement counts"), "{page}");
    world.visitor().get("/api/v1/controller").await.has_status(401);
}
