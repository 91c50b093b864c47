//! How news of sub-processors reaches the public: by category, in feeds and by mail, and nothing of who hears of them (M-6.1).

use chrono::Duration;
use serde_json::json;
use tutela::kernel::tidy;

use crate::actors::Caller;
use crate::answer::{Answer, Call};
use crate::dpa::{proven, solved};
use crate::notices::names_a_contact;
use crate::world::World;

const NEWS: &str = "/api/v1/public/subprocessor-changes";
const FEED: &str = "/subprocessors/changes.atom?language=en";
const LIST: &str = "/api/v1/public/mail-list";
const ANA: &str = "ana@firm.example";

/// Everything that anybody can read.
async fn read_in_public(world: &World) -> String {
    let visitor = world.visitor();
    let mut told = String::new();
    for path in ["/subprocessors", "/api/v1/public/subprocessors"] {
        told += &visitor.opens(path).await.is_ok().everything();
    }
    told += &visitor.get(FEED).await.is_ok().everything();
    told += &visitor.get(NEWS).await.is_ok().everything();
    told
}

/// What is between two marks, each time.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

#[actix_web::test]
async fn the_public_hears_of_a_change_by_category_and_not_by_name() {
    let world = World::new().await;
    let (_acme, staff, visitor) = (world.tenant("Acme").await, world.staff().await, world.visitor());
    let empty = visitor.get(FEED).await.is_ok();
    let empty_text = empty.text();
    let [first] = between(&empty_text, "<entry>", "</entry>")[..] else { panic!("one entry: {empty_text}") };
    assert!(first.contains("<title>The first list</title>") && first.contains("no sub-processor"), "{first}");
    assert!(!first.contains("<category term="), "of no category: {first}");
    assert_eq!(empty.header("content-type"), "application/atom+xml; charset=utf-8");

    staff.drafts("Secret Draft Ltd").await;
    let kinds = async || visitor.get(NEWS).await.is_ok().each("kind");
    assert_eq!(kinds().await, ["first_list"], "a draft is nobody's business");
    world.waits(Duration::minutes(1));
    let change = staff.announces(&world, "Mailer SA").await;

    let told = read_in_public(&world).await;
    for secret in ["Mailer SA", "Rue Haute", "privacy@mailer.example", "Secret Draft", change.as_str(), "Acme"] {
        assert!(!told.contains(secret), "{secret} stands in what everybody can read");
    }
    let item = visitor.get(format!("{NEWS}?language=de")).await.is_ok().items()[0].clone();
    assert_eq!((&item["kind"], &item["category"], &item["state"]), (&json!("add"), &json!("email_delivery"), &json!("noticed")));
    assert_eq!((&item["purpose"], &item["location"]), (&json!("Stellt E-Mails zu."), &json!("Brussels, Belgien")));
    assert_eq!(item["transfer_mechanism"], "none_within_eea");
    let starts: chrono::DateTime<chrono::Utc> = item["starts_at"].as_str().unwrap().parse().unwrap();
    assert!(starts - world.now() >= Duration::days(30), "{starts}");
    let page = visitor.opens("/subprocessors").await.is_ok().text();
    assert!(page.contains("Email delivery: a company joins") && page.contains("rel=\"alternate\" type=\"application/atom+xml\""));

    let feed = visitor.get(FEED).await.is_ok();
    let before = between(&feed.text(), "<entry>", "</entry>")[0].to_owned();
    assert!(before.contains("<title>Email delivery: a company joins</title>") && before.contains("Starts on "), "{before}");
    assert!(before.contains(&format!("<id>urn:uuid:{}</id>", item["id"].as_str().unwrap())), "{before}");

    world.waits(Duration::hours(1));
    staff.withdraws(&world, &change).await;
    let after = visitor.get(FEED).await.is_ok().text();
    let after = between(&after, "<entry>", "</entry>");
    assert_eq!(after.len(), 2, "what came of a change stands in its own entry");
    assert_eq!(between(after[0], "<id>", "</id>"), between(&before, "<id>", "</id>"), "an entry keeps its id");
    assert_eq!(between(after[0], "<published>", "</published>"), between(&before, "<published>", "</published>"));
    assert!(
        between(after[0], "<updated>", "</updated>") > between(&before, "<updated>", "</updated>"),
        "and says when it changed"
    );
    assert!(after[0].contains("Withdrawn on 2 Mar 2026"), "{}", after[0]);
    assert_eq!(visitor.get(NEWS).await.is_ok().items()[0]["state"], "withdrawn");
}

