//! The meeting on the measures that a controller may ask for once a year (M-11.1).

use chrono::Duration;
use serde_json::{Value, json};
use tutela::agreements::assurance;
use tutela::kernel::authz::Role;

use crate::actors::Person;
use crate::world::World;

pub const OURS: &str = "/api/v1/review-meetings";
pub const THEIRS: &str = "/api/v1/operator/review-meetings";

fn proposal() -> Value {
    json!({ "times": ["2026-03-05T09:00:00Z", "2026-03-04T09:00:00Z"], "minutes_long": 45, "place": "Room 1; Maribor" })
}

pub fn minutes(word: &str) -> Value {
    json!({
        "participants": "Ana, owner\nLena, legal", "minutes": format!("We went through the measures of {word}."),
        "actions": [{ "task": format!("Send {word} the list of measures."), "owner": "Lena", "due_on": "2026-12-20" }],
    })
}

/// A meeting with minutes that wait for the customer, asked for and held by these two; its id, and the meeting.
pub async fn written(world: &World, admin: &Person, legal: &Person, word: &str) -> (String, Value) {
    let id = admin.post(OURS, json!({ "wishes": format!("{word} wants to hear of backups.") })).await.is_created().id();
    // Minutes, not hours: an exam is running beside it.
    let start = world.now() + Duration::minutes(1);
    let times = json!({ "times": [start], "minutes_long": 45, "place": "Room 1" });
    legal.put(format!("{THEIRS}/{id}/proposal"), times).await.is_ok();
    admin.post(format!("{OURS}/{id}/choice"), json!({ "at": start })).await.is_ok();
    world.runs_its_jobs().await;
    world.waits(Duration::minutes(2));
    legal.posts(format!("{THEIRS}/{id}/holding")).await.is_ok();
    let written = legal.put(format!("{THEIRS}/{id}/minutes"), minutes(word)).await.is_ok();
    (id, written.json.clone())
}

/// What says which minutes were read.
pub fn read(meeting: &Value) -> Value {
    json!({ "minuted_at": meeting["minuted_at"] })
}

/// A meeting with approved minutes, asked for and held by these two; its id and that of what was agreed.
pub async fn minuted(world: &World, admin: &Person, legal: &Person, word: &str) -> (String, String) {
    let (id, meeting) = written(world, admin, legal, word).await;
    admin.post(format!("{OURS}/{id}/approval"), read(&meeting)).await.is_ok();
    (id, meeting["actions"][0]["id"].as_str().unwrap().to_owned())
}

/// Whether the operator's Lena got a mail with this subject.
fn heard(world: &World, subject: &str) -> bool {
    world.mailbox("lena@operator.example").iter().any(|mail| mail.subject == subject)
}

