//! A company asks for its data-processing agreement and has it, sealed, seconds later.

use serde_json::{Value, json};
use tutela::kernel::authz::Role;
use tutela::kernel::captcha;
use tutela::kernel::pdf::inspect;

use crate::actors::Caller;
use crate::answer::{Answer, Call};
use crate::world::{BASE_URL, World};

/// What a company answers.
pub fn questions() -> Value {
    json!({
        "legal_name": "Brezje Logistika d.o.o.",
        "register_no": "5678901000",
        "address": "Obrtniška ulica 7, 4000 Kranj",
        "country": "SI",
        "contact_email": "privacy@brezje.example",
        "signatory_name": "Živa Šuštar",
        "signatory_title": "direktorica",
        "language": "en",
    })
}

/// The answers with the proof of work that somebody without an account owes.
pub async fn proven(visitor: &Caller, mut body: Value) -> Value {
    body["captcha"] = json!(solved(visitor).await);
    body
}

/// A solved challenge.
pub async fn solved(visitor: &Caller) -> String {
    let challenge = visitor.get("/api/v1/public/captcha").await.is_ok().json;
    captcha::solve(&serde_json::from_value(challenge).unwrap()).expect("every challenge has a solution")
}

/// Asks as a visitor does.
pub async fn asks(visitor: &Caller, body: Value) -> Answer {
    visitor.post("/api/v1/public/dpa-requests", proven(visitor, body).await).await
}

/// Asks for an agreement; says its id.
pub async fn requested(world: &World) -> String {
    world.realm().await;
    asks(&world.visitor(), questions()).await.is_created().id()
}

/// The path of an absolute address of ours.
pub fn path_of(address: &str) -> String {
    address.strip_prefix(BASE_URL).unwrap_or_else(|| panic!("{address} is not ours")).to_owned()
}

/// Asks, lets the worker work, and fetches the PDF.
pub async fn sealed(world: &World, body: Value) -> (Answer, Vec<u8>) {
    world.realm().await;
    let visitor = world.visitor();
    let made = asks(&visitor, body).await.is_created();
    world.runs_its_jobs().await;
    let status = visitor.get(path_of(&made.string("status_url"))).await.is_ok();
    let pdf = visitor.get(path_of(&status.string("pdf_url"))).await.is_ok();
    assert_eq!(pdf.header("content-type"), "application/pdf");
    (status, pdf.bytes.to_vec())
}

pub async fn verdict(visitor: &Caller, pdf: &[u8]) -> Answer {
    let call = Call::post("/api/v1/public/documents/verification").body("application/pdf", pdf.to_vec());
    visitor.sends(call).await.is_ok()
}

#[actix_web::test]
async fn a_company_asks_and_gets_a_sealed_agreement_by_mail() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let visitor = world.visitor();
    let made = asks(&visitor, questions()).await.is_created();
    assert_eq!(made.header("location"), made.string("status_url"));
    let status = path_of(&made.string("status_url"));
    assert_eq!(visitor.get(&status).await.is_ok().string("state"), "requested");
    visitor.get(format!("{status}/pdf")).await.is_refused("not-sealed-yet");

    world.runs_its_jobs().await;
    let done = visitor.get(&status).await.is_ok();
    assert_eq!(done.string("state"), "sent");
    let pdf = visitor.get(path_of(&done.string("pdf_url"))).await.is_ok();
    assert_eq!(tutela::kernel::ids::sha256_hex(&pdf.bytes), done.string("pdf_sha256"));
    let seen = inspect(&pdf.bytes, world.kernel().seal.certificates());
    assert!(seen.is_authentic() && seen.certified, "{seen:#?}");
    world.shows_the_judges("dpa-en.pdf", &pdf.bytes);
    // The file as it was before the seal, which is the first revision of what was sealed.
    let end = pdf.bytes.windows(6).position(|bytes| bytes == b"%%EOF\n").unwrap() + 6;
    let unsealed = &pdf.bytes[..end];
    assert_eq!(tutela::kernel::pdf::check_structure(unsealed), Vec::<String>::new());
    assert!(inspect(unsealed, world.kernel().seal.certificates()).signatures.is_empty() && end < pdf.bytes.len());
    world.shows_the_judges("dpa-unsealed.pdf", unsealed);

    let mails = world.mailbox("privacy@brezje.example");
    assert_eq!((mails.len(), mails[0].attachments.len()), (1, 1), "{mails:#?}");
    let file = &mails[0].attachments[0];
    assert_eq!((file.mime.as_str(), &file.bytes[..]), ("application/pdf", &pdf.bytes[..]));
    assert!(file.name.ends_with(".pdf"), "{}", file.name);
    visitor.opens(mails[0].link()).await.is_ok();
    let wanted = [
        "dpa.agreement.requested",
        "dpa.agreement.generated",
        "dpa.signature.verified",
        "dpa.agreement.sealed",
        "dpa.agreement.sent",
    ];
    lena.finds_in_the_log(&wanted).await;
    lena.finds_in_the_log(&["dpa.agreement.downloaded"]).await;
}

