//! What the operator's staff sees of a change that runs: each customer's clock, and mails that came back (M-5.6).

use chrono::Duration;
use serde_json::{Value, json};

use crate::notices::reach;
use crate::subprocessor_changes::{CHANGES, Staff, adding, mailer, objects};
use crate::world::World;

#[actix_web::test]
async fn the_staff_sees_the_clock_of_each_customer_and_nobodys_name() {
    let world = World::new().await;
    let (acme, globex, initech) = (world.tenant("Acme").await, world.tenant("Globex").await, world.tenant("Initech").await);
    let staff = Staff::of(&world).await;
    let change = staff.announces(&world, adding()).await;
    let mut other = mailer();
    other["legal_name"] = json!("Courrier SA");
    let second = staff.announces(&world, json!({ "kind": "add", "subprocessor": other })).await;
    objects(&acme, &change).await;
    for person in [&globex.owner, &globex.admin] {
        let mails = world.mailbox(&person.email);
        let mail = mails.iter().find(|mail| mail.subject.contains("Mailer SA")).unwrap();
        staff.lena.post("/api/v1/operator/mail-bounces", json!({ "message_id": mail.message_id })).await.is_ok();
    }
    world.waits(Duration::hours(2));
    world.tenant("Latecomer").await;
    world.makes_its_rounds().await;

    let path = format!("{CHANGES}/{change}/customers");
    let all = staff.lena.get(&path).await.is_ok();
    let of = |name: &str| all.items().iter().find(|one| one["tenant"] == name).cloned().unwrap_or(Value::Null);
    assert_eq!(all.items().len(), 4, "{}", all.text());
    assert_eq!((&of("Acme")["has_objection"], &of("Initech")["has_objection"]), (&json!(true), &json!(false)));
    assert!(of("Globex")["reached_at"].is_null() && of("Initech")["reached_at"].is_string(), "{}", all.text());
    assert_eq!((&of("Initech")["is_awaited"], &of("Latecomer")["is_awaited"]), (&json!(true), &json!(false)));
    let ends: Vec<_> = all.items().iter().filter_map(|one| one["earliest"].as_str()).collect();
    assert!(ends.is_sorted() && ends.len() == 3, "{ends:?}");
    assert_eq!(all.items()[2]["tenant"], "Latecomer", "whose days end last stands last");
    assert_eq!((&all.items()[3]["tenant"], &all.items()[3]["earliest"]), (&json!("Globex"), &Value::Null), "nobody was reached");
    assert!(all.items()[3]["noticed_at"].is_string(), "{}", all.text());
    for nobody in [&acme.owner, &globex.admin, &initech.owner] {
        assert!(!all.text().contains(&nobody.name) && !all.text().contains(&nobody.email), "{}", all.text());
    }

    let first = staff.lena.get(format!("{path}?limit=3")).await.is_ok();
    let after = first.string("next");
    let rest = staff.lena.get(format!("{path}?limit=3&after={after}")).await.is_ok();
    assert_eq!([first.each("tenant_id"), rest.each("tenant_id")].concat(), all.each("tenant_id"));
    assert_eq!(rest.json["next"], Value::Null);
    staff.lena.get(format!("{CHANGES}/{second}/customers?after={after}")).await.is_invalid(&["after"]);
    staff.lena.get(format!("{path}?state=open")).await.is_invalid(&["state"]);
    acme.owner.get(&path).await.is_forbidden();

    let page = staff.lena.opens(format!("/operator/changes/{change}")).await.is_ok().text();
    for said in ["Latecomer", "Objecting", "Does not wait", "Nobody yet"] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[actix_web::test]
async fn the_staff_records_by_a_form_that_a_mail_came_back() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let page = format!("/operator/changes/{change}");
    let form = format!("{page}/returned-mails");
    let mail = world.mailbox(&acme.owner.email).pop().unwrap().message_id;
    assert!(staff.lena.opens(&page).await.is_ok().text().contains("An email came back"));
    for (id, address) in [("nonsense", ""), ("", ""), (mail.as_str(), "stranger@x.example")] {
        let again = staff.lena.submits(&form, &[("message_id", id), ("recipient", address)]).await.has_status(422).text();
        assert!(again.contains("has this Message-ID and address") && again.contains(address), "{again}");
    }
    assert_eq!(reach(&acme, &change).await, ["sent", "sent"]);
    acme.owner.submits(&form, &[("message_id", &mail)]).await.has_status(403);
    staff.lena.submits(&form, &[("message_id", &mail), ("recipient", &acme.owner.email)]).await.leads_to(&page);
    assert_eq!(reach(&acme, &change).await, ["bounced", "sent"]);
    staff.lena.submits(&form, &[("message_id", &mail)]).await.has_status(422);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn the_staff_is_told_what_follows_from_a_mail_that_came_back() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let said = async |change: &str, mail: &str| {
        let form = format!("/operator/changes/{change}/returned-mails");
        let answer = staff.lena.submits(form, &[("message_id", mail)]).await.has_status(303);
        let flash = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        flash.trim_start_matches("tutela_flash=ok.flash-mail-returned-").to_owned()
    };
    let [owners, admins] = [&acme.owner, &acme.admin].map(|to| world.mailbox(&to.email).pop().unwrap().message_id);
    assert_eq!(said(&change, &owners).await, "again");
    // As it stands when the last mail has left to each.
    world.database.run("UPDATE notice_delivery SET state = 'sent', turn = 4").await;
    let fourth = |mail: &str| mail.replacen(".1@", ".4@", 1);
    assert_eq!(said(&change, &fourth(&owners)).await, "reached");
    assert_eq!(said(&change, &fourth(&admins)).await, "unreached");
    let page = staff.lena.opens(format!("/operator/changes/{change}")).await.is_ok().text();
    assert!(page.contains("Customers not reached") && page.contains("the days have run from then"), "{page}");

    // Mails of one moment have no order.
    world.waits(Duration::seconds(1));
    let mut other = mailer();
    other["legal_name"] = json!("Second Mailer SA");
    let next = staff.announces(&world, json!({ "kind": "add", "subprocessor": other })).await;
    let mail = world.mailbox(&acme.owner.email).pop().unwrap().message_id;
    world.waits(Duration::days(31));
    staff.activates(&next).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(said(&next, &mail).await, "over");
    world.runs_its_jobs().await;
}