/// What an invitation says, put together again.
fn calendar(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(text.split_terminator("\r\n").all(|line| line.len() <= 75), "{text}");
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

/// The latest invitation that somebody got by mail.
fn invited(world: &World, address: &str) -> Vec<u8> {
    let files = world.mailbox(address).into_iter().flat_map(|mail| mail.attachments).filter(|file| file.name == "meeting.ics");
    let sequence = |bytes: &[u8]| calendar(bytes).into_iter().find(|line| line.starts_with("SEQUENCE:"));
    files.map(|file| file.bytes).max_by_key(|bytes| sequence(bytes)).expect("an invitation")
}

#[track_caller]
fn says(lines: &[String], wanted: &[&str]) {
    for line in wanted {
        assert!(lines.iter().any(|one| one == line), "{line} is not in {lines:#?}");
    }
}

#[actix_web::test]
async fn a_meeting_is_asked_for_scheduled_moved_held_and_minuted() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lena = world.operator("Lena", Role::Legal).await;
    let asked = acme.admin.post(OURS, json!({ "wishes": "Backups, please." })).await.is_created();
    let (ours, theirs) = (format!("{OURS}/{}", asked.id()), format!("{THEIRS}/{}", asked.id()));
    assert_eq!(asked.json["year"], 2026);
    acme.owner.post(OURS, json!({})).await.is_refused("review-this-year");
    acme.admin.post(format!("{ours}/choice"), json!({ "at": "2026-03-04T09:00:00Z" })).await.is_refused("no-times");
    acme.admin.get(format!("{ours}/invitation")).await.is_not_found();
    world.runs_its_jobs().await;
    assert!(heard(&world, "Acme asks for a review meeting"));

    lena.put(format!("{theirs}/proposal"), json!({ "times": [], "minutes_long": 5, "place": "" })).await.is_invalid(&[
        "times",
        "minutes_long",
        "place",
    ]);
    lena.put(format!("{theirs}/proposal"), proposal()).await.is_ok();
    acme.admin.post(format!("{ours}/choice"), json!({ "at": "2026-03-06T09:00:00Z" })).await.is_invalid(&["at"]);
    acme.admin.post(format!("{ours}/choice"), json!({ "at": "2026-03-04T09:00:00Z" })).await.is_ok();
    world.runs_its_jobs().await;
    let lines = calendar(&invited(&world, &acme.admin.email));
    let uid = format!("UID:review-{}@tutela.example", asked.id());
    says(
        &lines,
        &[
            "METHOD:REQUEST",
            "SEQUENCE:0",
            "DTSTART:20260304T090000Z",
            "DTEND:20260304T094500Z",
            "LOCATION:Room 1\\; Maribor",
            &uid,
        ],
    );
    assert_eq!(invited(&world, "lena@operator.example"), invited(&world, &acme.admin.email), "both sides have the same");

    // It moves: the same event, a higher number.
    lena.put(format!("{theirs}/proposal"), proposal()).await.is_ok();
    acme.admin.post(format!("{ours}/choice"), json!({ "at": "2026-03-05T09:00:00Z" })).await.is_ok();
    world.runs_its_jobs().await;
    let moved = calendar(&invited(&world, &acme.admin.email));
    says(&moved, &["METHOD:REQUEST", "SEQUENCE:1", "DTSTART:20260305T090000Z", &uid]);
    let taken = calendar(&acme.admin.get(format!("{ours}/invitation")).await.is_ok().bytes);
    says(&taken, &["SEQUENCE:1", &uid]);

    let early = lena.posts(format!("{theirs}/holding")).await.is_refused("meeting-ahead");
    assert_eq!(early.json["earliest"], "2026-03-05T09:00:00Z");
    world.waits(Duration::days(3) + Duration::hours(2));
    lena.put(format!("{theirs}/minutes"), minutes("Acme")).await.is_refused("not-held");
    lena.posts(format!("{theirs}/holding")).await.is_ok();
    acme.admin.post(format!("{ours}/approval"), json!({ "minuted_at": world.now() })).await.is_refused("no-minutes");
    lena.put(format!("{theirs}/minutes"), json!({ "actions": [{ "task": "x", "owner": "y" }] })).await.is_invalid(&[
        "participants",
        "minutes",
        "actions",
    ]);
    let form = format!("/operator/reviews/{}/minutes", asked.id());
    let page = lena.submits(form, &[("participants", ""), ("minutes", "")]).await.has_status(422).text();
    assert!(page.contains(">Participants: Fill this in.</a>") && page.contains(">What was said: Fill this in.</a>"), "{page}");
    lena.put(format!("{theirs}/minutes"), minutes("Acme")).await.is_ok();
    acme.admin.post(format!("{ours}/comment"), json!({ "comment": "Ana is not the owner." })).await.is_ok();
    world.runs_its_jobs().await;
    assert!(heard(&world, "Acme has a comment on the minutes"));
    let again = lena.put(format!("{theirs}/minutes"), minutes("Acme")).await.is_ok();
    let action = again.json["actions"][0]["id"].as_str().unwrap().to_owned();
    acme.admin.posts(format!("{ours}/actions/{action}/completion")).await.is_refused("minutes-open");
    acme.admin.post(format!("{ours}/approval"), read(&again.json)).await.is_ok();
    lena.put(format!("{theirs}/minutes"), minutes("Acme")).await.is_refused("minutes-approved");
    world.runs_its_jobs().await;

    // What was agreed is reminded of, on both sides, until it is done.
    let reminded = |person: &str| world.mailbox(person).iter().filter(|mail| mail.subject.contains("ction")).count();
    world.waits(Duration::days(285));
    world.runs_its_jobs().await;
    assert_eq!((reminded(&acme.admin.email), reminded("lena@operator.example")), (1, 1));
    let late = lena.get(THEIRS).await.is_ok();
    assert_eq!((&late.items()[0]["open_actions"], &late.items()[0]["late_actions"]), (&json!(1), &json!(0)));
    lena.posts(format!("{theirs}/actions/{action}/completion")).await.is_ok();
    lena.posts(format!("{theirs}/actions/{action}/completion")).await.is_refused("action-done");
    world.waits(Duration::days(8));
    world.runs_its_jobs().await;
    assert_eq!(reminded(&acme.admin.email), 1, "what is done is done");
    acme.owner
        .finds_in_the_log(&[
            "assure.review_meeting.requested",
            "assure.review_meeting.proposed",
            "assure.review_meeting.scheduled",
            "assure.review_meeting.held",
            "assure.review_meeting.minuted",
            "assure.review_meeting.commented",
            "assure.review_meeting.minutes_signed",
            "assure.review_action.reminded",
            "assure.review_action.done",
        ])
        .await;
    lena.finds_in_the_log(&["assure.review_meeting.proposed", "assure.review_meeting.minuted", "assure.review_action.done"])
        .await;
}

