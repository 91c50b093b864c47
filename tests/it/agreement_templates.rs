//! The text of agreements is data: the operator's lawyers bring their own, a second person approves it, and it is refused with
//! file and line when it does not hold together.

use futures_util::future::join;
use serde_json::{Value, json};
use tutela::agreements::templates::enter_shipped;
use tutela::kernel::authz::Role;
use tutela::kernel::pdf::inspect;

use crate::actors::Person;
use crate::answer::Answer;
use crate::dpa::{asks, questions, requested, sealed, verdict};
use crate::world::World;

pub const API: &str = "/api/v1/operator/dpa-templates";
const CONFIG: &str = include_str!("../../templates/legal/dpa/1.0.0/template.toml");
const EN: &str = include_str!("../../templates/legal/dpa/1.0.0/en.md");
const DE: &str = include_str!("../../templates/legal/dpa/1.0.0/de.md");

/// The shipped text with another number and one clause more.
pub fn own_text(version: &str) -> Value {
    let (old, new) = ("version = \"1.0.0\"", format!("version = \"{version}\""));
    let mark = "{#confidentiality-list}\n";
    let entry = "[[clause]]\nanchor = \"confidentiality-oath\"\nperformed_by = \"operator\"\n";
    let more = |text: &str, clause: &str| text.replacen(mark, &format!("{mark}+ {clause} {{#confidentiality-oath}}\n"), 1);
    json!({
        "template_toml": format!("{}\n{entry}", CONFIG.replacen(old, &new, 1)),
        "en_md": more(EN, "Everyone with access has taken an oath."),
        "de_md": more(DE, "Alle mit Zugang haben einen Eid geleistet."),
        "note": "One clause more.",
    })
}

/// Brings a version; says its id.
async fn uploads(person: &Person, version: &str) -> String {
    person.post(API, own_text(version)).await.is_created().id()
}

/// Brings a version that the other one approves and that is published.
async fn publishes(author: &Person, approver: &Person, version: &str) -> String {
    let id = uploads(author, version).await;
    approver.post(format!("{API}/{id}/approval"), json!({ "revision": 1 })).await.is_ok();
    author.posts(format!("{API}/{id}/publication")).await.is_ok();
    id
}

pub async fn staff(world: &World) -> (Person, Person) {
    (world.operator("Lena", Role::Legal).await, world.operator("Silvo", Role::Security).await)
}

fn states(list: &Answer) -> Vec<(String, String)> {
    let mut states: Vec<_> =
        list.items().iter().map(|one| (one["version"].as_str().unwrap().into(), one["state"].as_str().unwrap().into())).collect();
    states.sort();
    states
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(version, state)| ((*version).to_owned(), (*state).to_owned())).collect()
}

#[actix_web::test]
async fn the_text_that_comes_with_the_product_is_published_at_the_first_start() {
    let world = World::new().await;
    enter_shipped(world.kernel()).await.unwrap();
    let (lena, _) = staff(&world).await;
    enter_shipped(world.kernel()).await.unwrap();
    enter_shipped(&world.another_server().await).await.unwrap();
    let list = lena.get(API).await.is_ok();
    assert_eq!(states(&list), pairs(&[("1.0.0", "published")]));
    let shipped = &list.items()[0];
    assert_eq!(
        (&shipped["origin"], &shipped["uploaded_by"], &shipped["agreements"]),
        (&json!("shipped"), &Value::Null, &json!(0))
    );
    sealed(&world, questions()).await;
    assert_eq!(lena.get(API).await.is_ok().items()[0]["agreements"], json!(1));
    let without = "SELECT count(*) FROM agreement WHERE template_version NOT IN (SELECT version FROM agreement_template)";
    assert_eq!(world.database.number(without).await, 0);
    lena.finds_in_the_log(&["dpa.template.uploaded", "dpa.template.published"]).await;
}

#[actix_web::test]
async fn a_changed_text_under_the_same_number_stops_the_start() {
    let world = World::new().await;
    world.realm().await;
    enter_shipped(world.kernel()).await.unwrap();
    world.database.run("UPDATE agreement_template SET de_md_sha256 = 'another'").await;
    let error = enter_shipped(world.kernel()).await.unwrap_err();
    assert_eq!(error.code(), "template-changed");
    assert!(error.to_string().contains("version 1.0.0") && error.to_string().contains("new version number"), "{error}");
}

