//! Every clause of the agreement says who carries it out and what proves it: on the page of the text, as JSON, and for a customer
//! with what its own workspace has seen.

use serde_json::{Value, json};
use tutela::agreements::templates::enter_shipped;

use crate::agreement_templates::{API, own_text, staff};
use crate::dpa_held::asked;
use crate::world::World;

const EN: &str = include_str!("../../templates/legal/dpa/1.0.0/en.md");

fn clauses() -> usize {
    EN.lines().filter(|line| line.starts_with("+ ")).count()
}

#[actix_web::test]
async fn every_clause_says_who_carries_it_out_on_the_page_and_as_json() {
    let world = World::new().await;
    world.realm().await;
    enter_shipped(world.kernel()).await.unwrap();
    let visitor = world.visitor();
    let listed = visitor.get("/api/v1/public/dpa-versions/1.0.0").await.is_ok();
    assert_eq!(listed.items_of("clauses").len(), clauses());
    let tally = |name: &str| listed.json["tally"][name].as_u64().unwrap();
    let parts = ["proved", "unproved", "operator", "customer", "agreed"].map(tally);
    assert_eq!(usize::try_from(parts.iter().sum::<u64>()).unwrap(), clauses(), "{}", listed.json["tally"]);
    assert!(parts[2] > 20 && parts[0] + parts[1] == 5, "{}", listed.json["tally"]);
    let promises = visitor.get("/api/v1/public/promises").await.is_ok();
    for clause in listed.items_of("clauses").iter().filter(|clause| clause["performed_by"] == "software") {
        let ids = clause["promises"].as_array().unwrap();
        let stands = |id: &Value| promises.items().iter().any(|promise| promise["id"] == *id && promise["kept"] == true);
        assert_eq!(!ids.is_empty() && ids.iter().all(stands), clause["proved_at"].is_string(), "{clause}");
    }
    visitor.get("/api/v1/public/dpa-versions/9.9.9").await.is_not_found();

    let page = visitor.opens("/dpa/text").await.is_ok().text();
    assert!(page.contains(&format!("{} clauses: ", clauses())), "{page}");
    assert!(page.matches("by the operator’s people.").count() > 20, "{page}");
    assert!(page.contains("Carried out by the customer.") && page.matches(">A declaration.").count() > 1, "{page}");
    assert_eq!(page.matches("nobody has to do anything").count(), 1, "what a declaration is stands once, on top: {page}");
    let notice = page.split("at least 30 days in advance").nth(1).unwrap();
    let below = notice.split("class=\"hint\"").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(below.contains("href=\"/trust#M-5.6\""), "{below}");
    // The clause with a list says it below the list.
    let list = page.split("The instructions are:").nth(1).unwrap();
    assert!(list.find("authorised person").unwrap() < list.find("class=\"hint\"").unwrap());
    let german = visitor.opens("/dpa/versions/1.0.0?language=de").await.is_ok().text();
    assert!(german.contains(&format!("{} clauses: ", clauses())), "the words beside the text are the reader's");
}

#[actix_web::test]
async fn a_text_of_the_operator_says_it_too_and_whoever_approves_sees_it() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let mut silent = own_text("1.1.0");
    let config = silent["template_toml"].as_str().unwrap();
    let entry = "\n[[clause]]\nanchor = \"confidentiality-oath\"\nperformed_by = \"operator\"\n";
    assert!(config.contains(entry));
    silent["template_toml"] = json!(config.replacen(entry, "", 1));
    let line = silent["en_md"].as_str().unwrap().lines().position(|line| line.ends_with("{#confidentiality-oath}")).unwrap() + 1;
    let refused = lena.post(API, silent).await.has_status(422);
    let errors = refused.items_of("errors");
    assert_eq!((&errors[0]["field"], &errors[0]["code"]), (&json!(format!("en_md.{line}")), &json!("clause-missing")));
    assert_eq!(errors.len(), 1, "{errors:#?}");

    let id = lena.post(API, own_text("1.1.0")).await.is_created().id();
    let preview = silvo.opens(format!("/operator/templates/{id}/preview?language=en")).await.is_ok().text();
    assert!(preview.contains(&format!("{} clauses: ", clauses() + 1)), "{preview}");
    let oath = preview.split("Everyone with access has taken an oath.").nth(1).unwrap();
    assert!(oath.split("</p>").nth(1).unwrap().contains("Carried out by the operator’s people."), "{oath}");
    world.visitor().get("/api/v1/public/dpa-versions/1.1.0").await.is_not_found();
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_customer_sees_below_each_clause_what_its_own_workspace_has_seen() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let id = asked(&world, &acme.owner).await;
    let address = format!("/settings/agreements/{id}/clauses");
    let agreement = acme.admin.opens(format!("/settings/agreements/{id}")).await.is_ok().text();
    assert!(agreement.contains(&format!("{} clauses: ", clauses())) && agreement.contains(&address), "{agreement}");
    let page = acme.admin.opens(&address).await.is_ok();
    assert!(page.header("cache-control").contains("no-store"));
    let page = page.text();
    assert!(page.contains("Brezje Logistika d.o.o. is the Controller"), "the text of this agreement");
    let own = "For your workspace: No change of a sub-processor was announced to you yet.";
    assert_eq!(page.matches(own).count(), page.matches("<a href=\"/trust#M-5.6\">").count(), "{page}");
    assert!(page.contains(own));
    acme.learner.opens(&address).await.has_status(403);
    globex.owner.opens(&address).await.has_status(404);
    let text = world.visitor().opens("/dpa/text").await.is_ok().text();
    assert!(!text.contains("For your workspace:"), "nobody's own");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn the_summary_and_the_full_text_of_a_version_say_the_same_numbers() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let mut own = own_text("1.1.0");
    let mut config = own["template_toml"].as_str().unwrap().to_owned();
    for (from, to) in [
        ("notice_days = { value = 30", "notice_days = { value = 47"),
        ("incident_hours = { value = 72", "incident_hours = { value = 53"),
        ("incident_target_hours = { value = 24", "incident_target_hours = { value = 17"),
        ("request_days = { value = 2", "request_days = { value = 1"),
    ] {
        assert!(config.contains(from), "{from}");
        config = config.replacen(from, to, 1);
    }
    own["template_toml"] = json!(config);
    let id = lena.post(API, own).await.is_created().id();
    silvo.post(format!("{API}/{id}/approval"), json!({ "revision": 1 })).await.is_ok();
    lena.posts(format!("{API}/{id}/publication")).await.is_ok();
    let visitor = world.visitor();
    let (summary, text) = (visitor.opens("/dpa/summary").await.is_ok().text(), visitor.opens("/dpa/text").await.is_ok().text());
    for (short, full) in [
        ("47 days’ notice", "at least 47 days in advance"),
        ("53 hours", "53 hours are the outer limit"),
        ("Our aim is 17 hours", "do so within 17 hours"),
        ("1 working days", "within 1 working days"),
        ("30 days", "within 30 days after the end of the Main Contract"),
    ] {
        assert!(summary.contains(short), "{short} in {summary}");
        assert!(text.contains(full), "{full}");
    }
    world.runs_its_jobs().await;
}
