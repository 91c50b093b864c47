//! Whom the seal names: nobody while the operator has no name, then the operator, and never somebody else.

use actix_web::test::TestRequest;
use tempfile::TempDir;
use tutela::agreements::dpa::Processor;
use tutela::app::{Application, Settings, application, assemble};
use tutela::kernel::Kernel;
use tutela::kernel::authz::Realm;
use tutela::kernel::documents::{self, Entry};
use tutela::kernel::i18n::Locale;
use tutela::people::tenants::{self, NewTenant};

use crate::dpa::questions;
use crate::world::{World, processor};

/// Starts the product over a folder, as an operator of this name would.
async fn started(folder: &TempDir, legal_name: &str) -> Kernel {
    let country = if legal_name.is_empty() { "" } else { "SI" };
    let data = folder.path().display().to_string();
    let database = format!("sqlite:{data}/tutela.db");
    let overrides = [
        ("data", data),
        ("database_url", database),
        ("operator_legal_name", legal_name.to_owned()),
        ("operator_country", country.to_owned()),
    ];
    assemble(&Settings::read(None, &overrides).unwrap()).await.unwrap()
}

async fn seals_something(kernel: &Kernel, slug: &str) {
    let new = NewTenant {
        slug: slug.to_owned(),
        name: "Acme".to_owned(),
        kind: Realm::Tenant,
        locale: Locale::En,
        zone: "Europe/Ljubljana".to_owned(),
        accent: None,
    };
    let tenant = tenants::create(kernel, new).await.unwrap();
    let tx = kernel.as_system(tenant).await.unwrap();
    let id = tx.new_id().unwrap();
    documents::enter(&tx, Entry { id, kind: "certificate", code: id.to_string(), sha256: slug.to_owned() }).await.unwrap();
    tx.commit_noted().await.unwrap();
}

#[actix_web::test]
async fn the_seal_is_made_anew_until_it_has_named_somebody() {
    let folder = TempDir::new().unwrap();
    let nameless = started(&folder, "").await;
    assert_eq!(nameless.seal.organisation(), "Operator not named yet");
    seals_something(&nameless, "acme").await;

    let named = started(&folder, "Acme d.o.o.").await;
    assert_eq!(named.seal.organisation(), "Acme d.o.o.");
    let before = nameless.seal.certificates();
    assert!(before.iter().all(|one| named.seal.certificates().contains(one)), "what was sealed stays authentic");

    let renamed = started(&folder, "Globex GmbH").await;
    assert_eq!(renamed.seal.organisation(), "Acme d.o.o.", "documents may bear it");
    let later = started(&folder, "").await;
    assert_eq!(later.seal.certificates(), named.seal.certificates(), "settings without a name change nothing");
}

#[actix_web::test]
async fn a_misspelt_name_can_be_put_right_while_nothing_is_sealed() {
    let folder = TempDir::new().unwrap();
    assert_eq!(started(&folder, "Acmee d.o.o.").await.seal.organisation(), "Acmee d.o.o.");
    assert_eq!(started(&folder, "Acme d.o.o.").await.seal.organisation(), "Acme d.o.o.");
}

#[actix_web::test]
async fn no_agreement_is_made_under_the_seal_of_another() {
    let world = World::new().await;
    world.realm().await;
    let ask = async |processor: Processor| {
        let app = actix_web::test::init_service(application(Application::new(world.kernel().clone(), processor))).await;
        let request = TestRequest::post().uri("/api/v1/public/dpa-requests").set_json(questions()).to_request();
        actix_web::test::call_service(&app, request).await.status().as_u16()
    };
    assert_eq!(ask(Processor { legal_name: "Globex GmbH".to_owned(), ..processor() }).await, 409);
    assert_eq!(ask(Processor { privacy_email: String::new(), ..processor() }).await, 409);
    assert_eq!(ask(processor()).await, 201);
    world.runs_its_jobs().await;
}
