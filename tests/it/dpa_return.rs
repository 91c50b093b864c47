//! What happens to the data at the end is the customer's choice (Art. 28(3)(g) GDPR): it is made with the request and sealed.

use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::dpa::{asks, proven, questions};
use crate::dpa_held::asked;
use crate::dpa_life::{Sent, with};
use crate::world::World;

const RETURN: &str = "return_then_delete";
const WITHOUT: &str = "delete_without_return";
const NOTHING_CHOSEN: &str = "<option value=\"\" selected>Not chosen yet</option>";
const NOT_MADE: &str = "none made; return followed by deletion applies until the Controller chooses otherwise";

/// What is sealed.
async fn content(sent: &Sent) -> Value {
    let answer = sent.visitor.get(format!("{}/content", sent.path)).await.is_ok();
    serde_json::from_slice(&answer.bytes).unwrap()
}

#[actix_web::test]
async fn the_choice_of_return_is_sealed_and_shown() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    for (body, choice, words, other) in [
        (with("return_choice", RETURN), RETURN, "Return followed by deletion", "Deletion without return"),
        (with("return_choice", WITHOUT), WITHOUT, "Deletion without return", "Return followed by deletion"),
    ] {
        let sent = Sent::new(&world, body).await;
        assert_eq!(content(&sent).await["return_choice"], choice);
        assert_eq!(sent.status().await.string("return_choice"), choice);
        for page in [
            sent.visitor.opens(&sent.page).await.is_ok().text(),
            lena.opens(format!("/operator/dpa-requests/{}", sent.id)).await.is_ok().text(),
        ] {
            assert!(page.contains("Data at the end") && page.contains(words) && !page.contains(other), "{page}");
        }
    }
    asks(&world.visitor(), with("return_choice", "keep")).await.is_invalid(&["return_choice"]);
    let open = world.visitor().opens("/dpa/text").await.is_ok().text();
    assert!(open.contains(NOT_MADE), "nobody has chosen there: {open}");
}

/// Whoever asks through the interface and says nothing has not chosen: no choice is sealed in their name.
#[actix_web::test]
async fn a_choice_that_nobody_made_is_not_printed_as_one() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let sent = Sent::new(&world, questions()).await;
    assert_eq!(
        (&content(&sent).await["return_choice"], &sent.status().await.json["return_choice"]),
        (&Value::Null, &Value::Null)
    );
    for page in [
        sent.visitor.opens(&sent.page).await.is_ok().text(),
        lena.opens(format!("/operator/dpa-requests/{}", sent.id)).await.is_ok().text(),
    ] {
        assert!(page.contains("Not chosen: return followed by deletion applies"), "{page}");
    }
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn the_form_offers_the_choice_and_keeps_it() {
    let world = World::new().await;
    world.realm().await;
    let visitor = world.visitor();
    let form = visitor.opens("/dpa").await.is_ok().text();
    let select = form.split("<select id=\"f-return_choice\"").nth(1).unwrap().split("</select>").next().unwrap();
    let (nothing, first) = (select.find(NOTHING_CHOSEN).expect(select), select.find("value=\"return_then_delete\"").unwrap());
    assert!(nothing < first && first < select.find("value=\"delete_without_return\"").unwrap(), "{select}");
    assert!(!select.contains("required"), "whoever does not touch it has not chosen: {select}");
    let mut body = proven(&visitor, with("return_choice", WITHOUT)).await;
    body["legal_name"] = json!("");
    let fields = |body: &Value| -> Vec<(String, String)> {
        let fields = body.as_object().unwrap().iter();
        fields.map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect()
    };
    let sends = async |body: &Value| {
        let fields = fields(body);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        visitor.submits("/dpa", &fields).await
    };
    let page = sends(&body).await.has_status(422).text();
    assert!(page.contains("value=\"delete_without_return\" selected"), "what was chosen is still chosen: {page}");
    body["legal_name"] = json!("Brezje Logistika d.o.o.");
    sends(&body).await.has_status(303);
    world.runs_its_jobs().await;
    assert_eq!(world.database.texts("SELECT return_choice FROM agreement").await, [WITHOUT]);
    let body = proven(&visitor, with("return_choice", "")).await;
    sends(&body).await.has_status(303);
    world.runs_its_jobs().await;
    let chosen = "SELECT count(*) FROM agreement WHERE return_choice IS NULL";
    assert_eq!(world.database.number(chosen).await, 1, "a field that was left as it is chooses nothing");
}

#[actix_web::test]
async fn a_workspace_begins_with_the_choice_of_its_last_agreement() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let first = asked(&world, &acme.owner).await;
    let new = "/settings/agreements/new";
    let form = acme.owner.opens(new).await.is_ok().text();
    assert!(!form.contains("_delete\" selected") && !form.contains("_return\" selected"), "nothing was chosen before: {form}");
    assert!(form.contains(NOTHING_CHOSEN), "and it can be chosen now: {form}");
    world.waits(chrono::Duration::seconds(1));
    let second = acme.owner.post("/api/v1/agreements", with("return_choice", WITHOUT)).await.is_created().id();
    world.runs_its_jobs().await;
    assert!(acme.owner.opens(new).await.is_ok().text().contains("value=\"delete_without_return\" selected"));
    for (id, choice) in [(first, Value::Null), (second, json!(WITHOUT))] {
        let sealed = acme.owner.get(format!("/api/v1/agreements/{id}/content")).await.is_ok();
        assert_eq!(serde_json::from_slice::<Value>(&sealed.bytes).unwrap()["return_choice"], choice);
        let page = acme.owner.opens(format!("/settings/agreements/{id}")).await.is_ok().text();
        assert!(page.contains("Data at the end"), "{page}");
    }
    world.runs_its_jobs().await;
}
