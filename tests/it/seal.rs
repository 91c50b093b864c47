//! Whom the seal names: nobody while the operator has no name, then the operator, and never somebody else.

use actix_web::test::TestRequest;
use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;
use tutela::agreements::dpa::Processor;
use tutela::app::{Application, Settings, application, assemble, replace_seal, show_seal};
use tutela::kernel::Kernel;
use tutela::kernel::authz::Realm;
use tutela::kernel::clock::{Clock as _, SystemClock};
use tutela::kernel::documents::{self, Entry};
use tutela::kernel::i18n::Locale;
use tutela::kernel::pdf::{
    Anchor, Description, Error, Purpose, Seal, Sheet, SignatureField, SigningDetails, finish, inspect, open_pkcs12,
};
use tutela::kernel::tenancy::TenantId;
use tutela::people::tenants::{self, NewTenant};

use crate::dpa::{proven, questions};
use crate::openssl::openssl;
use crate::world::{World, processor};

/// The time of this machine, which is also that of openssl.
fn now() -> DateTime<Utc> {
    SystemClock.now()
}

/// Starts the product over a folder, as an operator of this name would.
async fn started(folder: &TempDir, legal_name: &str) -> Kernel {
    assemble(&settings(folder, legal_name, &[])).await.unwrap()
}