#[actix_web::test]
async fn a_new_agreement_is_made_from_the_own_text_and_an_old_one_stays_what_it_is() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let (before, old_pdf) = sealed(&world, questions()).await;
    let id = publishes(&lena, &silvo, "1.1.0").await;
    assert_eq!(states(&lena.get(API).await.is_ok()), pairs(&[("1.0.0", "retired"), ("1.1.0", "published")]));

    let (after, new_pdf) = sealed(&world, questions()).await;
    let seen = inspect(&new_pdf, world.kernel().seal.certificates());
    assert!(seen.is_authentic());
    world.shows_the_judges("dpa-own-text.pdf", &new_pdf);
    let template = |json: String| serde_json::from_str::<Value>(&json).unwrap()["template"].clone();
    let rows = world.database.texts("SELECT json FROM agreement ORDER BY requested_at, id").await;
    let made: Vec<Value> = rows.into_iter().map(template).collect();
    let version = lena.get(format!("{API}/{id}")).await.is_ok();
    assert_eq!((&made[0]["version"], &made[1]["version"]), (&json!("1.0.0"), &json!("1.1.0")));
    assert_eq!(made[1]["sha256"], version.json["sha256"]["en_md"]);
    assert_eq!(version.json["agreements"], json!(1));

    // The old one: the same file, still authentic; and drawn again it is drawn from the text it was made from.
    let visitor = world.visitor();
    assert_eq!(verdict(&visitor, &old_pdf).await.string("verdict"), "authentic");
    let number = before.string("number");
    world.database.run(&format!("UPDATE agreement SET state = 'generated', file_id = NULL WHERE number = '{number}'")).await;
    world.database.run("DELETE FROM document").await;
    world.database.run("DELETE FROM stored_file").await;
    world.database.run("UPDATE job SET state = 'queued', finished_at = NULL WHERE kind = 'dpa.generate'").await;
    world.runs_its_jobs().await;
    let again = lena.get(format!("/api/v1/dpa-requests/{}", before.id())).await.is_ok();
    assert_eq!((again.string("state").as_str(), again.string("json_sha256")), ("sent", before.string("json_sha256")));
    assert_ne!(after.string("json_sha256"), before.string("json_sha256"));
    let all = ["dpa.template.uploaded", "dpa.template.approved", "dpa.template.published", "dpa.template.retired"];
    lena.finds_in_the_log(&all).await;
}

#[actix_web::test]
async fn a_text_out_of_use_makes_no_agreement_until_another_one_is_published() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let acme = world.tenant("Acme").await;
    let (before, pdf) = sealed(&world, questions()).await;
    let shipped = lena.get(API).await.is_ok().items()[0]["id"].as_str().unwrap().to_owned();
    let page = format!("/operator/templates/{shipped}");
    assert!(lena.opens(&page).await.is_ok().text().contains(&format!("{page}/retirement")));
    lena.submits(format!("{page}/retirement"), &[]).await.has_status(303);
    let told = lena.submits(format!("{page}/retirement"), &[]).await.has_status(409).text();
    assert!(told.contains("Only the version that agreements are made from"), "{told}");
    lena.posts(format!("{API}/{shipped}/retirement")).await.is_refused("template-not-published");
    let seen = lena.get(format!("{API}/{shipped}")).await.is_ok();
    assert_eq!((seen.string("state"), seen.json["retired_by"].is_string()), ("retired".into(), true));
    lena.finds_in_the_log(&["dpa.template.retired"]).await;

    // Whoever asks is told so, nothing is kept, and what there is stays readable.
    let visitor = world.visitor();
    asks(&visitor, questions()).await.is_refused("no-agreement-text");
    acme.owner.post("/api/v1/agreements", questions()).await.is_refused("no-agreement-text");
    assert_eq!(world.database.number("SELECT count(*) FROM agreement").await, 1);
    assert_eq!(world.database.number("SELECT count(*) FROM held_agreement").await, 0);
    let told = visitor.opens("/dpa").await.has_status(409).text();
    assert!(told.contains("No text of the agreement is in use"), "{told}");
    visitor.opens("/dpa/versions/1.0.0").await.is_ok();
    assert_eq!(verdict(&visitor, &pdf).await.string("verdict"), "authentic");
    assert_eq!(lena.get(format!("/api/v1/dpa-requests/{}", before.id())).await.is_ok().string("state"), "viewed");

    // A program that starts anew, or brings another text, does not decide for people.
    enter_shipped(world.kernel()).await.unwrap();
    world.database.run("UPDATE agreement_template SET version = '0.9.0'").await;
    enter_shipped(&world.another_server().await).await.unwrap();
    assert_eq!(states(&lena.get(API).await.is_ok()), pairs(&[("0.9.0", "retired"), ("1.0.0", "approved")]));
    publishes(&lena, &silvo, "1.1.0").await;
    sealed(&world, questions()).await;
}