#[actix_web::test]
async fn a_second_meeting_in_a_year_needs_a_reason_and_a_cancelled_one_does_not_count() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lena = world.operator("Lena", Role::Legal).await;
    let first = acme.admin.post(OURS, json!({})).await.is_created().id();
    let second = acme.admin.post(OURS, json!({ "reason": "The incident of May." })).await.is_created();
    assert_eq!(second.string("reason"), "The incident of May.");
    acme.admin.post(format!("{OURS}/{first}/cancellation"), json!({ "reason": " " })).await.is_invalid(&["reason"]);
    acme.admin.post(format!("{OURS}/{first}/cancellation"), json!({ "reason": "Nobody has time." })).await.is_ok();
    acme.admin.post(format!("{OURS}/{first}/cancellation"), json!({ "reason": "x" })).await.is_refused("meeting-cancelled");
    world.runs_its_jobs().await;
    // One that has a time is taken out of the calendars.
    let id = second.id();
    lena.put(format!("{THEIRS}/{id}/proposal"), proposal()).await.is_ok();
    acme.admin.post(format!("{OURS}/{id}/choice"), json!({ "at": "2026-03-04T09:00:00Z" })).await.is_ok();
    world.runs_its_jobs().await;
    lena.post(format!("{THEIRS}/{id}/cancellation"), json!({ "reason": "We are ill." })).await.is_ok();
    world.runs_its_jobs().await;
    let cancelled = calendar(&invited(&world, &acme.admin.email));
    says(&cancelled, &["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1"]);
    let third = acme.admin.post(OURS, json!({})).await.is_created().id();
    lena.post(format!("{THEIRS}/{third}/cancellation"), json!({ "reason": "We are still ill." })).await.is_ok();
    world.runs_its_jobs().await;
    assert!(world.mailbox(&acme.admin.email).iter().any(|mail| mail.subject == "Your review meeting was cancelled"));
    world.waits(Duration::days(365));
    acme.admin.post(OURS, json!({})).await.is_created();
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn who_never_asked_hears_once_a_year_and_the_staff_of_who_waits_once_a_week() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    world.operator("Lena", Role::Legal).await;
    let remind = async || {
        assurance::remind_customers(world.kernel()).await.unwrap();
        world.runs_its_jobs().await;
    };
    let told = |address: &str, word: &str| world.mailbox(address).iter().filter(|mail| mail.subject.contains(word)).count();
    let offered = |person: &Person| told(&person.email, "this year's review meeting");
    remind().await;
    assert_eq!(offered(&acme.owner), 0, "the first year has not come round");
    world.waits(Duration::days(365));
    remind().await;
    remind().await;
    assert_eq!((offered(&acme.owner), offered(&acme.admin)), (1, 0), "once, and to the owner");
    world.waits(Duration::days(365));
    acme.admin.post(OURS, json!({})).await.is_created();
    remind().await;
    assert_eq!(offered(&acme.owner), 1, "who has asked knows it");
    world.waits(Duration::days(6));
    remind().await;
    assert_eq!(told("lena@operator.example", "wait for"), 0);
    world.waits(Duration::days(1));
    remind().await;
    remind().await;
    assert_eq!(told("lena@operator.example", "wait for"), 1, "once in this week");
    world.waits(Duration::days(7));
    remind().await;
    assert_eq!(told("lena@operator.example", "wait for"), 2);
    acme.owner.finds_in_the_log(&["assure.review_meeting.offered"]).await;
    let lena = world.operator("Nika", Role::Legal).await;
    let log = lena.get("/api/v1/audit-events?type=assure.review_meeting").await.is_ok();
    let names = log.each("type");
    assert!(names.contains(&"assure.review_meeting.overdue".to_owned()), "{names:?}");
    assert!(!names.contains(&"assure.review_meeting.offered".to_owned()), "a week is no year: {names:?}");
}