fn settings(folder: &TempDir, legal_name: &str, more: &[(&'static str, String)]) -> Settings {
    let country = if legal_name.is_empty() { "" } else { "SI" };
    let data = folder.path().display().to_string();
    let database = format!("sqlite:{data}/tutela.db");
    let mut overrides = vec![
        ("data", data),
        ("database_url", database),
        ("operator_legal_name", legal_name.to_owned()),
        ("operator_country", country.to_owned()),
    ];
    overrides.extend(more.iter().cloned());
    Settings::read(None, &overrides).unwrap()
}

/// A file that this seal sealed at that time.
fn sealed(seal: &Seal, at: DateTime<Utc>) -> Vec<u8> {
    signs(seal, at).unwrap()
}

fn signs(seal: &Seal, at: DateTime<Utc>) -> Result<Vec<u8>, Error> {
    let mut sheet = Sheet::portrait("Paper", "1");
    sheet.heading(1, "Paper").paragraph("Words.");
    let about = Description {
        title: "Paper".to_owned(),
        author: "Somebody".to_owned(),
        subject: "Paper".to_owned(),
        language: "en".to_owned(),
        identifier: seal.identifier(uuid::Uuid::from_u128(7)),
        created_at: DateTime::UNIX_EPOCH + TimeDelta::days(20_000),
    };
    let plain = finish(sheet, &about, &[], &[SignatureField { name: "Seal", label: "Seal" }]).unwrap();
    let details = SigningDetails {
        field: "Seal",
        signer_name: "Somebody",
        reason: "Sealed",
        location: "",
        contact: "",
        at,
        purpose: Purpose::Certification,
    };
    seal.sign(&plain, &details)
}

#[actix_web::test]
async fn a_renamed_operator_rotates_the_seal_and_goes_on() {
    let folder = TempDir::new().unwrap();
    let before = started(&folder, "Acme d.o.o.").await;
    seals_something(&before, "acme").await;
    exists(&before, "operator", Realm::Operator).await;
    let old = sealed(&before.seal, now());
    let renamed = settings(&folder, "Globex GmbH", &[]);
    assert_eq!(assemble(&renamed).await.unwrap().seal.organisation(), "Acme d.o.o.", "not by itself");

    // Whoever has the old key will sign with it then.
    let late = sealed(&before.seal, now() + TimeDelta::hours(1));
    replace_seal(&renamed).await.unwrap();
    show_seal(&renamed).unwrap();
    // The process that was not restarted would sign in the name of a seal that vouches for nothing any more.
    let refused = signs(&before.seal, now()).unwrap_err();
    assert!(matches!(refused, Error::Replaced) && refused.is_temporary() && refused.to_string().contains("Restart"), "{refused}");
    let after = assemble(&renamed).await.unwrap();
    assert_eq!(after.seal.organisation(), "Globex GmbH", "agreements are made again: the two names are the same");
    let seen = inspect(&old, after.seal.certificates());
    assert!(seen.is_authentic() && seen.documents.len() == 1, "what was sealed before stays ours: {seen:#?}");
    assert!(inspect(&sealed(&after.seal, now()), after.seal.certificates()).is_authentic());
    let seen = inspect(&late, after.seal.certificates());
    assert!(seen.signatures[0].intact && !seen.signatures[0].trusted, "a seal that was replaced vouches for nothing later");

    // What a seal signed until is written in whole seconds.
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    replace_seal(&renamed).await.unwrap();
    let third = assemble(&renamed).await.unwrap();
    let log = third.register().await.unwrap();
    let realm = tenants::operator_realm(&log).await.unwrap().unwrap().id;
    drop(log);
    let rows = third.read_as_system(realm).await.unwrap().rows::<entity::audit_event::Entity>().all().await.unwrap();
    let said: Vec<_> = rows.iter().filter(|row| row.name == "dpa.seal.replaced").collect();
    assert_eq!(said.len(), 2, "the operator's log says each replacement: {rows:#?}");
    assert_ne!(third.seal.root_pem(), after.seal.root_pem());
    assert!(inspect(&old, third.seal.certificates()).is_authentic(), "through two rotations");
    let pem = third.seal.every_chain_pem();
    assert_eq!((pem.matches("BEGIN CERTIFICATE").count(), pem.matches("# Sealed until 20").count()), (6, 2), "{pem}");
    let place = |seal: &Seal| pem.find(seal.root_pem().trim()).expect("every root that ever was");
    assert!(
        pem.starts_with("# Seals now\n") && place(&third.seal) < place(&after.seal) && place(&after.seal) < place(&before.seal)
    );
    assert!(replace_seal(&settings(&folder, "", &[])).await.unwrap_err().to_string().contains("operator_legal_name"));
}

#[actix_web::test]
async fn the_operator_seals_with_a_certificate_of_an_authority() {
    let (folder, keys) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let here = keys.path();
    std::fs::write(here.join("leaf.ext"), "keyUsage=critical,nonRepudiation\n").unwrap();
    std::fs::write(here.join("password"), "Ključ 1\n").unwrap();
    openssl(here, "ecparam -name prime256v1 -genkey -noout -out ca.key");
    openssl(here, "req -x509 -new -key ca.key -out ca.pem -days 30 -subj /C=SI/O=Authority/CN=Authority");
    let leaf = |name: &str, organisation: &str| {
        openssl(here, "ecparam -name prime256v1 -genkey -noout -out key.pem");
        openssl(here, &format!("req -new -key key.pem -out leaf.csr -subj /C=SI/O={organisation}/CN=Seal"));
        openssl(here, "x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 -extfile leaf.ext -out leaf.pem");
        openssl(here, &format!("pkcs12 -export -inkey key.pem -in leaf.pem -certfile ca.pem -out {name} -passout file:password"));
        openssl(here, "x509 -in leaf.pem -outform DER")
    };
    let first = leaf("first.p12", "Acme");
    let with = |name: &str| {
        let file = |name: &str| here.join(name).display().to_string();
        [("seal_pkcs12", file(name)), ("seal_pkcs12_password_file", file("password"))]
    };
    let kernel = assemble(&settings(&folder, "Acme", &with("first.p12"))).await.unwrap();
    assert_eq!(kernel.seal.organisation(), "Acme");
    assert_eq!(kernel.seal.certificates(), [Anchor::new(first)], "the authority issues certificates to others, too");
    assert_eq!(kernel.seal.chain_pem().matches("BEGIN").count(), 2);
    let later = now() + TimeDelta::seconds(5);
    let old = sealed(&kernel.seal, later);
    assert!(inspect(&old, kernel.seal.certificates()).is_authentic());

    let refused =
        async |name: &str, operator: &str| replace_seal(&settings(&folder, operator, &with(name))).await.unwrap_err().to_string();
    assert!(refused("first.p12", "Acme").await.contains("seals already"));
    leaf("other.p12", "Globex");
    assert!(refused("other.p12", "Acme").await.contains("names the organisation"));
    let others = Seal::load(&Seal::generate("Acme", "SI", later).unwrap().pkcs8, Vec::new());
    assert!(others.is_err());
    leaf("second.p12", "Acme");
    replace_seal(&settings(&folder, "Acme", &with("second.p12"))).await.unwrap();
    let rotated = assemble(&settings(&folder, "Acme", &with("second.p12"))).await.unwrap();
    assert_eq!(rotated.seal.certificates().len(), 2, "one now, one before");
    assert_eq!(inspect(&old, rotated.seal.certificates()).documents.len(), 1, "it is known as ours");

    // What is sealed so is judged outside: an agreement under the certificate of an authority.
    let name = processor().legal_name;
    std::fs::write(
        here.join("ours.cnf"),
        format!("[req]\nprompt = no\nutf8 = yes\ndistinguished_name = us\n[us]\nC = SI\nO = {name}\nCN = Seal\n"),
    )
    .unwrap();
    openssl(here, "req -new -key key.pem -out leaf.csr -config ours.cnf");
    openssl(here, "x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 -extfile leaf.ext -out leaf.pem");
    openssl(here, "pkcs12 -export -inkey key.pem -in leaf.pem -certfile ca.pem -out ours.p12 -passout file:password");
    let (key, chain) = open_pkcs12(&std::fs::read(here.join("ours.p12")).unwrap(), "Ključ 1").unwrap();
    let world = World::with(now() + TimeDelta::seconds(5), Seal::load(&key, chain).unwrap().issued_by_others()).await;
    let (_, agreement) = crate::dpa::sealed(&world, questions()).await;
    let seen = crate::dpa::verdict(&world.visitor(), &agreement).await;
    assert_eq!(
        (seen.string("verdict"), &seen.json["signatures"][0]["issuer"]),
        ("authentic".to_owned(), &serde_json::json!("Authority"))
    );
    world.shows_the_judges("dpa-pkcs12.pdf", &agreement);

    let password = format!("{}.none", here.display());
    let missing = [("seal_pkcs12", here.join("first.p12").display().to_string()), ("seal_pkcs12_password_file", password)];
    assert!(replace_seal(&settings(&folder, "Acme", &missing)).await.unwrap_err().to_string().contains("password_file"));
}

#[actix_web::test]
async fn nothing_is_sealed_with_a_certificate_that_has_ended() {
    let made = Seal::generate("Acme", "SI", now() - TimeDelta::days(11 * 366)).unwrap();
    let world = World::with(now(), Seal::load(&made.pkcs8, made.certificates).unwrap()).await;
    let app = application(Application::new(world.kernel().clone(), Processor { legal_name: "Acme".to_owned(), ..processor() }));
    let app = actix_web::test::init_service(app).await;
    world.realm().await;
    let request =
        TestRequest::post().uri("/api/v1/public/dpa-requests").set_json(proven(&world.visitor(), questions()).await).to_request();
    assert_eq!(actix_web::test::call_service(&app, request).await.status().as_u16(), 201);
    world.tries_its_jobs().await;
    let failure = world.database.texts("SELECT failure FROM agreement WHERE state = 'failed'").await;
    assert!(failure.len() == 1 && failure[0].contains("tutela seal rotate"), "{failure:?}");
    let metrics = world.visitor().get("/metrics").await.is_ok();
    assert!(metrics.text().contains("tutela_seal_not_after_seconds"), "{}", metrics.text());
}

async fn exists(kernel: &Kernel, slug: &str, kind: Realm) -> TenantId {
    let new = NewTenant {
        slug: slug.to_owned(),
        name: "Acme".to_owned(),
        kind,
        locale: Locale::En,
        zone: "Europe/Ljubljana".to_owned(),
        accent: None,
    };
    tenants::create(kernel, new).await.unwrap()
}

async fn seals_something(kernel: &Kernel, slug: &str) {
    let tenant = exists(kernel, slug, Realm::Tenant).await;
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
    let kept: Vec<_> =
        named.seal.certificates().iter().filter(|anchor| anchor.until.is_some()).map(|anchor| &anchor.der).collect();
    assert!(kept.into_iter().eq(nameless.seal.certificates().iter().map(|anchor| &anchor.der)), "what was sealed stays ours");

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
        let request = TestRequest::post()
            .uri("/api/v1/public/dpa-requests")
            .set_json(proven(&world.visitor(), questions()).await)
            .to_request();
        actix_web::test::call_service(&app, request).await.status().as_u16()
    };
    assert_eq!(ask(Processor { legal_name: "Globex GmbH".to_owned(), ..processor() }).await, 409);
    assert_eq!(ask(Processor { privacy_email: String::new(), ..processor() }).await, 409);
    assert_eq!(ask(processor()).await, 201);
    world.runs_its_jobs().await;
}