#[actix_web::test]
async fn a_german_agreement_is_german() {
    let world = World::new().await;
    let mut body = questions();
    body["language"] = json!("de");
    let (_, pdf) = sealed(&world, body).await;
    world.shows_the_judges("dpa-de.pdf", &pdf);
    let mail = &world.mailbox("privacy@brezje.example")[0];
    assert!(mail.text.contains("Vertrag") || mail.text.contains("vereinbarung"), "{}", mail.text);
    let opened = lopdf::Document::load_mem(&pdf).unwrap();
    let language = opened.catalog().unwrap().get(b"Lang").and_then(lopdf::Object::as_str).unwrap();
    assert_eq!(language, b"de", "the document says its language");
}

#[actix_web::test]
async fn any_changed_byte_is_seen() {
    let world = World::new().await;
    let (status, pdf) = sealed(&world, questions()).await;
    let visitor = world.visitor();
    let genuine = verdict(&visitor, &pdf).await;
    assert_eq!((genuine.string("verdict"), &genuine.json["document"]["kind"]), ("authentic".into(), &json!("dpa")));
    assert_eq!(genuine.json["document"]["sha256"], status.json["pdf_sha256"]);
    assert_eq!(genuine.items_of("signatures").len(), 1);

    let step = pdf.len() / 60;
    for at in (0..pdf.len()).step_by(step).chain([1, pdf.len() - 1]) {
        let mut altered = pdf.clone();
        altered[at] ^= 1;
        assert_eq!(verdict(&world.visitor(), &altered).await.string("verdict"), "altered", "byte {at} of {}", pdf.len());
    }
    for length in [99, 75, 50, 30, 10, 1].map(|share| pdf.len() * share / 100).into_iter().chain([200, 90, 40]) {
        let seen = verdict(&world.visitor(), &pdf[..length]).await;
        assert_eq!(seen.string("verdict"), "truncated", "the first {length} bytes");
        // As long as the whole identifier is there, the document is named too.
        assert_eq!(seen.json["document"].is_null(), length == 40, "the first {length} bytes");
    }
    let object = &b"1 0 obj\n<</Type /Catalog>>\nendobj\n"[..];
    for (more, said) in [(&b"\n"[..], "continued"), (b"%%EOF\n", "continued"), (object, "truncated")] {
        let seen = verdict(&visitor, &[&pdf[..], more].concat()).await;
        assert_eq!((seen.string("verdict").as_str(), &seen.json["sealed_bytes"]), (said, &json!(pdf.len())));
        assert_eq!(verdict(&visitor, &[&pdf[..], more, b"%%EOF\n"].concat()).await.string("verdict"), "continued");
    }
}

#[actix_web::test]
async fn what_is_not_ours_is_unknown() {
    let world = World::new().await;
    world.realm().await;
    let visitor = world.visitor();
    for file in [&b"%PDF-1.7\n%%EOF\n"[..], b"GIF89a", b"\0\0\0\0", &[b'<'; 5000][..]] {
        assert_eq!(verdict(&visitor, file).await.string("verdict"), "unknown");
    }
    let empty = Call::post("/api/v1/public/documents/verification").body("application/pdf", Vec::new());
    visitor.sends(empty).await.is_invalid(&["body"]);
    let large = Call::post("/api/v1/public/documents/verification").body("application/pdf", vec![b'x'; 21 * 1024 * 1024]);
    visitor.sends(large).await.has_status(413);
    // Somebody else's seal on somebody else's paper.
    let other = World::new().await;
    let (_, foreign) = sealed(&other, questions()).await;
    let seen = verdict(&visitor, &foreign).await.string("verdict");
    assert_eq!(seen, "altered", "it bears our seal, but this register does not know it");
}

#[actix_web::test]
async fn a_paper_copy_can_be_looked_up_by_its_code() {
    let world = World::new().await;
    let (_, pdf) = sealed(&world, questions()).await;
    let visitor = world.visitor();
    let code = verdict(&visitor, &pdf).await.json["document"]["code"].as_str().unwrap().to_owned();
    let page = visitor.opens(format!("/verify/{code}")).await.is_ok();
    assert!(!page.text().contains("Živa Šuštar") && !page.text().contains("brezje.example"), "the directory names nobody");
    visitor.opens("/verify/AAAAAAAAAAAAAAAAAAAAAAAAAA").await.has_status(404);
    visitor.opens("/verify").await.is_ok();
}

