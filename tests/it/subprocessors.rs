//! The register of sub-processors: in short for everybody, by name for customers.

use serde_json::json;
use tutela::kernel::authz::Role;
use tutela::kernel::i18n::{Locale, Texts};
use tutela::vendors::subprocessors::{data_name, enter, ground_name, place, read_register};

use crate::world::World;

/// The demo's vendors, as a small register: all of them were reviewed today, and each transfer is assessed for a year or longer.
pub async fn register(world: &World) -> Vec<String> {
    let text =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/demo/subprocessors.toml"))
            .unwrap();
    let vendors = read_register(&text).unwrap();
    let names = vendors.iter().map(|vendor| vendor.legal_name.clone()).collect();
    let due = world.now().checked_add_months(chrono::Months::new(12));
    for mut vendor in vendors {
        vendor.upkeep.review_due_at = due;
        let assessed = vendor.upkeep.assessment_expires_at;
        vendor.upkeep.assessment_expires_at = assessed.map(|until| until.max(world.now() + chrono::Duration::days(365)));
        let tx = world.kernel().platform_as_system(world.realm().await).await.unwrap();
        enter(&tx, vendor).await.unwrap();
        tx.commit_noted().await.unwrap();
    }
    names
}

/// A text as it stands in a page.
fn encoded(text: &str) -> String {
    text.replace('&', "&#38;").replace('\'', "&#39;")
}

#[actix_web::test]
async fn everybody_sees_categories_and_customers_see_names() {
    let world = World::new().await;
    let names = register(&world).await;
    assert!(names.len() >= 8);
    let acme = world.tenant("Acme").await;
    let short = world.visitor().get("/api/v1/public/subprocessors").await.is_ok();
    let detail = acme.admin.get("/api/v1/subprocessors").await.is_ok();
    for name in &names {
        assert!(!short.text().contains(name.as_str()), "the public register names {name}");
        assert!(detail.bytes.windows(name.len()).any(|part| part == name.as_bytes()), "{name} is missing: {}", detail.text());
    }
    assert_eq!(detail.items().len(), names.len());
    let page = acme.admin.opens("/settings/subprocessors").await.is_ok().text();
    for vendor in read_register(include_str!("../../templates/demo/subprocessors.toml")).unwrap() {
        let facts = &vendor.facts;
        let seen = detail.items().iter().find(|one| one["legal_name"] == facts.legal_name.as_str()).unwrap();
        let wanted = json!({
            "purpose": facts.purpose_en, "data_categories": facts.data_categories, "location": facts.location,
            "transfer_mechanism": facts.transfer_mechanism, "since": vendor.since, "category": facts.category,
        });
        for (field, value) in wanted.as_object().unwrap() {
            assert_eq!(&seen[field], value, "{field} of {}", facts.legal_name);
        }
        let row = page.split("</tr>").find(|row| row.contains(&encoded(&facts.legal_name))).unwrap_or_default();
        let texts = Texts::new(Locale::En);
        let shown = [
            facts.purpose_en.clone(),
            place(&facts.location, Locale::En),
            ground_name(texts, facts.transfer_mechanism),
            texts.date(vendor.since),
        ];
        let data = facts.data_categories.iter().map(|id| data_name(texts, id));
        for words in shown.into_iter().chain(data) {
            assert!(row.contains(&encoded(&words)), "{words} of {} is not on the page", facts.legal_name);
        }
    }
    let german = world.visitor().get("/api/v1/public/subprocessors?language=de").await.is_ok();
    assert_ne!(german.bytes, short.bytes);
    world.visitor().opens("/subprocessors").await.is_ok();
}

#[actix_web::test]
async fn names_are_for_those_who_run_a_workspace_and_for_the_operator() {
    let world = World::new().await;
    register(&world).await;
    let acme = world.tenant("Acme").await;
    acme.learner.get("/api/v1/subprocessors").await.is_forbidden();
    acme.instructor.get("/api/v1/subprocessors").await.is_forbidden();
    world.visitor().get("/api/v1/subprocessors").await.is_unauthenticated();
    world.operator("Sam", Role::Support).await.get("/api/v1/subprocessors").await.is_ok();
    world.visitor().get("/api/v1/public/subprocessors?colour=red").await.is_invalid(&["colour"]);
}
