//! A text that was entered stays what it was: later rules are for later texts, the periods that the software keeps to stand in
//! it, and whoever approves or signs sees everything that another version changed.

use serde_json::{Value, json};
use tutela::kernel::ids::sha256_hex;
use tutela::kernel::pdf::{check_structure, inspect};

use crate::actors::Person;
use crate::agreement_templates::{API, own_text, staff};
use crate::answer::Answer;
use crate::dpa::questions;
use crate::dpa_life::Sent;
use crate::world::World;

/// Brings a text that the other one approves and that is published; says its id.
async fn publishes(author: &Person, approver: &Person, body: Value) -> String {
    let id = author.post(API, body).await.is_created().id();
    approver.post(format!("{API}/{id}/approval"), json!({ "revision": 1 })).await.is_ok();
    author.posts(format!("{API}/{id}/publication")).await.is_ok();
    id
}

/// An own text with one part of a file put in another one's place.
fn changed(mut body: Value, file: &str, changes: &[(&str, &str)]) -> Value {
    let mut text = body[file].as_str().unwrap().to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    body[file] = json!(text);
    body
}

/// Makes of a version what a program would have entered that put fewer words on the page; says what that is.
async fn ages(world: &World, version: &str) -> Value {
    let label = "qr_alt = \"QR code with the address at which this document can be checked\"\n";
    let older = changed(own_text(version), "template_toml", &[(label, "")]);
    let hash = sha256_hex(older["template_toml"].as_str().unwrap().as_bytes());
    let set = format!("template_toml = replace(template_toml, '{label}', ''), template_toml_sha256 = '{hash}'");
    world.database.run(&format!("UPDATE agreement_template SET {set} WHERE version = '{version}'")).await;
    older
}

#[actix_web::test]
async fn what_the_rules_of_today_refuse_goes_no_further() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let id = lena.post(API, own_text("1.1.0")).await.is_created().id();
    let (draft, page) = (format!("{API}/{id}"), format!("/operator/templates/{id}"));
    assert!(silvo.opens(&page).await.is_ok().text().contains(&format!("{page}/approval")));
    let is_refused = |answer: Answer| {
        let answer = answer.has_status(422);
        let wrong = &answer.items_of("errors")[0];
        assert_eq!(wrong["code"], "setting-missing", "{wrong}");
        assert!(wrong["field"].as_str().unwrap().starts_with("template_toml."), "{wrong}");
    };
    let says_where = |page: String, step: &str| {
        assert!(page.contains("The rules of today refuse this text") && page.contains("template.toml, line "), "{page}");
        assert!(!page.contains(step), "a step that is refused is not offered: {page}");
    };
    ages(&world, "1.1.0").await;
    is_refused(silvo.post(format!("{draft}/approval"), json!({ "revision": 1 })).await);
    says_where(silvo.opens(&page).await.is_ok().text(), &format!("{page}/approval"));
    let answer = silvo.submits(format!("{page}/approval"), &[("revision", "1")]).await;
    says_where(answer.has_status(422).text(), &format!("{page}/approval"));

    // Written anew it holds; what was approved before the rules changed is not published after.
    lena.put(&draft, own_text("1.1.0")).await.is_ok();
    silvo.post(format!("{draft}/approval"), json!({ "revision": 2 })).await.is_ok();
    ages(&world, "1.1.0").await;
    is_refused(lena.posts(format!("{draft}/publication")).await);
    says_where(lena.opens(&page).await.is_ok().text(), &format!("{page}/publication"));
    says_where(lena.submits(format!("{page}/publication"), &[]).await.has_status(422).text(), &format!("{page}/publication"));
    assert_eq!(lena.get(&draft).await.is_ok().string("state"), "approved");
    lena.posts(format!("{draft}/withdrawal")).await.is_ok();
    assert!(!lena.opens(&page).await.is_ok().text().contains("The rules of today"), "nobody asks any more");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_text_of_an_earlier_program_opens_everywhere() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let id = publishes(&lena, &silvo, own_text("1.1.0")).await;
    let older = ages(&world, "1.1.0").await;
    assert_eq!(lena.get(format!("{API}/{id}/files")).await.is_ok().json["template_toml"], older["template_toml"]);
    let again = changed(older, "template_toml", &[("version = \"1.1.0\"", "version = \"1.2.0\"")]);
    let refused = lena.post(API, again).await.has_status(422);
    assert_eq!(refused.items_of("errors")[0]["code"], "setting-missing", "what is brought today is judged by today's rules");

    let visitor = world.visitor();
    for page in ["/dpa", "/dpa/text", "/dpa/summary", "/dpa/versions/1.1.0?language=de"] {
        visitor.opens(page).await.is_ok();
    }
    let sent = Sent::new(&world, questions()).await;
    sent.visitor.opens(&sent.page).await.is_ok();
    let pdf = sent.visitor.get(format!("{}/pdf", sent.path)).await.is_ok();
    assert!(inspect(&pdf.bytes, world.kernel().seal.certificates()).is_authentic());
    sent.is_signed(&world).await;
    assert_eq!(sent.state().await, "in_force");
    for page in ["", "/preview", "/preview?language=de&case=without-workspace"] {
        lena.opens(format!("/operator/templates/{id}{page}")).await.is_ok();
    }
}