#[actix_web::test]
async fn who_has_the_feed_is_not_sent_it_again() {
    let world = World::new().await;
    let (staff, visitor) = (world.staff().await, world.visitor());
    let first = visitor.get(FEED).await.is_ok();
    let (tag, date) = (first.header("etag").to_owned(), first.header("last-modified").to_owned());
    let again = async |name: &str, value: &str| visitor.sends(Call::get(FEED).header(name, value)).await;
    assert!(again("if-none-match", &tag).await.has_status(304).bytes.is_empty());
    again("if-none-match", &format!("\"x\", {}", tag.trim_start_matches("W/"))).await.has_status(304);
    again("if-none-match", "*").await.has_status(304);
    again("if-none-match", "\"x\"").await.is_ok();
    again("if-modified-since", &date).await.has_status(304);
    again("if-modified-since", "yesterday").await.is_ok();
    let both = Call::get(FEED).header("if-none-match", "\"x\"").header("if-modified-since", date.clone());
    visitor.sends(both).await.is_ok();
    world.waits(Duration::minutes(2));
    staff.announces(&world, "Mailer SA").await;
    again("if-none-match", &tag).await.is_ok();
    again("if-modified-since", &date).await.is_ok();
    let german = visitor.get("/subprocessors/changes.atom?language=de").await.is_ok();
    assert!(german.text().contains("Ein Unternehmen kommt hinzu") && german.header("etag") != tag);
    visitor.get(format!("{NEWS}?lenguage=de")).await.is_invalid(&["lenguage"]);
}

#[actix_web::test]
async fn the_news_are_read_page_by_page_the_newest_first() {
    let world = World::new().await;
    let (staff, visitor) = (world.staff().await, world.visitor());
    let mut announced = Vec::new();
    for name in ["Mailer One", "Mailer Two", "Mailer Three"] {
        world.waits(Duration::minutes(1));
        staff.announces(&world, name).await;
        announced.insert(0, visitor.get(NEWS).await.is_ok().each("id")[0].clone());
    }
    let all = visitor.reads_all(&format!("{NEWS}?limit=1")).await;
    let (first, all) = all.split_last().unwrap();
    let ids: Vec<_> = all.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, announced);
    assert_eq!((&first["kind"], &first["state"], &first["vendors"]), (&json!("first_list"), &json!("declared"), &json!(0)));
    let id = first["id"].as_str().unwrap();
    for language in ["en", "de"] {
        let feed = visitor.get(format!("/subprocessors/changes.atom?language={language}")).await.is_ok().text();
        let entry = between(&feed, "<entry>", "</entry>").pop().unwrap().to_owned();
        assert!(entry.contains(&format!("<id>urn:uuid:{id}</id>")), "the same everywhere: {entry}");
    }
    let page = visitor.get(NEWS).await.is_ok();
    assert_eq!((page.items().len(), page.items()[3]["kind"].as_str(), &page.json["next"]), (4, Some("first_list"), &json!(null)));
}

async fn joins(caller: &Caller, email: &str) -> Answer {
    let body = proven(caller, json!({ "email": email, "language": "de" })).await;
    caller.post(LIST, body).await
}

