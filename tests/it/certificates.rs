//! Certificates: issued once, sealed, checkable by anybody, revocable.

use serde_json::json;
use tutela::kernel::pdf::inspect;

use crate::actors::Workspace;
use crate::dpa::verdict;
use crate::lesson::Lesson;
use crate::world::World;

pub async fn proven() -> (World, Workspace, Lesson) {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({ "pass_percent": 50 })).await;
    acme.admin.assigns(&lesson, &[&acme.learner]).await;
    acme.learner.passes(&lesson).await;
    world.runs_its_jobs().await;
    (world, acme, lesson)
}

#[actix_web::test]
async fn a_certificate_is_sealed_and_anybody_can_check_it() {
    let (world, acme, _) = proven().await;
    let mine = acme.learner.get("/api/v1/me/certificates").await.is_ok();
    let (id, code) = (mine.each("id")[0].clone(), mine.each("code")[0].clone());
    assert_eq!(mine.items()[0]["status"], "valid");
    let pdf = acme.learner.get(format!("/api/v1/certificates/{id}/pdf")).await.is_ok().bytes;
    let seen = inspect(&pdf, world.kernel().seal.certificates());
    assert!(seen.is_authentic() && seen.certified, "{seen:#?}");
    world.shows_the_judges("certificate.pdf", &pdf);

    let visitor = world.visitor();
    assert_eq!(verdict(&visitor, &pdf).await.string("verdict"), "authentic");
    let looked = visitor.get(format!("/api/v1/public/certificates/{code}")).await.is_ok();
    assert_eq!(looked.string("status"), "valid");
    assert!(looked.text().contains(&acme.learner.name), "{}", looked.text());
    assert!(!looked.text().contains(&acme.learner.email), "{}", looked.text());
    assert!(visitor.opens(format!("/verify/{code}")).await.is_ok().text().len() > 500);
    visitor.get("/api/v1/public/certificates/AAAAAAAAAAAAAAAAAAAAAAAAAA").await.is_not_found();
    assert_eq!(world.mailbox(&acme.learner.email).iter().filter(|mail| mail.text.contains("certificate")).count(), 1);
    acme.owner.finds_in_the_log(&["cert.certificate.issued", "cert.certificate.sealed", "cert.certificate.downloaded"]).await;
}

#[actix_web::test]
async fn passing_again_and_working_twice_issue_nothing_more() {
    let (world, acme, lesson) = proven().await;
    acme.learner.passes(&lesson).await;
    world.database.run("UPDATE job SET state = 'queued', finished_at = NULL").await;
    world.runs_its_jobs().await;
    assert_eq!(world.database.number("SELECT count(*) FROM certificate").await, 1);
    assert_eq!(world.database.number("SELECT count(*) FROM document").await, 1);
    assert_eq!(world.database.number("SELECT count(*) FROM stored_file").await, 1);
    let names = acme.owner.reads_the_log().await;
    for once in ["cert.certificate.issued", "cert.certificate.sealed"] {
        assert_eq!(names.iter().filter(|name| *name == once).count(), 1, "{once}");
    }
}

#[actix_web::test]
async fn a_certificate_says_what_held_when_it_was_issued() {
    let (world, acme, lesson) = proven().await;
    let code = acme.learner.get("/api/v1/me/certificates").await.is_ok().each("code")[0].clone();
    acme.admin.patch(format!("/api/v1/users/{}", acme.learner.id), json!({ "name": "Lea Married" })).await.is_ok();
    acme.admin.patch(format!("/api/v1/modules/{}", lesson.module), json!({ "title": "Another title" })).await.is_ok();
    let looked = world.visitor().get(format!("/api/v1/public/certificates/{code}")).await.is_ok();
    assert!(looked.text().contains(&acme.learner.name) && looked.text().contains("Forklifts"), "{}", looked.text());
}

#[actix_web::test]
async fn a_revoked_certificate_is_told_to_whoever_checks_it() {
    let (world, acme, _) = proven().await;
    let globex = world.tenant("Globex").await;
    let mine = acme.learner.get("/api/v1/me/certificates").await.is_ok();
    let (id, code) = (mine.each("id")[0].clone(), mine.each("code")[0].clone());
    let path = format!("/api/v1/certificates/{id}/revocation");
    acme.instructor.posts(&path).await.is_forbidden();
    acme.learner.posts(&path).await.is_forbidden();
    globex.owner.posts(&path).await.is_not_found();
    assert_eq!(acme.admin.posts(&path).await.is_ok().string("status"), "revoked");
    let looked = world.visitor().get(format!("/api/v1/public/certificates/{code}")).await.is_ok();
    assert_eq!(looked.string("status"), "revoked");
    assert_eq!(acme.learner.get("/api/v1/me/certificates").await.is_ok().items()[0]["status"], "revoked");
    acme.owner.finds_in_the_log(&["cert.certificate.revoked"]).await;
}

#[actix_web::test]
async fn a_certificate_is_fetched_by_its_holder_and_by_who_may_see_them() {
    let (world, acme, _) = proven().await;
    let globex = world.tenant("Globex").await;
    let id = acme.learner.get("/api/v1/me/certificates").await.is_ok().each("id")[0].clone();
    let path = format!("/api/v1/certificates/{id}/pdf");
    acme.admin.get(&path).await.is_ok();
    acme.instructor.get(&path).await.is_not_found();
    let group = acme.admin.makes_a_group("Led", &[&acme.learner]).await;
    acme.admin.lets_lead(&group, &acme.instructor).await;
    acme.instructor.get(&path).await.is_ok();
    for stranger in globex.people() {
        stranger.get(&path).await.is_not_found();
    }
    world.visitor().get(&path).await.is_unauthenticated();
    world.runs_its_jobs().await;
}
