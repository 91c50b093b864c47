//! What waits for a second person is told to those who may decide, and not to whoever wrote it.

use serde_json::json;
use tutela::kernel::authz::Role;

use crate::actors::Person;
use crate::measures::{API, in_use, spare};
use crate::subprocessor_changes::{CHANGES, Staff, adding};
use crate::world::World;

#[actix_web::test]
async fn whoever_may_decide_is_told_that_something_waits_and_its_author_is_not() {
    let world = World::new().await;
    let staff = Staff::of(&world).await;
    let (lena, matej) = (&staff.lena, &staff.matej);
    let sam = world.operator("Sam", Role::Support).await;
    let told = |person: &Person, what: &str| {
        let subject = format!("{what} waits for a second person");
        world.mailbox(&person.email).into_iter().filter(|mail| mail.subject == subject).collect::<Vec<_>>()
    };
    let counted = |what: &str| [lena, matej, &sam].map(|person| told(person, what).len());

    let what = "A change of the list of sub-processors";
    let change = staff.drafts(adding()).await;
    world.runs_its_jobs().await;
    assert_eq!(counted(what), [0, 1, 0]);
    let mail = told(matej, what).remove(0);
    assert!(mail.text.contains(&format!("/operator/changes/{change}")), "{}", mail.text);
    for form in [&mail.text, &mail.html] {
        assert!(!form.contains("Mailer SA") && !form.contains("Lena") && !form.contains('⟪'), "{form}");
    }
    lena.patch(format!("{CHANGES}/{change}"), adding()).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(counted(what), [0, 1, 0], "whoever reviews it knows of it");
    let no = json!({ "decision": "rejected", "note": "Where is the contract?" });
    matej.post(format!("{CHANGES}/{change}/review"), no).await.is_ok();
    lena.patch(format!("{CHANGES}/{change}"), adding()).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(counted(what), [0, 2, 0], "it waits anew");
    matej.patch(format!("{CHANGES}/{change}"), adding()).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(counted(what), [1, 2, 0], "now it is his, and she may review it");

    let measure = lena.post(API, spare()).await.is_created();
    world.runs_its_jobs().await;
    assert_eq!(counted("A measure"), [0, 1, 0]);
    matej.post(format!("{API}/{}/approval", measure.id()), json!({ "revision": 1 })).await.is_ok();
    let backups = in_use(lena, "backups").await["id"].as_str().unwrap().to_owned();
    let retirement = format!("{API}/{}/retirement", measure.id());
    let proposed = matej.post(&retirement, json!({ "note": "Somebody else does it." })).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!((counted("A measure"), counted("The retirement of a measure")), ([0, 1, 0], [1, 0, 0]), "its author may decide");
    let mail = told(lena, "The retirement of a measure").remove(0);
    assert!(
        mail.text.contains(&format!("/operator/measures/{}", measure.id())) && !mail.text.contains(&backups),
        "{}",
        mail.text
    );
    let no = json!({ "retirement_at": proposed.json["retirement_at"], "note": "We still do it." });
    lena.post(format!("{retirement}/rejection"), no).await.is_ok();
    let revised = lena.post(format!("{API}/{}/revisions", measure.id()), spare()).await.is_created().id();
    world.runs_its_jobs().await;
    assert_eq!(counted("A measure"), [0, 2, 0], "another version waits, too");

    // Written by one and anew by another, it waits for a third.
    let nika = world.operator("Nika", Role::Legal).await;
    let no = json!({ "revision": 1, "note": "Say who starts them." });
    nika.post(format!("{API}/{revised}/rejection"), no).await.is_ok();
    let mut anew = spare();
    anew["revision"] = json!(1);
    matej.put(format!("{API}/{revised}"), anew).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!((counted("A measure"), told(&nika, "A measure").len()), ([0, 2, 0], 1));
}