#[actix_web::test]
async fn an_address_hears_of_changes_once_it_is_confirmed_and_until_it_leaves() {
    let world = World::new().await;
    let (staff, visitor) = (world.staff().await, world.visitor());
    joins(&visitor, "Ana@Firm.example").await.is_accepted();
    world.runs_its_jobs().await;
    let link = world.mailbox(ANA)[0].link();
    // A program that looks at mails opens the link, too.
    for _ in 0..2 {
        assert!(visitor.opens(&link).await.is_ok().text().contains("<form method=\"post\""));
    }
    staff.announces(&world, "Mailer One").await;
    assert_eq!(world.mailbox(ANA).len(), 1, "an address that is not confirmed hears nothing");

    visitor.submits(&link, &[]).await.leads_to("/subprocessors/mail-list/joined");
    visitor.opens("/subprocessors/mail-list/joined").await.is_ok();
    visitor.submits(&link, &[]).await.has_status(404);
    visitor.opens(&link).await.has_status(404);
    world.waits(Duration::seconds(1));
    let change = staff.announces(&world, "Mailer Two").await;
    world.waits(Duration::seconds(1));
    staff.withdraws(&world, &change).await;
    let mails = world.mailbox(ANA);
    let subjects: Vec<_> = mails[1..].iter().map(|mail| mail.subject.as_str()).collect();
    let line = "E-Mail-Versand: Ein Unternehmen kommt hinzu";
    assert_eq!(subjects, [format!("Angekündigt: {line}"), format!("Zurückgezogen: {line}")]);
    let mail = &mails[1];
    assert!(mail.text.contains("Stellt E-Mails zu.") && mail.text.contains("Brussels, Belgien"), "{}", mail.text);
    for form in [&mail.subject, &mail.text, &mail.html] {
        assert!(!form.contains("Mailer Two") && !form.contains("mailer.example") && !form.contains('⟪'), "{form}");
    }
    assert_eq!(mail.header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    let leave = mail.header("list-unsubscribe").trim_start_matches('<').trim_end_matches('>').to_owned();
    assert!(mail.text.contains(&leave) && mail.html.contains(&leave), "{}", mail.text);
    let leave = leave.strip_prefix(crate::world::BASE_URL).unwrap().to_owned();

    assert!(visitor.opens(&leave).await.is_ok().text().contains("<form method=\"post\""));
    assert_eq!(world.database.number("SELECT count(*) FROM list_subscriber").await, 1, "opening a link changes nothing");
    let guess = format!("{}x", &leave[..leave.len() - 1]);
    visitor.submits(&guess, &[]).await.has_status(404);
    // As a mail program sends it: no session, no cookie, no origin (RFC 8058).
    let one_click = || Call::post(leave.as_str()).form(&[("List-Unsubscribe", "One-Click")]);
    visitor.sends(one_click()).await.is_ok();
    visitor.sends(one_click()).await.is_ok();
    assert_eq!(world.database.number("SELECT count(*) FROM list_subscriber").await, 0, "who has left leaves no row");
    staff.announces(&world, "Mailer Three").await;
    assert_eq!(world.mailbox(ANA).len(), 3);
    let wanted = ["subproc.list.asked", "subproc.list.joined", "subproc.list.left", "subproc.news.published"];
    staff.author.finds_in_the_log(&wanted).await;
    let log = staff.author.get("/api/v1/audit-events?type=subproc.list").await.is_ok().text();
    assert!(!log.contains("firm.example"), "{log}");
}

#[actix_web::test]
async fn no_answer_says_whether_an_address_is_known() {
    let world = World::new().await;
    world.realm().await;
    let said = |answer: Answer| (answer.status.as_u16(), answer.text());
    let unknown = said(joins(&world.visitor(), ANA).await);
    world.runs_its_jobs().await;
    world.waits(Duration::seconds(1));
    let pending = said(joins(&world.visitor(), ANA).await);
    world.runs_its_jobs().await;
    let mails = world.mailbox(ANA);
    world.visitor().opens(mails[0].link()).await.has_status(404);
    world.visitor().submits(mails[1].link(), &[]).await.has_status(303);
    world.waits(Duration::seconds(1));
    let confirmed = said(joins(&world.visitor(), ANA).await);
    world.runs_its_jobs().await;
    let last = world.mailbox(ANA).pop().unwrap();
    assert!(
        last.text.contains("nichts zu bestätigen") && last.header("list-unsubscribe").contains("/mail-list/"),
        "{}",
        last.text
    );
    // A mailbox is not filled by strangers: the fourth mail of an hour is not sent, and the stranger does not learn it.
    let limited = said(joins(&world.visitor(), ANA).await);
    world.runs_its_jobs().await;
    assert_eq!(world.mailbox(ANA).len(), 3);
    assert_eq!((&pending, &confirmed, &limited), (&unknown, &unknown, &unknown));

    let captcha = solved(&world.visitor()).await;
    let form = [("email", ANA), ("language", "en"), ("captcha", captcha.as_str())];
    world.visitor().submits("/subprocessors/mail-list", &form).await.leads_to("/subprocessors/mail-list/asked");
    let wrong =
        world.visitor().submits("/subprocessors/mail-list", &[("email", "ana"), ("language", "sl")]).await.has_status(422);
    assert!(wrong.text().contains("value=\"ana\"") && wrong.text().contains("id=\"e-language\""), "{}", wrong.text());
    joins(&world.visitor(), "nobody").await.is_invalid(&["email"]);
    let stranger = world.visitor();
    let mut answers = Vec::new();
    for number in 0..21 {
        answers.push(joins(&stranger, &format!("bea{number}@firm.example")).await.status.as_u16());
    }
    assert_eq!((answers[19], answers[20]), (202, 429), "one address on the network asks twenty times an hour");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn what_nobody_confirmed_is_deleted_after_two_days() {
    let world = World::new().await;
    world.realm().await;
    joins(&world.visitor(), ANA).await.is_accepted();
    let request = json!({ "name": "Ana", "company": "Firm", "email": ANA, "reason": "We audit you.", "language": "en" });
    let request = proven(&world.visitor(), request).await;
    world.visitor().post("/api/v1/public/list-requests", request).await.is_accepted();
    world.runs_its_jobs().await;
    let left = async || {
        let count = async |table: &str| world.database.number(&format!("SELECT count(*) FROM {table}")).await;
        (count("list_subscriber").await, count("list_request").await)
    };
    world.waits(Duration::hours(48) - Duration::seconds(1));
    tidy::tidy(world.kernel(), std::time::Duration::ZERO).await.unwrap();
    assert_eq!(left().await, (1, 1));
    let links: Vec<_> = world.mailbox(ANA).iter().map(|mail| mail.link()).collect();
    for link in &links {
        world.visitor().opens(link).await.is_ok();
    }
    world.waits(Duration::seconds(2));
    for link in &links {
        world.visitor().opens(link).await.has_status(404);
        world.visitor().submits(link, &[]).await.has_status(404);
    }
    tidy::tidy(world.kernel(), std::time::Duration::ZERO).await.unwrap();
    assert_eq!(left().await, (0, 0));
}

#[actix_web::test]
async fn whoever_asks_for_mails_or_for_the_list_proves_some_work_before_anything_is_counted() {
    type Asking<'a> = (&'a str, &'a str, &'a dyn Fn(&str) -> serde_json::Value);
    let world = World::new().await;
    world.realm().await;
    let sent = |email: &str| json!({ "email": email, "language": "en" });
    let asked =
        |email: &str| json!({ "name": "Ana", "company": "Firm", "email": email, "reason": "We audit you.", "language": "en" });
    let forms: [Asking<'_>; 2] =
        [(LIST, "/subprocessors/mail-list", &sent), ("/api/v1/public/list-requests", "/subprocessors/detailed", &asked)];
    for (path, page, body) in forms {
        let (visitor, before) = (world.visitor(), world.mailbox(ANA).len());
        // More often than any limit allows: what is not proven takes nobody's share of it.
        for _ in 0..25 {
            visitor.post(path, body(ANA)).await.is_refused("captcha-needed");
        }
        let mut wrong = body(ANA);
        wrong["captcha"] = json!("e30=");
        visitor.post(path, wrong).await.is_refused("captcha-wrong");
        let fields = body(ANA);
        let fields: Vec<_> =
            fields.as_object().unwrap().iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap())).collect();
        let shown = visitor.submits(page, &fields).await.has_status(409).text();
        assert!(shown.contains("has not run") && shown.contains("data-captcha") && shown.contains(ANA), "{shown}");
        world.runs_its_jobs().await;
        assert_eq!(world.mailbox(ANA).len(), before, "{path}");

        let good = proven(&visitor, body(ANA)).await;
        visitor.post(path, good.clone()).await.is_accepted();
        visitor.post(path, good.clone()).await.is_refused("captcha-used");
        let mut elsewhere = body("bea@firm.example");
        elsewhere["captcha"] = good["captcha"].clone();
        visitor.post(path, elsewhere).await.is_refused("captcha-used");
        world.runs_its_jobs().await;
        assert_eq!(world.mailbox(ANA).len(), before + 1, "{path}");
        let old = proven(&visitor, body("cora@firm.example")).await;
        world.waits(Duration::minutes(10) + Duration::seconds(1));
        visitor.post(path, old).await.is_refused("captcha-expired");
    }
}

