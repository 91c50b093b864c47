//! The stranger (isolation.md §3): every route with an id in it, with every method, as every role of another workspace and
//! of the operator, with the ids mixed. What belongs to somebody else does not exist.
//!
//! The list of routes comes from the running router: a route with an id that is not covered here fails.

use std::collections::HashMap;

use entity::Visit;
use entity::tenancy::TenantOwned;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;
use tutela::kernel::db::TenantTx;
use tutela::kernel::tenancy::TenantId;

use crate::actors::Person;
use crate::answer::{Answer, Call};
use crate::furnished::Furnished;
use crate::world::World;

/// Two words that stand nowhere else.
const OURS: &str = "Quokkaword";
const THEIRS: &str = "Walrusword";

/// Addresses that are secrets themselves: whoever holds one may open it. Each is guessed at in its own story.
const OPEN_BY_SECRET: &[&str] = &[
    "/api/v1/public/dpa-requests/{id}/{token}",
    "/api/v1/public/dpa-requests/{id}/{token}/pdf",
    "/api/v1/public/dpa-requests/{id}/{token}/countersigned-pdf",
    "/api/v1/public/dpa-requests/{id}/{token}/content",
    "/api/v1/public/dpa-requests/{id}/{token}/countersignature-evidence",
    "/api/v1/public/dpa-requests/{id}/{token}/countersignature",
    "/api/v1/public/dpa-requests/{id}/{token}/refusal",
    "/api/v1/public/dpa-requests/{id}/{token}/signed-file",
    "/api/v1/public/countersignatures/{secret}",
    "/api/v1/public/countersignatures/{secret}/confirmation",
    "/api/v1/public/attachments/{secret}",
    "/api/v1/public/attachments/{secret}/confirmation",
    "/api/v1/public/attachments/{secret}/refusal",
    "/attach/{secret}",
    "/attach/{secret}/refusal",
    "/countersign/{secret}",
    "/dpa/{id}/{token}/countersignature",
    "/dpa/{id}/{token}/refusal",
    "/dpa/{id}/{token}/signed-file",
    "/api/v1/public/certificates/{code}",
    "/api/v1/public/invitations/{link}/acceptance",
    "/contacts/{link}",
    "/dpa/{id}/{token}",
    "/invitations/{link}",
    "/api/v1/public/notices/{id}/{token}",
    "/api/v1/public/notices/{id}/{token}/acknowledgement",
    "/notices/{id}/{token}",
    "/subprocessors/detailed/{id}/{token}",
    "/subprocessors/detailed/{id}/{token}/csv",
    "/subprocessors/list-requests/{link}",
    "/subprocessors/mail-list/{link}",
    "/subprocessors/mail-list/{id}/{token}",
    "/verify/{code}",
];

/// Files of the program and texts of the operator, the same for everybody.
const PROGRAM: &[&str] = &["/assets/", "/api/docs", "/dpa/versions/", "/api/v1/public/dpa-versions/"];

/// What an id in an address stands for: the word before it says it.
fn kind_of(before: &str, name: &str) -> Option<&'static str> {
    Some(match (before, name) {
        ("users" | "people" | "members" | "progress", _) => "user",
        ("groups", _) => "group",
        ("modules", _) => "module",
        ("units", _) => "unit",
        ("quizzes", _) => "quiz",
        ("questions", _) => "question",
        ("attempts", _) => "attempt",
        ("answers" | "slots", _) | (_, "slot") => "slot",
        ("certificates", _) => "certificate",
        ("exports", _) => "export",
        ("sessions", _) => "session",
        ("tokens", _) => "token",
        ("assignments", _) => "assignment",
        ("tenants", _) => "tenant",
        ("learn", _) => "module",
        ("subprocessor-changes" | "changes", _) => "change",
        ("objections", _) => "objection",
        ("notice-contacts" | "contacts", "id") => "contact",
        ("notices", "id") => "notice",
        ("subprocessors", _) => "subprocessor",
        ("templates" | "dpa-templates", _) => "template",
        ("versions" | "dpa-versions", _) => "version",
        ("questionnaires", _) => "questionnaire",
        ("items", _) => "item",
        ("review-meetings" | "reviews", _) => "meeting",
        ("actions", _) => "action",
        ("library-answers" | "library", _) => "library",
        ("dpa-requests" | "dpa", "id") => "agreement",
        ("agreements", _) => "held",
        ("measures", _) => "measure",
        ("list-requests" | "detailed", "id") => "list_request",
        ("mail-list", "id") => "subscriber",
        ("webhooks", _) => "webhook",
        ("deliveries", _) => "delivery",
        (_, "unit_id") => "unit",
        (_, "module_id") => "module",
        _ => return None,
    })
}