#[actix_web::test]
async fn meetings_of_others_do_not_exist() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let lena = world.operator("Lena", Role::Legal).await;
    let id = acme.admin.post(OURS, json!({})).await.is_created().id();
    world.runs_its_jobs().await;
    globex.owner.get(format!("{OURS}/{id}")).await.is_not_found();
    globex.owner.post(format!("{OURS}/{id}/approval"), json!({ "minuted_at": world.now() })).await.is_not_found();
    acme.learner.get(OURS).await.is_forbidden();
    acme.owner.get(format!("{THEIRS}/{id}")).await.is_forbidden();
    world.operator("Sara", Role::Support).await.get(THEIRS).await.is_forbidden();
    lena.get(format!("{THEIRS}/{}", crate::database::fresh_id())).await.is_not_found();
    assert_eq!(lena.get(THEIRS).await.is_ok().items()[0]["tenant"], "Acme");
}

#[actix_web::test]
async fn both_sides_are_reminded_the_day_before() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lena = world.operator("Lena", Role::Legal).await;
    let id = acme.admin.post(OURS, json!({})).await.is_created().id();
    let (ours, theirs) = (format!("{OURS}/{id}"), format!("{THEIRS}/{id}"));
    let times = |times: [&str; 2]| json!({ "times": times, "minutes_long": 45, "place": "Room 1" });
    lena.put(format!("{theirs}/proposal"), times(["2026-03-10T09:00:00Z", "2026-03-12T09:00:00Z"])).await.is_ok();
    acme.admin.post(format!("{ours}/choice"), json!({ "at": "2026-03-10T09:00:00Z" })).await.is_ok();
    // It moves: of the time that does not hold any more nobody is reminded.
    lena.put(format!("{theirs}/proposal"), times(["2026-03-10T15:00:00Z", "2026-03-12T09:00:00Z"])).await.is_ok();
    acme.admin.post(format!("{ours}/choice"), json!({ "at": "2026-03-12T09:00:00Z" })).await.is_ok();
    let reminded = async || {
        world.runs_its_jobs().await;
        let count = |address: &str| world.mailbox(address).iter().filter(|mail| mail.subject.starts_with("Tomorrow: ")).count();
        (count(&acme.admin.email), count("lena@operator.example"))
    };
    let until = |moment: &str| moment.parse::<chrono::DateTime<chrono::Utc>>().unwrap() - world.now();
    world.waits(until("2026-03-11T08:59:59Z"));
    assert_eq!(reminded().await, (0, 0));
    world.waits(until("2026-03-11T09:00:00Z"));
    assert_eq!(reminded().await, (1, 1));
    let taken = calendar(&acme.admin.get(format!("{ours}/invitation")).await.is_ok().bytes);
    says(&taken, &["BEGIN:VALARM", "TRIGGER:-P1D"]);
    for (who, event) in [(&acme.owner, "assure.review_meeting.reminded"), (&lena, "assure.review_meeting.reminded")] {
        who.finds_in_the_log(&[event]).await;
    }
    world.waits(Duration::days(3));
    assert_eq!(reminded().await, (1, 1), "once");
}