#[actix_web::test]
async fn an_agreement_is_never_drawn_from_another_text_than_it_was_made_from() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let (before, _) = sealed(&world, questions()).await;
    publishes(&lena, &silvo, "1.1.0").await;
    // Somebody with the disk in their hands puts the new text in the place of the old one.
    world.database.run("UPDATE agreement_template SET state = 'withdrawn' WHERE version = '1.0.0'").await;
    world.database.run("UPDATE agreement_template SET version = '1.0.0' WHERE version = '1.1.0'").await;
    world.database.run("UPDATE agreement SET state = 'generated', file_id = NULL").await;
    world.database.run("DELETE FROM document").await;
    world.database.run("UPDATE job SET state = 'queued', finished_at = NULL WHERE kind = 'dpa.generate'").await;
    world.tries_its_jobs().await;
    let row = lena.get("/api/v1/dpa-requests").await.is_ok();
    let (state, failure) = (row.each("state")[0].clone(), row.each("failure")[0].clone());
    assert_eq!(state, "failed", "{}", before.text());
    assert!(failure.contains("not the one this agreement was made from"), "{failure}");
}

#[actix_web::test]
async fn everything_that_is_wrong_is_told_at_once_with_file_and_line() {
    let world = World::new().await;
    let (lena, _) = staff(&world).await;
    let mut broken = own_text("1.1.0");
    let line = |text: &str| text.lines().position(|line| line.starts_with("+ ")).unwrap() + 1;
    broken["en_md"] =
        json!(EN.replacen("+ ", "Dear {{customer.nickname}}, we work to industry standard.\n## Empty {#empty}\n+ ", 1));
    broken["de_md"] = json!(DE.replacen("+ ", "* Stern\n+ ", 1));
    broken["template_toml"] = json!(CONFIG.replace("value = 30, floor = 30", "value = 3, floor = 3"));
    let answer = lena.post(API, broken).await.has_status(422).has_code("invalid");
    let found: Vec<_> =
        answer.items_of("errors").iter().map(|one| (one["field"].as_str().unwrap(), one["code"].as_str().unwrap())).collect();
    let (en, de) = (line(EN), line(DE));
    for wanted in [
        (format!("en_md.{en}"), "no-variable"),
        (format!("en_md.{en}"), "empty-phrase"),
        (format!("de_md.{de}"), "line-start"),
        (format!("template_toml.{}", CONFIG.lines().position(|line| line.starts_with("notice_days")).unwrap() + 1), "term"),
    ] {
        assert!(found.contains(&(wanted.0.as_str(), wanted.1)), "{wanted:?} in {found:?}");
    }
    let detail = answer.items_of("errors").iter().find(|one| one["code"] == "no-variable").unwrap()["detail"].as_str().unwrap();
    assert!(detail.starts_with(&format!("en.md, line {en}: ")) && detail.contains("customer.nickname"), "{detail}");
    assert_eq!(states(&lena.get(API).await.is_ok()).len(), 1, "nothing was kept");
}

