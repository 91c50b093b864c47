//! The schedule of liability is data: whoever changes a limit changes no sentence, two people see it, and every agreement says it.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tutela::kernel::ids::sha256_hex;
use tutela::kernel::pdf::{check_structure, inspect};

use crate::actors::Person;
use crate::agreement_templates::{API, own_text, staff};
use crate::dpa::{questions, sealed};
use crate::dpa_opened::complaints;
use crate::world::World;

const YEAR: &str = "{ amount = 250000, currency = \"EUR\", per = \"contract_year\" }";
const EVENT: &str = "{ amount = 40000, currency = \"EUR\", per = \"event\" }";

/// An own text with other limits of some rows.
fn limited(version: &str, limits: &[(&str, &str)]) -> Value {
    let mut body = own_text(version);
    let mut config = body["template_toml"].as_str().unwrap().to_owned();
    for (id, limit) in limits {
        let (before, row) = config.split_once(&format!("id = \"{id}\"")).unwrap();
        let (words, rest) = row.split_once("\nlimit = ").unwrap();
        let after = rest.split_once('\n').unwrap().1;
        config = format!("{before}id = \"{id}\"{words}\nlimit = {limit}\n{after}");
    }
    body["template_toml"] = json!(config);
    body
}

/// Approves and publishes a draft of somebody else.
async fn publishes(author: &Person, approver: &Person, id: &str) {
    approver.post(format!("{API}/{id}/approval"), json!({ "revision": 1 })).await.is_ok();
    author.posts(format!("{API}/{id}/publication")).await.is_ok();
}

/// The content of the newest agreement.
async fn frozen(world: &World) -> Value {
    let rows = world.database.texts("SELECT json FROM agreement ORDER BY requested_at DESC, id DESC").await;
    serde_json::from_str(&rows[0]).unwrap()
}

#[actix_web::test]
async fn a_lawyer_sets_an_amount_and_a_second_person_sees_it() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let shipped = lena.get(API).await.is_ok().each("id")[0].clone();
    let own = limited("1.1.0", &[("data_loss", EVENT), ("breach", YEAR)]);
    let id = lena.post(API, own).await.is_created().id();
    let found = silvo.get(format!("{API}/{id}/differences?before={shipped}")).await.is_ok();
    let changed: Vec<_> =
        found.items_of("settings").iter().filter(|one| one["path"].as_str().unwrap().contains("breach")).collect();
    assert_eq!(
        changed,
        [
            &json!({ "path": "liability[breach].limit", "before": "main_contract", "after": null }),
            &json!({ "path": "liability[breach].limit.amount", "before": null, "after": "250000" }),
            &json!({ "path": "liability[breach].limit.currency", "before": null, "after": "EUR" }),
            &json!({ "path": "liability[breach].limit.per", "before": null, "after": "contract_year" }),
        ]
    );
    let told: Vec<_> = found.items_of("clauses").iter().map(|one| one["anchor"].as_str().unwrap()).collect();
    assert_eq!(told, ["confidentiality-oath", "confidentiality-authority"], "no sentence on liability changes");
    for (language, words) in [
        ("en", ["up to EUR 250,000 per contract year", "up to EUR 40,000 per event", "no limit"]),
        ("de", ["bis zu 250.000 EUR je Vertragsjahr", "bis zu 40.000 EUR je Ereignis", "unbegrenzt"]),
    ] {
        let page = silvo.opens(format!("/operator/templates/{id}/preview?language={language}")).await.is_ok().text();
        for said in words {
            assert!(page.contains(said), "{said}: {page}");
        }
        let pdf = silvo.get(format!("{API}/{id}/preview?language={language}")).await.is_ok();
        assert_eq!(check_structure(&pdf.bytes), Vec::<String>::new(), "{language}");
    }
    publishes(&lena, &silvo, &id).await;

    let (_, pdf) = sealed(&world, questions()).await;
    assert!(inspect(&pdf, world.kernel().seal.certificates()).is_authentic());
    world.shows_the_judges("dpa-liability.pdf", &pdf);
    let content = frozen(&world).await;
    let rows = content["liability"].as_array().unwrap();
    let limit = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap()["limit"].clone();
    assert_eq!(limit("injury"), json!({ "kind": "unlimited" }));
    let year = json!({ "kind": "amount", "amount": 250_000, "currency": "EUR", "per": "contract_year" });
    assert_eq!((limit("breach"), limit("subprocessors")), (year, json!({ "kind": "as_own" })));
    assert_eq!(limit("data_loss")["per"], "event");

    // The schema that is attached knows each form of a limit, and no other.
    let schema: Value = serde_json::from_str(include_str!("../../templates/legal/dpa/agreement.schema.json")).unwrap();
    let wrong = |content: &Value| {
        let mut found = Vec::new();
        complaints(&schema, &schema, content, "", &mut found);
        found
    };
    assert_eq!(wrong(&content), Vec::<String>::new());
    for limit in [json!({ "kind": "none" }), json!({ "kind": "amount", "amount": 0, "currency": "EUR", "per": "event" })] {
        let mut astray = content.clone();
        astray["liability"][0]["limit"] = limit;
        assert_eq!(wrong(&astray), ["/liability/0/limit: fits none of its forms, or several"]);
    }

    let visitor = world.visitor();
    assert!(visitor.opens("/dpa/text?language=en").await.is_ok().text().contains("up to EUR 40,000 per event"));
    let page = visitor.opens("/dpa/versions/1.1.0/differences?before=1.0.0").await.is_ok().text();
    assert!(page.contains("liability[breach].limit.amount") && page.contains("250000"), "everybody compares it: {page}");
}