#[actix_web::test]
async fn every_wrong_answer_of_the_form_is_named_at_once() {
    let world = World::new().await;
    world.realm().await;
    let ask = async |body: Value| world.visitor().post("/api/v1/public/dpa-requests", body).await;
    let all =
        ["legal_name", "register_no", "address", "country", "contact_email", "signatory_name", "signatory_title", "language"];
    ask(json!({})).await.is_invalid(&all);
    let with = |field: &str, value: Value| {
        let mut body = questions();
        body[field] = value;
        body
    };
    ask(with("legal_name", json!("x".repeat(100_000)))).await.is_invalid(&["legal_name"]);
    ask(with("signatory_name", json!("Party \u{1F389}"))).await.is_invalid(&["signatory_name"]);
    ask(with("legal_name", json!("חברת שלום בע״מ"))).await.is_invalid(&["legal_name"]);
    ask(with("legal_name", json!("شركة"))).await.is_invalid(&["legal_name"]);
    ask(with("country", json!("XX"))).await.is_invalid(&["country"]);
    ask(with("country", json!("Slovenia"))).await.is_invalid(&["country"]);
    ask(with("language", json!("sl"))).await.is_invalid(&["language"]);
    ask(with("contact_email", json!("a@b@c"))).await.is_invalid(&["contact_email"]);
    ask(with("contact_email", json!("x@y.example\r\nBcc: z@y.example"))).await.is_invalid(&["contact_email"]);
    ask(with("vat", json!("1"))).await.is_invalid(&["vat"]);
    ask(with("address", json!(["a"]))).await.is_invalid(&["address"]);
    world.runs_its_jobs().await;
    assert_eq!(world.database.number("SELECT count(*) FROM agreement").await, 0, "nothing half-written");
    assert!(world.mails().is_empty());
}

#[actix_web::test]
async fn a_name_is_a_name_and_no_instruction() {
    let world = World::new().await;
    for (number, name) in [
        "A) Tj ET Q q BT (B d.o.o.",
        "\\) <</JS (app.alert(1))>> endstream endobj",
        "$(id) {{ legal_name }} <b>x</b> & \"y\"",
        "%%EOF d.o.o.",
    ]
    .into_iter()
    .enumerate()
    {
        let mut body = questions();
        body["legal_name"] = json!(name);
        body["signatory_title"] = json!("{operator} { $number }");
        let (_, pdf) = sealed(&world, body).await;
        let seen = inspect(&pdf, world.kernel().seal.certificates());
        assert!(seen.is_authentic(), "{name}: {seen:#?}");
        world.shows_the_judges(&format!("dpa-hostile-{number}.pdf"), &pdf);
    }
}

#[actix_web::test]
async fn a_job_done_twice_makes_one_agreement_and_one_mail() {
    let world = World::new().await;
    let (status, pdf) = sealed(&world, questions()).await;
    world.database.run("UPDATE job SET state = 'queued', finished_at = NULL").await;
    world.runs_its_jobs().await;
    let path = path_of(&status.string("pdf_url"));
    assert_eq!(world.visitor().get(path).await.is_ok().bytes, pdf);
    let messages: std::collections::BTreeSet<_> =
        world.mailbox("privacy@brezje.example").into_iter().map(|mail| mail.message_id).collect();
    assert_eq!(messages.len(), 1, "one mail, however often it leaves");
    assert_eq!(world.database.number("SELECT count(*) FROM document").await, 1);
}