/// Puts an address on the list.
pub async fn is_on_the_list(world: &World, email: &str) {
    let visitor = world.visitor();
    world.waits(Duration::seconds(1));
    joins(&visitor, email).await.is_accepted();
    world.runs_its_jobs().await;
    let link = world.mailbox(email).pop().expect("a question").link();
    visitor.submits(&link, &[]).await.leads_to("/subprocessors/mail-list/joined");
    world.waits(Duration::seconds(1));
}

#[actix_web::test]
async fn whoever_a_workspace_names_hears_of_a_change_there_and_of_its_start_from_the_list() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, world.staff().await);
    let heard = |email: &str, listed: &str, named: &str| {
        let mails = world.mailbox(email);
        let by_the_list = mails.iter().filter(|mail| mail.subject.starts_with(listed)).count();
        (by_the_list, mails.iter().filter(|mail| mail.subject.contains(named) || mail.text.contains(named)).count())
    };
    is_on_the_list(&world, ANA).await;
    names_a_contact(&world, &acme, ANA).await;
    let change = staff.announces(&world, "Mailer One").await;
    assert_eq!(heard(ANA, "Angekündigt:", "Mailer One"), (0, 1), "by the workspace alone");
    world.waits(Duration::days(31));
    staff.starts(&world, &change).await;
    assert_eq!(heard(ANA, "Begonnen:", "Mailer One"), (1, 1), "workspaces mail to nobody that it started");

    // The list learns of whoever was a contact before when the workspace is told next.
    let bea = "bea@firm.example";
    names_a_contact(&world, &acme, bea).await;
    is_on_the_list(&world, bea).await;
    staff.announces(&world, "Mailer Two").await;
    world.runs_its_jobs().await;
    let (first, named) = heard(bea, "Angekündigt:", "Mailer Two");
    assert!(first <= 1 && named == 1, "once by the workspace, and by the list if that was faster: {first}, {named}");
    world.waits(Duration::minutes(1));
    let change = staff.announces(&world, "Mailer Three").await;
    assert_eq!(heard(bea, "Angekündigt:", "Mailer Three"), (first, 1));
    world.waits(Duration::minutes(1));
    staff.withdraws(&world, &change).await;
    assert_eq!(heard(bea, "Zurückgezogen:", "Mailer Three"), (0, 2), "also that it will not be");
    let marked = "SELECT count(*) FROM list_subscriber WHERE workspace_id IS NOT NULL";
    assert_eq!(world.database.number(marked).await, 2);
    world.runs_its_jobs().await;
}