#[actix_web::test]
async fn a_schedule_that_does_not_hold_is_refused_with_its_line() {
    let world = World::new().await;
    let (lena, _) = staff(&world).await;
    for (id, limit, code) in [
        ("data_subjects", "\"main_contract\"", "liability-unlimited"),
        ("injury", EVENT, "liability-unlimited"),
        ("data_loss", "\"nothing\"", "liability-limit"),
        ("data_loss", "{ amount = 0, currency = \"EUR\", per = \"event\" }", "liability-amount"),
        ("data_loss", "{ amount = 40000, per = \"event\" }", "liability-currency"),
        ("subprocessors", YEAR, "liability-as-own"),
        ("breach", "\"as_own\"", "liability-as-own"),
    ] {
        let body = limited("1.1.0", &[(id, limit)]);
        let config = body["template_toml"].as_str().unwrap();
        let row = config.lines().position(|line| line == format!("id = \"{id}\"")).unwrap();
        let line = row + config.lines().skip(row).position(|line| line.starts_with("limit = ")).unwrap() + 1;
        let refused = lena.post(API, body).await.has_status(422);
        let errors = refused.items_of("errors");
        let told: Vec<_> = errors.iter().map(|one| (&one["field"], &one["code"])).collect();
        assert_eq!(told, [(&json!(format!("template_toml.{line}")), &json!(code))], "{limit}");
        assert!(errors[0]["detail"].as_str().unwrap().contains(id), "{errors:?}");
    }
    let mut silent = own_text("1.1.0");
    let en = silent["en_md"].as_str().unwrap().replacen("{{table:liability}}\n", "", 1);
    silent["en_md"] = json!(en);
    let refused = lena.post(API, silent).await.has_status(422);
    let missing = refused.items_of("errors").iter().filter(|one| one["code"] == "table-missing").collect::<Vec<_>>();
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert_eq!(missing[0]["field"], format!("en_md.{}", en.lines().count()));
}

#[actix_web::test]
async fn an_earlier_text_without_a_schedule_makes_agreements_without_one() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let mut older = own_text("1.1.0");
    let id = lena.post(API, older.clone()).await.is_created().id();
    publishes(&lena, &silvo, &id).await;
    let config = older["template_toml"].as_str().unwrap().to_owned();
    let schedule = &config[config.find("[[liability]]").unwrap()..config.find("# The public summary").unwrap()];
    let mut set = Vec::new();
    for (file, gone) in [
        ("template_toml", schedule),
        ("template_toml", "\"liability\", "),
        ("en_md", "{{table:liability}}\n\n"),
        ("de_md", "{{table:liability}}\n\n"),
    ] {
        let text = older[file].as_str().unwrap().replacen(gone, "", 1);
        let hash = sha256_hex(text.as_bytes());
        older[file] = json!(text);
        set.push(format!("UPDATE agreement_template SET {file} = replace({file}, '{gone}', ''), {file}_sha256 = '{hash}'"));
    }
    for set in set {
        world.database.run(&format!("{set} WHERE version = '1.1.0'")).await;
    }
    assert_eq!(lena.get(format!("{API}/{id}/files")).await.is_ok().json["template_toml"], older["template_toml"]);
    let refused = lena.post(API, older).await.has_status(422);
    let codes: BTreeSet<_> = refused.items_of("errors").iter().map(|one| one["code"].as_str().unwrap()).collect();
    let wanted = ["liability-missing", "table-missing", "table-not-declared"];
    assert_eq!(codes, BTreeSet::from(wanted), "what is brought today is judged by today's rules");

    let (_, pdf) = sealed(&world, questions()).await;
    assert!(inspect(&pdf, world.kernel().seal.certificates()).is_authentic());
    assert!(frozen(&world).await.get("liability").is_none());
    let text = world.visitor().opens("/dpa/text?language=en").await.is_ok().text();
    assert!(!text.contains("Who bears it"), "{text}");
}
