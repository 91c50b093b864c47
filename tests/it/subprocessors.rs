//! The register of sub-processors: in short for everybody, by name for customers.

use tutela::kernel::authz::Role;
use tutela::vendors::subprocessors::{enter, read_register};

use crate::world::World;

/// The demo's vendors, as a small register.
pub async fn register(world: &World) -> Vec<String> {
    let text =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/demo/subprocessors.toml"))
            .unwrap();
    let vendors = read_register(&text).unwrap();
    let names = vendors.iter().map(|vendor| vendor.legal_name.clone()).collect();
    for vendor in vendors {
        let tx = world.kernel().platform_as_system(world.realm().await).await.unwrap();
        enter(&tx, vendor).await.unwrap();
        tx.commit_noted().await.unwrap();
    }
    names
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
