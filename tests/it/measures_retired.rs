//! How measures of the operator's people go out of use: two people decide on what they have read, and nothing that was said is lost.

use chrono::Duration;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::actors::Person;
use crate::agreement_templates::staff;
use crate::answer::Answer;
use crate::measures::{API, id_of, in_use, spare};
use crate::world::World;

/// What names the proposal that somebody has read, with a reason.
fn read(proposed: &Answer, note: &str) -> Value {
    let mut body = json!({ "retirement_at": proposed.json["retirement_at"] });
    if !note.is_empty() {
        body["note"] = json!(note);
    }
    body
}

fn html(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.bytes).into_owned()
}

/// The text that a page shows beside its forms because it was not kept.
fn unsent(page: &str) -> &str {
    let section = page.split("id=\"h-unsent\"").nth(1).unwrap_or_else(|| panic!("nothing is said to be lost: {page}"));
    section.split("</section>").next().unwrap()
}

#[actix_web::test]
async fn a_measure_goes_out_of_use_only_when_a_second_person_agrees() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let premises = id_of(&in_use(&lena, "premises").await);
    let (retirement, page) = (format!("{API}/{premises}/retirement"), format!("/operator/measures/{premises}"));
    let (approval, because) = (format!("{retirement}/approval"), json!({ "note": "We host elsewhere." }));
    lena.post(&retirement, json!({ "note": " " })).await.is_invalid(&["note"]);
    let nothing = json!({ "retirement_at": "2026-03-02T09:00:00Z" });
    silvo.post(&approval, nothing).await.is_refused("measure-retirement-none");
    lena.delete(&retirement).await.is_refused("measure-retirement-none");
    lena.delete(format!("{API}/{premises}")).await.is_refused("measure-not-draft");

    let proposed = lena.post(&retirement, because.clone()).await.is_ok();
    assert_eq!((proposed.string("state"), proposed.string("retirement_note")), ("in_use".into(), "We host elsewhere.".into()));
    silvo.post(&retirement, because.clone()).await.is_refused("measure-retirement-proposed");
    lena.post(&approval, read(&proposed, "")).await.is_refused("measure-own");
    silvo.delete(&retirement).await.is_refused("measure-retirement-others");
    let form = format!("{page}/retirement/approval");
    let (mine, theirs) = (html(&lena.opens(&page).await.is_ok()), html(&silvo.opens(&page).await.is_ok()));
    assert!(!mine.contains(&form) && mine.contains("We host elsewhere."), "{mine}");
    assert!(theirs.contains(&form) && !theirs.contains("goes with it"), "only a second person decides: {theirs}");
    assert!(lena.opens("/operator/measures").await.is_ok().text().contains("Retirement proposed"));

    lena.submits(format!("{page}/retirement/end"), &[]).await.leads_to(&page);
    lena.submits(format!("{page}/retirement"), &[("reason", "")]).await.has_status(422);
    lena.submits(format!("{page}/retirement"), &[("reason", "We host elsewhere.")]).await.leads_to(&page);
    let at = lena.get(format!("{API}/{premises}")).await.is_ok().string("retirement_at");
    let shown = html(&silvo.opens(&page).await.is_ok());
    assert!(shown.contains(&format!("name=\"retirement_at\" value=\"{at}\"")), "the form says what was read: {shown}");
    silvo.submits(&form, &[("retirement_at", at.as_str())]).await.leads_to(&page);
    assert_eq!(lena.get(format!("{API}/{premises}")).await.is_ok().string("state"), "retired");

    // One person gives up a draft, and what is in use stays.
    let backups = id_of(&in_use(&lena, "backups").await);
    let draft = lena.post(format!("{API}/{backups}/revisions"), spare()).await.is_created().id();
    assert_eq!(lena.delete(format!("{API}/{draft}")).await.is_ok().string("state"), "retired");
    assert_eq!(id_of(&in_use(&lena, "backups").await), backups);
    lena.finds_in_the_log(&["dpa.measure.retirement_proposed", "dpa.measure.retirement_dropped", "dpa.measure.retired"]).await;
    world.runs_its_jobs().await;
}