#[actix_web::test]
async fn the_periods_that_the_software_keeps_to_stand_in_the_text() {
    let world = World::new().await;
    let (lena, _) = staff(&world).await;
    let changes = [
        ("offer_days = { value = 90", "offer_days = { value = 60"),
        ("incident_target_hours = { value = 24", "incident_target_hours = { value = 12"),
        ("answer_days = { value = 2", "answer_days = { value = 1"),
    ];
    let id = lena.post(API, changed(own_text("1.1.0"), "template_toml", &changes)).await.is_created().id();
    let read =
        async |language: &str| lena.opens(format!("/operator/templates/{id}/preview?language={language}")).await.is_ok().text();
    let (english, german) = (read("en").await, read("de").await);
    for said in ["accept it unchanged for 60 days", "within this number of working days: 1.", "do so within 12 hours;"] {
        assert!(english.contains(said), "{said}");
    }
    for said in ["kann es 60 Tage lang", "innerhalb dieser Zahl von Arbeitstagen: 1.", "Sein Ziel sind 12 Stunden"] {
        assert!(german.contains(said), "{said}");
    }
    let slow = [("answer_days = { value = 2, floor = 1, ceiling = 2", "answer_days = { value = 30, floor = 1")];
    let slow = changed(own_text("1.2.0"), "template_toml", &slow);
    let line = slow["template_toml"].as_str().unwrap().lines().position(|line| line.starts_with("answer_days")).unwrap() + 1;
    let refused = lena.post(API, slow).await.has_status(422);
    let wrong = &refused.items_of("errors")[0];
    assert_eq!((&wrong["field"], &wrong["code"]), (&json!(format!("template_toml.{line}")), &json!("term")));
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_sample_is_of_a_customer_with_a_workspace_or_without_one() {
    let world = World::new().await;
    let (lena, _) = staff(&world).await;
    let mark = "{{table:ai_schedule}}";
    let words =
        "{{#if sso.enabled}}\nSIGN-ON {{controller.data_protection_officer}}, {{processor.data_protection_officer}}\n{{/if}}\n";
    let more = format!("{words}{mark}");
    let declared =
        |party: &str| format!("[[variable]]\nname = \"{party}.data_protection_officer\"\nrequired = true\nmeaning = \"x\"\n");
    let mut body = changed(changed(own_text("1.1.0"), "en_md", &[(mark, &more)]), "de_md", &[(mark, &more)]);
    let config = body["template_toml"].as_str().unwrap().to_owned();
    body["template_toml"] = json!(format!("{config}\n{}{}", declared("controller"), declared("processor")));
    let id = lena.post(API, body).await.is_created().id();
    let page = format!("/operator/templates/{id}/preview");
    let with = lena.opens(format!("{page}?language=en&case=workspace")).await.is_ok().text();
    for said in [
        "SIGN-ON none designated, Olga Sample (invented), officer@operator.example",
        "the Controller has switched on AI functions",
        "Runs AI models (invented).",
        "not yet for the Controller: period or objection open",
        "as in the annex on sub-processors",
        "case=without-workspace",
    ] {
        assert!(with.contains(said), "{said}");
    }
    let without = lena.opens(format!("{page}?language=en&case=without-workspace")).await.is_ok().text();
    assert!(without.contains("No AI function passes Controller Data to a provider."));
    assert!(!without.contains("SIGN-ON") && !without.contains("the Controller has switched on AI functions"));
    assert!(lena.opens(&page).await.is_ok().text().contains("SIGN-ON"), "what depends on instructions is seen at first");
    for case in ["workspace", "without-workspace"] {
        let pdf = lena.get(format!("{API}/{id}/preview?language=de&case={case}")).await.is_ok();
        assert_eq!(check_structure(&pdf.bytes), Vec::<String>::new(), "{case}");
    }
    lena.opens(format!("{page}?case=nobody")).await.has_status(422);
    assert!(lena.opens(format!("/operator/templates/{id}")).await.is_ok().text().contains("case=without-workspace"));
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn every_setting_that_differs_is_seen_by_whoever_approves_and_by_everybody() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let shipped = lena.get(API).await.is_ok().each("id")[0].clone();
    let changes =
        [("none = \"none\"", "none = \"nothing\""), ("meaning = \"The version of this template.\"", "meaning = \"Ours.\"")];
    let id = publishes(&lena, &silvo, changed(own_text("1.1.0"), "template_toml", &changes)).await;
    let found = silvo.get(format!("{API}/{id}/differences?before={shipped}")).await.is_ok();
    assert_eq!(
        found.json["settings"],
        json!([
            { "path": "clause[confidentiality-oath].anchor", "before": null, "after": "confidentiality-oath" },
            { "path": "clause[confidentiality-oath].performed_by", "before": null, "after": "operator" },
            { "path": "labels.en.none", "before": "none", "after": "nothing" },
            {
                "path": "variable[agreement.template_version].meaning",
                "before": "The version of this template.",
                "after": "Ours.",
            },
        ])
    );
    let page = silvo.opens(format!("/operator/templates/{id}/differences?before={shipped}")).await.is_ok().text();
    assert!(page.contains("labels.en.none") && page.contains("variable[agreement.template_version].meaning"), "{page}");
    let approved = "SELECT CAST(payload AS text) FROM audit_event WHERE name = 'dpa.template.approved'";
    let payload = world.database.texts(approved).await.remove(0);
    let config = lena.get(format!("{API}/{id}")).await.is_ok().json["sha256"]["template_toml"].as_str().unwrap().to_owned();
    assert!(payload.contains(&config), "what was approved is named whole: {payload}");

    // Everybody compares what agreements were made from, and reads what agreements say.
    let visitor = world.visitor();
    let address = "/dpa/versions/1.1.0/differences?before=1.0.0";
    assert!(visitor.opens("/dpa/text").await.is_ok().text().contains(address));
    let page = visitor.opens(address).await.is_ok().text();
    assert!(page.contains("labels.en.none") && page.contains("has taken an oath") && !page.contains("variable["), "{page}");
    assert!(visitor.opens(format!("{address}&language=de")).await.is_ok().text().contains("Eid geleistet"));
    lena.post(API, own_text("1.2.0")).await.is_created();
    visitor.opens("/dpa/versions/1.2.0/differences?before=1.0.0").await.has_status(404);
    visitor.opens("/dpa/versions/1.1.0/differences?before=1.2.0").await.has_status(404);
    visitor.opens("/dpa/versions/1.1.0/differences").await.has_status(422);
    world.runs_its_jobs().await;
}