/// The kinds of ids in an address, in order; a name in braces for what is not known.
fn kinds(path: &str) -> Vec<String> {
    let segments: Vec<&str> = path.split('/').collect();
    let is_id = |segment: &str| segment.starts_with('{');
    let kind = |at: usize| {
        let name = segments[at].trim_matches(['{', '}']).split(':').next().unwrap_or_default();
        kind_of(segments[at - 1], name).map_or_else(|| segments[at].to_owned(), str::to_owned)
    };
    (1..segments.len()).filter(|at| is_id(segments[*at])).map(kind).collect()
}

/// The address with each id filled in, by its kind.
pub fn with_ids(path: &str, id_of: impl Fn(&str) -> String) -> String {
    let mut kinds = kinds(path).into_iter();
    let fill = |segment: &str| if segment.starts_with('{') { id_of(&kinds.next().unwrap()) } else { segment.to_owned() };
    path.split('/').map(fill).collect::<Vec<_>>().join("/")
}

/// A body that the route would take, so that what is refused is the id.
fn body_for(method: &str, path: &str, ids: &HashMap<&'static str, String>) -> Value {
    match (method, path) {
        ("PATCH", "/api/v1/users/{id}" | "/api/v1/modules/{id}/units/{unit_id}") if path.contains("units") => {
            json!({ "title": "Taken over" })
        }
        ("PATCH", "/api/v1/users/{id}") => json!({ "name": "Mallory" }),
        ("PATCH", "/api/v1/groups/{id}") => json!({ "name": "Taken over" }),
        ("PATCH", "/api/v1/modules/{id}") => json!({ "title": "Taken over" }),
        ("POST", "/api/v1/modules/{id}/units") => json!({ "kind": "page", "title": "Smuggled", "body_md": "in" }),
        ("PUT", "/api/v1/modules/{id}/units/order") => json!({ "unit_ids": [ids["unit"]] }),
        ("PATCH", "/api/v1/quizzes/{id}") => json!({ "settings": { "pass_percent": 0 } }),
        ("POST", "/api/v1/quizzes/{id}/questions") => json!({ "kind": "number", "stem_md": "Smuggled", "value": 1 }),
        ("PUT", "/api/v1/quizzes/{id}/questions/order") => json!({ "question_ids": [ids["question"]] }),
        ("PATCH", "/api/v1/questions/{id}") => json!({ "stem_md": "Taken over" }),
        ("PUT", "/api/v1/attempts/{id}/answers/{slot}") => json!({ "sequence": 9 }),
        ("POST", "/api/v1/operator/dpa-templates/{id}/approval") => json!({ "revision": 1 }),
        ("POST", "/api/v1/operator/measures/{id}/approval") => json!({ "revision": 1 }),
        ("POST", "/api/v1/operator/measures/{id}/rejection") => json!({ "revision": 1, "note": "Smuggled" }),
        ("POST", "/api/v1/operator/measures/{id}/retirement") => json!({ "note": "Smuggled" }),
        ("PUT", "/api/v1/operator/dpa-templates/{id}") => crate::agreement_templates::own_text("8.8.8"),
        ("POST", "/api/v1/subprocessor-changes/{id}/objections") => json!({ "grounds": "Smuggled" }),
        ("PUT", "/api/v1/questionnaires/{id}/mapping") => {
            json!({ "sheet": 0, "first_row": 2, "question_column": "A", "answer_column": "C" })
        }
        ("POST", "/api/v1/review-meetings/{id}/choice") => json!({ "at": "2026-03-04T09:00:00Z" }),
        ("POST", "/api/v1/operator/library-answers/{id}/approval") => json!({ "revision": 1 }),
        ("POST", "/api/v1/review-meetings/{id}/approval") => json!({ "minuted_at": "2026-03-04T09:00:00Z" }),
        ("POST", "/api/v1/review-meetings/{id}/comment") => json!({ "comment": "Smuggled" }),
        ("POST", "/api/v1/review-meetings/{id}/cancellation") => json!({ "reason": "Smuggled" }),
        _ => json!({}),
    }
}

