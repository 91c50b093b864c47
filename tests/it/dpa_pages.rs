//! What the pages of an agreement say beside what they do: which field is wrong, what has ended, and what differs by now.

use serde_json::json;
use tutela::kernel::authz::Role;

use crate::agreement_templates::{API, own_text, staff};
use crate::agreement_templates_pages::with_files;
use crate::dpa::questions;
use crate::dpa_held::asked;
use crate::dpa_life::Sent;
use crate::world::World;

#[actix_web::test]
async fn a_list_of_what_is_wrong_names_each_field() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let sent = Sent::new(&world, questions()).await;
    sent.is_signed(&world).await;
    let form = [("reason", ""), ("data", " ")];
    let page = lena.submits(format!("/operator/dpa-requests/{}/termination", sent.id), &form).await.has_status(422).text();
    for line in ["#f-reason\">Why it ends: Fill this in.</a>", "#f-data\">What became of the data: Fill this in.</a>"] {
        assert!(page.contains(line), "{line}: {page}");
    }
    assert!(!page.contains("data-field"), "{page}");
}

#[actix_web::test]
async fn a_file_that_is_refused_is_refused_beside_its_field() {
    let world = World::new().await;
    let sent = Sent::new(&world, questions()).await;
    let ours = sent.visitor.get(format!("{}/pdf", sent.path)).await.is_ok().bytes;
    let call = with_files(&format!("{}/signed-file", sent.page), &[("file", Some("agreement.pdf"), &ours)]);
    let page = sent.visitor.sends(call).await.has_status(409).text();
    let said = page.matches("This is the file as we sealed it.").count();
    assert_eq!(said, 2, "on top and beside the field: {page}");
    assert!(page.contains("href=\"#f-file\"") && page.contains("id=\"e-file\""), "{page}");
}

#[actix_web::test]
async fn an_agreement_that_has_ended_waits_for_nothing() {
    let world = World::new().await;
    let old = Sent::new(&world, questions()).await;
    let page = old.visitor.opens(&old.page).await.is_ok().text();
    assert!(page.contains("Not yet") && page.contains("#i-none") && page.contains("ask for links"), "{page}");
    old.is_signed(&world).await;
    world.waits(chrono::Duration::minutes(1));
    Sent::new(&world, questions()).await.is_signed(&world).await;
    assert_eq!(old.state().await, "superseded");
    for address in [&old.page, &old.asked_page] {
        let page = world.visitor().opens(address).await.is_ok().text();
        let main = page.split("<main").nth(1).unwrap();
        assert!(main.contains("#i-box") && main.contains("the agreement has ended"), "{main}");
        for word in ["Not yet", "#i-none", "ask for links"] {
            assert!(!main.contains(word), "{word} is to come: {main}");
        }
    }
}

#[actix_web::test]
async fn a_customer_sees_what_a_newer_text_says_otherwise() {
    let world = World::new().await;
    let (acme, (lena, silvo)) = (world.tenant("Acme").await, staff(&world).await);
    let sent = Sent::new(&world, questions()).await;
    let held = format!("/settings/agreements/{}", asked(&world, &acme.owner).await);
    assert!(!sent.visitor.opens(&sent.page).await.is_ok().text().contains("/differences"), "it is the newest");
    let id = lena.post(API, own_text("1.1.0")).await.is_created().id();
    silvo.post(format!("{API}/{id}/approval"), json!({ "revision": 1 })).await.is_ok();
    lena.posts(format!("{API}/{id}/publication")).await.is_ok();
    let address = "/dpa/versions/1.1.0/differences?before=1.0.0";
    for page in [sent.visitor.opens(&sent.page).await, acme.owner.opens(&held).await] {
        let page = page.is_ok().text();
        assert!(page.contains(&format!("href=\"{address}\"")), "{page}");
    }
    assert!(world.visitor().opens(address).await.is_ok().text().contains("has taken an oath"));
    lena.posts(format!("{API}/{id}/retirement")).await.is_ok();
    assert!(!sent.visitor.opens(&sent.page).await.is_ok().text().contains("/differences"), "none is in use");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn one_day_is_one_day() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let board = "/operator/dpa-requests";
    assert!(lena.opens(board).await.is_ok().text().contains("sealed within 2 business days"));
    let mut text = own_text("1.1.0");
    let config = text["template_toml"].as_str().unwrap().replacen("answer_days = { value = 2", "answer_days = { value = 1", 1);
    text["template_toml"] = json!(config);
    let id = lena.post(API, text).await.is_created().id();
    silvo.post(format!("{API}/{id}/approval"), json!({ "revision": 1 })).await.is_ok();
    lena.posts(format!("{API}/{id}/publication")).await.is_ok();
    assert!(lena.opens(board).await.is_ok().text().contains("sealed within one business day"));
    world.runs_its_jobs().await;
}