/// Lena takes her proposal back and Nika makes another one, while Silvo reads the first.
#[actix_web::test]
async fn nobody_retires_a_measure_on_a_proposal_that_they_have_not_read() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let nika = world.operator("Nika", Role::Legal).await;
    let premises = id_of(&in_use(&lena, "premises").await);
    let (retirement, page) = (format!("{API}/{premises}/retirement"), format!("/operator/measures/{premises}"));
    let first = lena.post(&retirement, json!({ "note": "We host elsewhere." })).await.is_ok();
    lena.delete(&retirement).await.is_ok();
    world.waits(Duration::seconds(1));
    let second = nika.post(&retirement, json!({ "note": "The doors are open anyway." })).await.is_ok();
    silvo.post(format!("{retirement}/approval"), read(&first, "")).await.is_refused("changed-elsewhere");
    silvo.post(format!("{retirement}/rejection"), read(&first, "No.")).await.is_refused("changed-elsewhere");
    silvo.post(format!("{retirement}/approval"), json!({})).await.has_status(422);
    let (at, form) = (first.string("retirement_at"), format!("{page}/retirement/approval"));
    let shown = html(&silvo.submits(&form, &[("retirement_at", at.as_str())]).await.has_status(409));
    assert!(shown.contains("The doors are open anyway.") && shown.contains(&second.string("retirement_at")), "{shown}");
    silvo.post(format!("{retirement}/approval"), read(&second, "")).await.is_ok();
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn who_says_no_to_a_retirement_says_why_and_all_of_it_stays() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let premises = id_of(&in_use(&lena, "premises").await);
    let (retirement, page) = (format!("{API}/{premises}/retirement"), format!("/operator/measures/{premises}"));
    let proposed = lena.post(&retirement, json!({ "note": "We host elsewhere." })).await.is_ok();
    let rejection = format!("{retirement}/rejection");
    lena.post(&rejection, read(&proposed, "No.")).await.is_refused("measure-own");
    silvo.post(&rejection, read(&proposed, " ")).await.is_invalid(&["note"]);
    let (at, form) = (proposed.string("retirement_at"), format!("{page}/retirement/rejection"));
    let again = silvo.submits(&form, &[("retirement_at", at.as_str()), ("reason", "")]).await.has_status(422);
    assert!(html(&again).contains("e-reason"), "{}", html(&again));
    silvo.submits(&form, &[("retirement_at", at.as_str()), ("reason", "One room is ours still.")]).await.leads_to(&page);
    let kept = lena.get(format!("{API}/{premises}")).await.is_ok();
    assert_eq!((kept.string("state"), &kept.json["retirement_by"]), ("in_use".into(), &Value::Null));
    let dropped = json!([{
        "proposed_by": lena.id, "proposed_at": proposed.json["retirement_at"], "note": "We host elsewhere.",
        "dropped_by": silvo.id, "dropped_at": kept.json["dropped_retirements"][0]["dropped_at"],
        "rejection_note": "One room is ours still.",
    }]);
    assert_eq!(kept.json["dropped_retirements"], dropped);

    // Taken back, it stays as well.
    world.waits(Duration::seconds(1));
    lena.post(&retirement, json!({ "note": "Now the room is gone, too." })).await.is_ok();
    let kept = lena.delete(&retirement).await.is_ok();
    let last = &kept.items_of("dropped_retirements")[1];
    assert_eq!((&last["dropped_by"], &last["rejection_note"]), (&json!(lena.id), &Value::Null));
    let course = html(&silvo.opens(&page).await.is_ok());
    for said in
        ["We host elsewhere.", "One room is ours still.", "Now the room is gone, too.", "Retirement rejected", "Lena", "Silvo"]
    {
        assert!(course.contains(said), "{said}: {course}");
    }
    lena.finds_in_the_log(&["dpa.measure.retirement_dropped"]).await;
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn another_version_does_not_pass_over_a_proposal_to_retire_the_measure() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let premises = id_of(&in_use(&lena, "premises").await);
    let (retirement, page) = (format!("{API}/{premises}/retirement"), format!("/operator/measures/{premises}"));
    let draft = lena.post(format!("{API}/{premises}/revisions"), spare()).await.is_created().id();
    let proposed = silvo.post(&retirement, json!({ "note": "We host elsewhere." })).await.is_ok();
    let approval = format!("{API}/{draft}/approval");
    silvo.post(&approval, json!({ "revision": 1 })).await.is_refused("measure-retirement-waits");
    assert_eq!(lena.get(format!("{API}/{premises}")).await.is_ok().string("retirement_note"), "We host elsewhere.");
    let shown = html(&lena.opens(&page).await.is_ok());
    assert!(shown.contains("The version that is being written goes with it."), "{shown}");
    lena.post(format!("{retirement}/rejection"), read(&proposed, "The other version says where.")).await.is_ok();
    silvo.post(&approval, json!({ "revision": 1 })).await.is_ok();
    assert_eq!(id_of(&in_use(&lena, "premises").await), draft);
    world.runs_its_jobs().await;
}