/// A form that the page would take.
fn form_for(path: &str, ids: &HashMap<&'static str, String>) -> Vec<(&'static str, String)> {
    let text = |value: &str| value.to_owned();
    match path {
        "/people/{id}" => vec![("name", text("Mallory")), ("role", text("learner")), ("locale", text("en"))],
        "/groups/{id}" => vec![("name", text("Taken over"))],
        "/groups/{id}/members" => vec![("user_id", ids["user"].clone())],
        "/modules/{id}" => vec![("title", text("Taken over")), ("language", text("en")), ("summary", text(""))],
        "/modules/{id}/units" => vec![("kind", text("page")), ("unit_title", text("Smuggled"))],
        "/modules/{id}/units/{unit_id}" => vec![("title", text("Taken over")), ("body_md", text("x"))],
        path if path.ends_with("/step") => vec![("step", text("up"))],
        path if path.ends_with("/objections") => vec![("grounds", text("Smuggled"))],
        path if path.ends_with("/mapping") => {
            vec![("first_row", text("2")), ("question_column", text("A")), ("answer_column", text("C"))]
        }
        "/settings/reviews/{id}/approval" => vec![("minuted_at", text("2026-03-04T09:00:00Z"))],
        path if path.ends_with("/choice") => vec![("at", text("2026-03-04T09:00:00Z"))],
        path if path.ends_with("/comment") => vec![("comment", text("Smuggled"))],
        path if path.ends_with("/cancellation") => vec![("reason", text("Smuggled"))],
        "/quizzes/{id}" => vec![("title", text("Taken over")), ("pass_percent", text("0"))],
        "/quizzes/{id}/questions" | "/quizzes/{id}/questions/{question_id}" => {
            vec![("kind", text("number")), ("stem_md", text("Smuggled")), ("points", text("1")), ("value", text("1"))]
        }
        _ => Vec::new(),
    }
}