#[actix_web::test]
async fn an_address_is_needed_and_requests_are_counted() {
    let world = World::new().await;
    world.realm().await;
    let visitor = world.visitor();
    let first = asks(&visitor, questions()).await.is_created();
    let second = asks(&visitor, questions()).await.is_created();
    let token = |made: &Answer| made.string("status_url").rsplit('/').next().unwrap().to_owned();
    visitor.get(format!("/api/v1/public/dpa-requests/{}/{}", first.id(), token(&second))).await.is_not_found();
    visitor.get(format!("/api/v1/public/dpa-requests/{}/x", first.id())).await.is_not_found();
    let mut statuses = Vec::new();
    for at in 0..12 {
        let mut body = questions();
        body["contact_email"] = json!(format!("c{at}@brezje.example"));
        statuses.push(asks(&visitor, body).await.status.as_u16());
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn the_form_says_when_to_come_back() {
    let world = World::new().await;
    world.realm().await;
    let visitor = world.visitor();
    let body = questions();
    let fields: Vec<_> = body.as_object().unwrap().iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap())).collect();
    for _ in 0..6 {
        let captcha = solved(&visitor).await;
        let fields = [&fields[..], &[("captcha", captcha.as_str())]].concat();
        visitor.submits("/dpa", &fields).await.has_status(303);
    }
    let captcha = solved(&visitor).await;
    let solved_too = [&fields[..], &[("captcha", captcha.as_str())]].concat();
    let refused = visitor.submits("/dpa", &solved_too).await.has_status(429);
    assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
    assert!(refused.text().contains("Brezje"), "what was written stays in the form");
    visitor.submits("/dpa", &[("language", "en")]).await.has_status(422);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn whoever_looks_after_agreements_hears_of_one_that_stopped() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let sam = world.operator("Sam", Role::Support).await;
    let register = include_str!("../../templates/demo/subprocessors.toml");
    let mut astray = tutela::vendors::subprocessors::read_register(register).unwrap().remove(0);
    astray.country = "US".to_owned();
    astray.upkeep.review_due_at = world.now().checked_add_months(chrono::Months::new(12));
    let tx = world.kernel().platform_as_system(world.realm().await).await.unwrap();
    tutela::vendors::subprocessors::enter(&tx, astray).await.unwrap();
    tx.commit_noted().await.unwrap();

    let made = asks(&world.visitor(), questions()).await.is_created();
    world.runs_its_jobs().await;
    assert_eq!(world.visitor().get(path_of(&made.string("status_url"))).await.is_ok().string("state"), "failed");
    let mails = world.mailbox(&lena.email);
    assert_eq!(mails.len(), 1, "{mails:#?}");
    assert!(mails[0].text.contains("no ground of transfer") && mails[0].link().ends_with(&made.id()), "{}", mails[0].text);
    assert!(world.mailbox(&sam.email).is_empty(), "support does not look after agreements");
    assert!(world.mailbox("privacy@brezje.example").is_empty());

    world.database.run("DELETE FROM subprocessor").await;
    lena.posts(format!("/api/v1/dpa-requests/{}/retry", made.id())).await.is_accepted();
    world.runs_its_jobs().await;
    assert_eq!(world.mailbox("privacy@brezje.example").len(), 1);
}

#[actix_web::test]
async fn only_the_operators_staff_see_requests() {
    let world = World::new().await;
    let id = requested(&world).await;
    let lena = world.operator("Lena", Role::Legal).await;
    let sam = world.operator("Sam", Role::Support).await;
    let acme = world.tenant("Acme").await;
    world.runs_its_jobs().await;
    assert_eq!(lena.get("/api/v1/dpa-requests?state=sent&limit=5").await.is_ok().each("id"), [id.as_str()]);
    lena.get("/api/v1/dpa-requests?sate=sent").await.has_status(422);
    lena.get(format!("/api/v1/dpa-requests/{id}/pdf")).await.is_ok();
    sam.get("/api/v1/dpa-requests").await.is_forbidden();
    for person in acme.people() {
        person.get("/api/v1/dpa-requests").await.is_forbidden();
        person.get(format!("/api/v1/dpa-requests/{id}")).await.is_forbidden();
    }
    lena.posts(format!("/api/v1/dpa-requests/{id}/retry")).await.is_refused("not-stopped");
    lena.posts(format!("/api/v1/dpa-requests/{id}/mail")).await.is_accepted();
    world.runs_its_jobs().await;
    assert_eq!(world.mailbox("privacy@brezje.example").len(), 2);
    lena.finds_in_the_log(&["dpa.agreement.resent"]).await;
}

#[actix_web::test]
async fn whoever_has_no_account_proves_some_work() {
    let world = World::new().await;
    world.realm().await;
    let visitor = world.visitor();
    let path = "/api/v1/public/dpa-requests";
    visitor.post(path, questions()).await.is_refused("captcha-needed");
    let page = visitor.submits("/dpa", &fields_of(&questions())).await.has_status(409).text();
    assert!(page.contains("has not run") && page.contains("data-captcha") && page.contains("Brezje"), "{page}");
    let mut wrong = questions();
    wrong["captcha"] = json!("e30=");
    visitor.post(path, wrong).await.is_refused("captcha-wrong");
    let body = proven(&visitor, questions()).await;
    visitor.post(path, body.clone()).await.is_created();
    visitor.post(path, body).await.is_refused("captcha-used");
    let old = proven(&visitor, questions()).await;
    world.waits(chrono::Duration::minutes(10) + chrono::Duration::seconds(1));
    visitor.post(path, old).await.is_refused("captcha-expired");
    let foreign = World::new().await;
    let mut another = questions();
    another["contact_email"] = json!("another@brezje.example");
    visitor.post(path, proven(&foreign.visitor(), another).await).await.is_refused("captcha-wrong");
    // Who asks often gets harder ones.
    let most = async || visitor.get("/api/v1/public/captcha").await.is_ok().json["maxnumber"].as_u64().unwrap();
    let mut seen = Vec::new();
    for _ in 0..70 {
        seen.push(most().await);
    }
    assert!(seen.first() < seen.get(45) && seen.get(45) < seen.last(), "{seen:?}");
    world.runs_its_jobs().await;
}

fn fields_of(body: &Value) -> Vec<(&str, &str)> {
    body.as_object().unwrap().iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap())).collect()
}