/// A version that was not there when the proposal was read would go out of use with the measure.
#[actix_web::test]
async fn nobody_writes_a_version_that_goes_out_of_use_unread() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let backups = id_of(&in_use(&lena, "backups").await);
    let (premises, because) = (id_of(&in_use(&lena, "premises").await), json!({ "note": "We host elsewhere." }));
    let (revisions, retirement) = (format!("{API}/{premises}/revisions"), format!("{API}/{premises}/retirement"));
    let page = format!("/operator/measures/{premises}");
    let proposed = lena.post(&retirement, because.clone()).await.is_ok();
    silvo.post(&revisions, spare()).await.is_refused("measure-retirement-waits");
    silvo.opens(format!("{page}/revision")).await.has_status(409);
    assert!(!html(&silvo.opens(&page).await.is_ok()).contains(&format!("{page}/revision")));
    let other = silvo.post(format!("{API}/{backups}/revisions"), spare()).await.is_created().id();
    silvo.post(format!("{retirement}/rejection"), read(&proposed, "One room is ours still.")).await.is_ok();

    // One that is being written already stays as it is until the proposal is decided.
    let draft = silvo.post(&revisions, spare()).await.is_created().id();
    let (anew, shown) = (format!("{API}/{draft}"), format!("/operator/measures/{draft}"));
    assert!(html(&lena.opens(&shown).await.is_ok()).contains(&format!("{shown}/draft")));
    world.waits(Duration::seconds(1));
    let proposed = lena.post(&retirement, because).await.is_ok();
    silvo.put(&anew, spare()).await.is_refused("measure-retirement-waits");
    assert!(!html(&silvo.opens(&shown).await.is_ok()).contains(&format!("{shown}/draft")));
    silvo.put(format!("{API}/{other}"), spare()).await.is_ok();
    silvo.post(format!("{retirement}/approval"), read(&proposed, "")).await.is_ok();
    assert_eq!(lena.get(&anew).await.is_ok().string("state"), "retired");
    world.runs_its_jobs().await;
}

/// Somebody else was faster: the form is gone, and what was typed into it is not.
#[actix_web::test]
async fn what_was_typed_is_shown_where_its_form_is_gone() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let premises = id_of(&in_use(&lena, "premises").await);
    let page = format!("/operator/measures/{premises}");
    let proposes =
        async |person: &Person, reason: &str| person.submits(format!("{page}/retirement"), &[("reason", reason)]).await;
    proposes(&lena, "We host elsewhere.").await.leads_to(&page);
    let second = html(&proposes(&silvo, "The contract ends.").await.has_status(409));
    assert!(unsent(&second).contains("The contract ends."), "{second}");
    assert_eq!(second.matches("The contract ends.").count(), 1, "it is no reason to keep the measure: {second}");
    lena.submits(format!("{page}/retirement/end"), &[]).await.leads_to(&page);
    let at = [("retirement_at", "2026-03-02T09:00:00Z"), ("reason", "One room is ours.")];
    let gone = html(&silvo.submits(format!("{page}/retirement/rejection"), &at).await.has_status(409));
    assert!(unsent(&gone).contains("One room is ours."), "{gone}");

    let draft = lena.post(format!("{API}/{premises}/revisions"), spare()).await.is_created().id();
    silvo.post(format!("{API}/{draft}/approval"), json!({ "revision": 1 })).await.is_ok();
    let no = [("revision", "1"), ("reason", "Say who looks.")];
    let late = html(&silvo.submits(format!("/operator/measures/{draft}/rejection"), &no).await.has_status(409));
    assert!(unsent(&late).contains("Say who looks.") && late.matches("Say who looks.").count() == 1, "{late}");
    let check = [("result", "holds"), ("note", "All doors\nwere locked."), ("title", "Round of March"), ("source", "Folder 12")];
    let replaced = html(&lena.submits(format!("{page}/checks"), &check).await.has_status(409));
    for typed in ["It is done as it is written", "All doors\nwere locked.", "Round of March", "Folder 12"] {
        assert!(unsent(&replaced).contains(typed), "{typed}: {replaced}");
    }
    // Where the form is there, it stands in it and nowhere else.
    let wrong = html(&lena.submits(format!("/operator/measures/{draft}/checks"), &check[1..]).await.has_status(422));
    assert!(!wrong.contains("h-unsent") && wrong.contains("Round of March"), "{wrong}");
    world.runs_its_jobs().await;
}