async fn call(person: &Person, method: &str, path: &str, ids: &HashMap<&'static str, String>, address: String) -> Answer {
    let call = Call::new(method.parse().unwrap(), address);
    let call = match (method, path.starts_with("/api/")) {
        ("GET" | "DELETE", _) => call,
        (_, true) => call.json(&body_for(method, path, ids)),
        (_, false) => {
            let form = form_for(path, ids);
            call.form(&form.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
        }
    };
    person.sends(if path.starts_with("/api/") { call } else { call.header("accept", "text/html") }).await
}

/// What an answer says once the ids that were asked for are taken out.
fn said(answer: &Answer, address: &str) -> (u16, String) {
    let mut text = answer.text();
    for id in address.split('/').filter(|segment| segment.len() == 36) {
        text = text.replace(id, "ID");
    }
    // The forms of a page carry the id of its request.
    (answer.status.as_u16(), text.replace(answer.header("x-request-id"), "REQUEST"))
}

/// Every way to fill the ids with ours and theirs, except with theirs alone.
fn mixtures(kinds: usize) -> Vec<Vec<bool>> {
    (1..1_usize << kinds).map(|bits| (0..kinds).map(|at| bits >> at & 1 == 1).collect()).collect()
}

#[actix_web::test]
async fn what_belongs_to_somebody_else_does_not_exist() {
    let world = World::new().await;
    // A change is told to whom there is: of ours they never heard.
    let mut ours = world.furnished(OURS).await;
    world.announces_to(&mut ours, OURS).await;
    world.assures(&mut ours, OURS).await;
    let mut theirs = world.furnished(THEIRS).await;
    world.announces_to(&mut theirs, THEIRS).await;
    world.assures(&mut theirs, THEIRS).await;
    let agreement = crate::dpa::requested(&world).await;
    world.runs_its_jobs().await;
    let routes: Vec<_> = world.stage.routes().await.into_iter().filter(|(_, path)| path.contains('{')).collect();
    let covered = |path: &str| !PROGRAM.iter().any(|program| path.starts_with(program)) && !OPEN_BY_SECRET.contains(&path);
    let routes: Vec<_> = routes.into_iter().filter(|(_, path)| covered(path)).collect();
    assert!(routes.len() > 40, "{routes:#?}");
    let unknown: Vec<_> = routes.iter().filter(|(_, path)| kinds(path).iter().any(|kind| kind.starts_with('{'))).collect();
    assert!(unknown.is_empty(), "say in kind_of what these ids are: {unknown:#?}");

    let mut strangers: Vec<Person> = theirs.workspace.people().into_iter().cloned().collect();
    for role in [Role::Legal, Role::Security, Role::Support] {
        strangers.push(world.operator(&format!("Olivia {}", role.as_str()), role).await);
    }
    let before = rows_of(&world, ours.workspace.id).await;
    let mut wrong = Vec::new();
    for (method, path) in &routes {
        // The operator's own things are theirs: a tenant's people are the strangers there.
        let operators = path.contains("/operator/") || kinds(path).iter().any(|kind| kind == "agreement" || kind == "tenant");
        for stranger in strangers.iter().filter(|stranger| !operators || stranger.tenant == theirs.workspace.id) {
            let nobody = with_ids(path, |kind| if kind == "slot" { "1".into() } else { crate::database::fresh_id().to_string() });
            let expected = call(stranger, method, path, &theirs.ids, nobody.clone()).await;
            if ![403, 404].contains(&expected.status.as_u16()) {
                wrong.push(format!(
                    "{method} {path} as {}: {} for nobody's id: {}",
                    stranger.role.as_str(),
                    expected.status,
                    expected.text()
                ));
                continue;
            }
            for mixture in mixtures(kinds(path).iter().filter(|kind| *kind != "slot").count()) {
                let at = std::cell::Cell::new(0);
                let id_of = |kind: &str| {
                    if kind == "slot" || kind == "agreement" {
                        return if kind == "slot" { "1".to_owned() } else { agreement.clone() };
                    }
                    let owner = if mixture[at.replace(at.get() + 1)] { &ours } else { &theirs };
                    owner.ids[kind].clone()
                };
                let address = with_ids(path, id_of);
                let answer = call(stranger, method, path, &theirs.ids, address.clone()).await;
                if said(&answer, &address) != said(&expected, &nobody) || answer.everything().contains(OURS) {
                    wrong.push(format!(
                        "{method} {address} as {}: {} {}",
                        stranger.role.as_str(),
                        answer.status,
                        answer.excerpt()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} answers tell that something exists:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(rows_of(&world, ours.workspace.id).await, before, "a stranger changed something");
}

/// Lists, searches, pages, exports, mails: their own words are in them, ours are not.
#[actix_web::test]
async fn nothing_of_one_workspace_stands_anywhere_in_another() {
    let world = World::new().await;
    let (ours, theirs) = (world.furnished(OURS).await, world.furnished(THEIRS).await);
    let routes: Vec<_> =
        world.stage.routes().await.into_iter().filter(|(method, path)| method == "GET" && !path.contains('{')).collect();
    let lena = world.operator("Lena", Role::Legal).await;
    let mut found = Vec::new();
    for (_, path) in &routes {
        for question in ["", "?q=Quokkaword", "?limit=200"] {
            for reader in theirs.workspace.people() {
                let answer = read(reader, &format!("{path}{question}")).await;
                if answer.everything().replace("q=Quokkaword", "").replace("value=\"Quokkaword\"", "").contains(OURS)
                    && question.is_empty()
                {
                    found.push(format!("{path} for {}", reader.role.as_str()));
                }
                assert!(answer.status.as_u16() < 500, "{path}{question}: {}", answer.text());
                if question == "?q=Quokkaword" && path.starts_with("/api/") && answer.status.is_success() {
                    let text = answer.text();
                    assert!(!text.contains(OURS), "{path}{question}: {text}");
                }
            }
            // The register of tenants is the operator's own: it holds names of workspaces and nothing of what is inside.
            let answer = read(&lena, &format!("{path}{question}")).await;
            let names_all = path.contains("tenants") || path == "/operator/instructions";
            if !names_all && !path.contains("openapi") && question.is_empty() && answer.everything().contains(OURS) {
                found.push(format!("{path} for an operator"));
            }
        }
    }
    assert!(found.is_empty(), "our word stands in {found:#?}");
    for mail in world.mails().iter().filter(|mail| mail.to.contains(&THEIRS.to_lowercase())) {
        assert!(!format!("{mail:?}").to_lowercase().contains(&OURS.to_lowercase()), "{mail:?}");
    }
    assert!(!zipped(&theirs).await.contains(OURS), "our word stands in their export");
    assert!(zipped(&ours).await.contains(OURS), "our own export has our word");
    assert!(read(&ours.workspace.owner, "/api/v1/modules").await.text().contains(OURS));
    let operators = rows_of(&world, world.realm().await).await;
    assert!(!operators.to_string().contains(OURS), "our word stands in the operator's realm");
}

/// The word in everything a session cookie, a token or a cursor says of its tenant.
#[actix_web::test]
async fn a_tenant_in_a_request_is_never_believed() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let plain = acme.admin.get("/api/v1/users").await.is_ok();
    for (name, value) in
        [("x-tenant-id", globex.id.get().to_string()), ("x-tenant", globex.slug.clone()), ("host", "globex.example".into())]
    {
        let answer = acme.admin.sends(Call::get("/api/v1/users").header(name, value)).await.is_ok();
        assert_eq!(answer.json, plain.json, "{name}");
    }
    let spoofed = format!("/api/v1/users?tenant_id={}", globex.id.get());
    acme.admin.get(spoofed).await.is_invalid(&["tenant_id"]);
    let body = json!({ "name": "Spoofed", "tenant_id": globex.id.get() });
    acme.admin.post("/api/v1/groups", body).await.is_invalid(&["tenant_id"]);
    // A genuine secret of ours with their tenant written into it opens nothing.
    let cookie = acme.admin.signs_in().await;
    cookie.get("/api/v1/me").await.is_ok();
    let secret = world.visitor().post("/api/v1/sessions", acme.admin.credentials()).await.cookie().unwrap();
    let mut bytes = data_encoding::BASE64URL_NOPAD.decode(secret.trim_start_matches("tutela=").as_bytes()).unwrap();
    bytes[..16].copy_from_slice(globex.id.get().as_bytes());
    let forged = format!("tutela={}", data_encoding::BASE64URL_NOPAD.encode(&bytes));
    world.visitor().with_cookie(forged).get("/api/v1/me").await.is_unauthenticated();
}

async fn read(person: &Person, path: &str) -> Answer {
    if path.starts_with("/api/") { person.get(path).await } else { person.opens(path).await }
}

/// Every part of a workspace's export, one after the other.
async fn zipped(furnished: &Furnished) -> String {
    let path = format!("/api/v1/exports/{}/download", furnished.ids["export"]);
    let bytes = furnished.workspace.owner.get(path).await.is_ok().bytes;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for at in 0..zip.len() {
        let mut part = Vec::new();
        std::io::Read::read_to_end(&mut zip.by_index(at).unwrap(), &mut part).unwrap();
        text += &String::from_utf8_lossy(&part);
    }
    text
}

type Rows = for<'a> fn(&'a TenantTx) -> BoxFuture<'a, Value>;

/// Every row of a workspace, table by table.
async fn rows_of(world: &World, tenant: TenantId) -> Value {
    struct Reader;
    impl Visit for Reader {
        type Output = (String, Rows);

        fn table<E: TenantOwned>(&mut self) -> (String, Rows)
        where
            E::Model: serde::Serialize + Send + Sync,
        {
            (E::default().table_name().to_owned(), rows::<E>)
        }
    }
    fn rows<E: TenantOwned>(tx: &TenantTx) -> BoxFuture<'_, Value>
    where
        E::Model: serde::Serialize + Send + Sync,
    {
        Box::pin(async move { serde_json::to_value(tx.rows::<E>().ascending(E::id()).all().await.unwrap()).unwrap() })
    }
    let tx = world.kernel().snapshot_as_system(tenant).await.unwrap();
    let mut tables = serde_json::Map::new();
    for (name, rows) in entity::each_tenant_table(&mut Reader) {
        tables.insert(name, rows(&tx).await);
    }
    Value::Object(tables)
}