#[actix_web::test]
async fn what_is_no_text_or_too_much_of_it_is_refused() {
    let world = World::new().await;
    let (lena, _) = staff(&world).await;
    let with = |field: &str, value: Value| {
        let mut body = own_text("1.1.0");
        body[field] = value;
        body
    };
    let large = lena.post(API, with("en_md", json!("x".repeat(600 * 1024)))).await.has_status(422);
    assert_eq!(
        (&large.items_of("errors")[0]["field"], &large.items_of("errors")[0]["code"]),
        (&json!("en_md.1"), &json!("too-large"))
    );
    lena.post(API, with("en_md", json!("x".repeat(3 * 1024 * 1024)))).await.has_status(413);
    lena.post(API, with("en_md", json!(7))).await.is_invalid(&["en_md"]);
    lena.post(API, with("colour", json!("red"))).await.is_invalid(&["colour"]);
    lena.post(API, json!({})).await.has_status(422);
    lena.post(API, with("note", json!("x".repeat(1001)))).await.is_invalid(&["note"]);
    let endless = "word ".repeat(20_000);
    for hostile in
        ["A) Tj ET Q q BT (B", "\\) << /JS (app.alert(1)) >> endstream endobj", "%%EOF", "$(id) & \"y\" 'z'", endless.trim_end()]
    {
        let text = |text: &str| text.replacen("{#confidentiality-list}", &format!("{hostile} {{#confidentiality-list}}"), 1);
        let mut body = own_text("9.9.9");
        body["en_md"] = json!(text(body["en_md"].as_str().unwrap()));
        body["de_md"] = json!(text(body["de_md"].as_str().unwrap()));
        let id = lena.post(API, body).await.is_created().id();
        let pdf = lena.get(format!("{API}/{id}/preview")).await.is_ok();
        assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
        assert_eq!(tutela::kernel::pdf::check_structure(&pdf.bytes), Vec::<String>::new(), "{hostile}");
        lena.posts(format!("{API}/{id}/withdrawal")).await.is_ok();
    }
    // However it was typed, it is the same text.
    let plain = uploads(&lena, "1.1.0").await;
    let hash = lena.get(format!("{API}/{plain}")).await.is_ok().json["sha256"]["de_md"].clone();
    lena.posts(format!("{API}/{plain}/withdrawal")).await.is_ok();
    let mut windows = own_text("1.1.0");
    windows["de_md"] = json!(format!("\u{FEFF}{}", windows["de_md"].as_str().unwrap().replace('\n', "\r\n")));
    assert_eq!(lena.post(API, windows).await.is_created().json["sha256"]["de_md"], hash);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_number_means_one_version() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    lena.post(API, own_text("1.0.0")).await.is_invalid(&["template_toml"]);
    let (one, other) = join(lena.post(API, own_text("2.0.0-acme")), lena.post(API, own_text("2.0.0-acme"))).await;
    let mut answers = [one.status.as_u16(), other.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [201, 422], "{} {}", one.text(), other.text());
    let id = if answers[0] == one.status.as_u16() { one.id() } else { other.id() };
    lena.posts(format!("{API}/{id}/withdrawal")).await.is_ok();
    lena.posts(format!("{API}/{id}/withdrawal")).await.is_refused("template-in-use");
    let again = uploads(&lena, "2.0.0-acme").await;
    silvo.post(format!("{API}/{id}/approval"), json!({ "revision": 1 })).await.is_refused("template-not-draft");
    silvo.post(format!("{API}/{again}/approval"), json!({ "revision": 1 })).await.is_ok();
    lena.finds_in_the_log(&["dpa.template.withdrawn"]).await;
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_second_person_approves_exactly_what_they_read() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let nora = world.operator("Nora", Role::Legal).await;
    let id = uploads(&lena, "1.1.0").await;
    let (draft, approval) = (format!("{API}/{id}"), format!("{API}/{id}/approval"));
    lena.post(&approval, json!({ "revision": 1 })).await.is_refused("template-own");
    lena.posts(format!("{API}/{id}/publication")).await.is_refused("template-not-approved");
    let mut anew = own_text("1.1.1");
    anew["revision"] = json!(1);
    assert_eq!(nora.put(&draft, anew.clone()).await.is_ok().json["revision"], json!(2));
    // Whoever wrote last cannot approve either, and nobody approves what is no longer there.
    nora.post(&approval, json!({ "revision": 2 })).await.is_refused("template-own");
    lena.post(&approval, json!({ "revision": 2 })).await.is_refused("template-own");
    silvo.post(&approval, json!({ "revision": 1 })).await.is_refused("changed-elsewhere");
    lena.put(&draft, anew).await.is_refused("changed-elsewhere");
    silvo.post(&approval, json!({})).await.is_invalid(&["revision"]);
    let approved = silvo.post(&approval, json!({ "revision": 2 })).await.is_ok();
    assert_eq!((approved.string("state"), approved.string("version")), ("approved".into(), "1.1.1".into()));
    lena.put(&draft, own_text("1.1.2")).await.is_refused("template-not-draft");
    let files = lena.get(format!("{API}/{id}/files")).await.is_ok();
    assert_eq!(tutela::kernel::ids::sha256_hex(files.string("en_md").as_bytes()), approved.json["sha256"]["en_md"]);
    lena.finds_in_the_log(&["dpa.template.changed"]).await;
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn one_version_is_published_however_many_try_at_once() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let nora = world.operator("Nora", Role::Legal).await;
    let (one, two) = (uploads(&lena, "1.1.0").await, uploads(&lena, "1.2.0").await);
    for id in [&one, &two] {
        silvo.post(format!("{API}/{id}/approval"), json!({ "revision": 1 })).await.is_ok();
    }
    let publication = |id: &str| format!("{API}/{id}/publication");
    let (first, second) = join(lena.posts(publication(&one)), nora.posts(publication(&one))).await;
    let mut answers = [first.status.as_u16(), second.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [200, 409], "{} {}", first.text(), second.text());
    let (_, _) = join(lena.posts(publication(&one)), nora.posts(publication(&two))).await;
    let published = "SELECT count(*) FROM agreement_template WHERE state = 'published'";
    assert_eq!(world.database.number(published).await, 1);
    requested(&world).await;
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn the_operators_lawyers_manage_and_a_second_role_approves() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let sam = world.operator("Sam", Role::Support).await;
    let acme = world.tenant("Acme").await;
    let id = uploads(&lena, "1.1.0").await;
    silvo.post(API, own_text("1.2.0")).await.is_forbidden();
    silvo.posts(format!("{API}/{id}/publication")).await.is_forbidden();
    silvo.get(format!("{API}/{id}")).await.is_ok();
    for stranger in [&sam, &acme.owner, &acme.admin] {
        stranger.get(API).await.is_forbidden();
        stranger.get(format!("{API}/{id}/files")).await.is_forbidden();
        stranger.get(format!("{API}/{id}/preview")).await.is_forbidden();
        stranger.post(format!("{API}/{id}/approval"), json!({ "revision": 1 })).await.is_forbidden();
        stranger.opens("/operator/templates").await.has_status(403);
    }
    world.visitor().get(API).await.is_unauthenticated();
    lena.get(format!("{API}?sate=draft")).await.is_invalid(&["sate"]);
    lena.get(format!("{API}/{id}/differences?after=1")).await.has_status(422);
    assert_eq!(lena.get(format!("{API}?state=draft")).await.is_ok().each("id"), [id]);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn what_differs_is_shown_clause_by_clause() {
    let world = World::new().await;
    let (lena, _) = staff(&world).await;
    let shipped = lena.get(API).await.is_ok().each("id")[0].clone();
    let id = uploads(&lena, "1.1.0").await;
    let found = lena.get(format!("{API}/{id}/differences?before={shipped}&language=de")).await.is_ok();
    let told: Vec<_> =
        found.items_of("clauses").iter().map(|one| (one["anchor"].as_str().unwrap(), one["change"].as_str().unwrap())).collect();
    assert_eq!(told, [("confidentiality-oath", "added"), ("confidentiality-authority", "renumbered")]);
    let page = lena.opens(format!("/operator/templates/{id}/differences?before={shipped}&language=de")).await.is_ok().text();
    assert!(page.contains("<ins>") && page.contains("Alle mit Zugang haben einen Eid geleistet."), "{page}");
    lena.opens(format!("/operator/templates/{id}/differences")).await.has_status(422);
    let nobody = crate::database::fresh_id();
    lena.get(format!("{API}/{id}/differences?before={nobody}")).await.is_not_found();
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn everybody_reads_every_version_that_agreements_were_made_from() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let vendors = tutela::vendors::subprocessors::read_register(include_str!("../../templates/demo/subprocessors.toml")).unwrap();
    for mut vendor in vendors.clone() {
        vendor.upkeep.review_due_at = world.now().checked_add_months(chrono::Months::new(12));
        let tx = world.kernel().platform_as_system(world.realm().await).await.unwrap();
        tutela::vendors::subprocessors::enter(&tx, vendor).await.unwrap();
        tx.commit_noted().await.unwrap();
    }
    uploads(&lena, "1.2.0").await;
    let visitor = world.visitor();
    visitor.opens("/dpa/versions/1.2.0").await.has_status(404);
    visitor.opens("/dpa/versions/nonsense").await.has_status(404);
    publishes(&lena, &silvo, "1.1.0").await;
    let current = visitor.opens("/dpa/text").await.is_ok().text();
    assert!(current.contains("Everyone with access has taken an oath.") && current.contains("/dpa/versions/1.0.0"), "{current}");
    let earlier = visitor.opens("/dpa/versions/1.0.0?language=de").await.is_ok().text();
    assert!(!earlier.contains("Eid geleistet") && earlier.contains("Auftragsverarbeitungsvertrag"));
    for page in [&current, &earlier] {
        for vendor in &vendors {
            assert!(
                !page.contains(&vendor.legal_name) && !page.contains(&vendor.contact_email),
                "{} is named",
                vendor.legal_name
            );
        }
    }
    assert!(current.contains("Email delivery"), "sub-processors by what they are");
    assert!(visitor.opens("/dpa/summary").await.is_ok().text().contains("1.1.0"));
    world.runs_its_jobs().await;
}