#[actix_web::test]
async fn other_times_are_asked_for_and_what_was_written_stays() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lena = world.operator("Lena", Role::Legal).await;
    let id = acme.admin.post(OURS, json!({})).await.is_created().id();
    let (ours, theirs) = (format!("{OURS}/{id}"), format!("{THEIRS}/{id}"));
    let again = format!("{ours}/other-times");
    acme.admin.posts(&again).await.is_refused("no-times");
    lena.put(format!("{theirs}/proposal"), proposal()).await.is_ok();
    let waits = async || lena.get(THEIRS).await.is_ok().items()[0]["waiting_days"].clone();
    assert_eq!(waits().await, Value::Null, "the customer chooses");
    world.waits(Duration::days(4));
    assert_eq!(waits().await, json!(0), "every time has passed: the operator is waited for again");
    let page = acme.admin.opens(format!("/settings/reviews/{id}")).await.is_ok().text();
    assert!(page.contains("All times have passed") && page.contains("Ask for other times"), "{page}");
    acme.admin.submits(&format!("/settings/reviews/{id}/other-times"), &[]).await.has_status(303);
    world.runs_its_jobs().await;
    assert!(heard(&world, "Acme asks for other times"));
    assert_eq!(acme.admin.get(&ours).await.is_ok().string("state"), "requested");

    // A time is chosen; another place for other times does not come to it before one of them is chosen.
    let at =
        |day: u32, place: &str| json!({ "times": [format!("2026-03-{day:02}T09:00:00Z")], "minutes_long": 60, "place": place });
    lena.put(format!("{theirs}/proposal"), at(20, "Room 2")).await.is_ok();
    acme.admin.post(format!("{ours}/choice"), json!({ "at": "2026-03-20T09:00:00Z" })).await.is_ok();
    let first = calendar(&acme.admin.get(format!("{ours}/invitation")).await.is_ok().bytes);
    says(&first, &["SEQUENCE:0", "LOCATION:Room 2", "DTSTART:20260320T090000Z"]);
    lena.put(format!("{theirs}/proposal"), at(25, "Elsewhere")).await.is_ok();
    world.runs_its_jobs().await;
    for (who, path) in [(&acme.admin, &ours), (&lena, &format!("/operator/reviews/{id}"))] {
        let file = if path.starts_with("/api") { format!("{path}/invitation") } else { format!("{path}/invitation.ics") };
        who.opens(file).await.has_status(404);
    }
    let sought = acme.admin.get(&ours).await.is_ok();
    assert_eq!((&sought.json["starts_at"], &sought.json["place"]), (&Value::Null, &json!("Elsewhere")));
    acme.admin.post(format!("{ours}/choice"), json!({ "at": "2026-03-25T09:00:00Z" })).await.is_ok();
    acme.admin.posts(&again).await.is_ok();
    lena.put(format!("{theirs}/proposal"), at(26, "Room 3")).await.is_ok();
    acme.admin.post(format!("{ours}/choice"), json!({ "at": "2026-03-26T09:00:00Z" })).await.is_ok();
    world.runs_its_jobs().await;
    says(&calendar(&invited(&world, &acme.admin.email)), &["SEQUENCE:2", "LOCATION:Room 3", "DTSTART:20260326T090000Z"]);
    assert!(world.mailbox(&acme.admin.email).iter().flat_map(|mail| &mail.attachments).all(|file| {
        let lines = calendar(&file.bytes);
        !lines.iter().any(|line| line == "DTSTART:20260320T090000Z") || !lines.iter().any(|line| line == "LOCATION:Elsewhere")
    }));

    // Minutes that are written anew keep what they said, and what the customer said on them.
    world.waits("2026-03-26T10:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap() - world.now());
    acme.admin.posts(&again).await.is_ok();
    lena.put(format!("{theirs}/proposal"), at(27, "Room 3")).await.is_ok();
    acme.admin.post(format!("{ours}/choice"), json!({ "at": "2026-03-27T09:00:00Z" })).await.is_ok();
    world.waits(Duration::days(1));
    lena.posts(format!("{theirs}/holding")).await.is_ok();
    lena.put(format!("{theirs}/minutes"), minutes("Acme")).await.is_ok();
    acme.admin.post(format!("{ours}/comment"), json!({ "comment": "Ana is not the owner." })).await.is_ok();
    let anew = lena.put(format!("{theirs}/minutes"), minutes("Acme Academy")).await.is_ok();
    assert_eq!(anew.json["comment"], Value::Null);
    let kept = &acme.admin.get(&ours).await.is_ok().json["earlier"];
    assert_eq!(kept.as_array().unwrap().len(), 1);
    assert!(kept[0]["comment"].as_str().unwrap().ends_with(":\nAna is not the owner."), "{kept}");
    assert_eq!((&kept[0]["version"], &kept[0]["minutes"]), (&json!(1), &json!("We went through the measures of Acme.")));
    assert_eq!(kept[0]["actions"][0]["task"], "Send Acme the list of measures.");
    for (who, page) in [(&acme.owner, format!("/settings/reviews/{id}")), (&lena, format!("/operator/reviews/{id}"))] {
        let page = who.opens(page).await.is_ok().text();
        assert!(page.contains("Earlier minutes, of") && page.contains("Ana is not the owner."), "{page}");
    }
    world.runs_its_jobs().await;
    acme.owner.finds_in_the_log(&["assure.review_meeting.asked_again"]).await;
    lena.finds_in_the_log(&["assure.review_meeting.minuted"]).await;
    let log = lena.get("/api/v1/audit-events?type=assure.review_meeting.minuted").await.is_ok();
    assert!(
        !log.items().is_empty() && log.items().iter().all(|line| line["actor"]["id"] == json!(lena.id)),
        "{:#?}",
        log.items()
    );
}
