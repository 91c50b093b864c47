//! Whatever is sent, the answer is clear, and never that the server broke.

use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::answer::{Call, encode};
use crate::logged::errors_of;
use crate::tenant_isolation::with_ids;
use crate::world::World;

#[actix_web::test]
async fn a_body_that_is_none_gets_a_clear_answer() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let send = async |call: Call| acme.admin.sends(call).await;
    let groups = || Call::post("/api/v1/groups");
    send(groups().body("application/json", "{\"name\": ")).await.has_status(400).has_code("malformed");
    send(groups().body("application/json", "{\"name\": \"a\"} trailing")).await.has_status(400);
    send(groups().body("application/json", "")).await.has_status(400);
    send(groups().body("application/json", vec![0xff, 0xfe])).await.has_status(400);
    send(groups().body("text/plain", "{\"name\": \"a\"}")).await.has_status(400);
    send(groups().body("application/xml", "<name/>")).await.has_status(400);
    send(groups()).await.has_status(400);
    let list = send(groups().json(&json!(["Warehouse"]))).await;
    assert!(list.status.is_client_error(), "a list is no object: {}", list.text());
    send(groups().json(&json!({ "name": 7 }))).await.is_invalid(&["name"]);
    send(groups().json(&json!({ "name": "a", "nome": "b" }))).await.is_invalid(&["nome"]);
    let large = format!("{{\"name\": \"{}\"}}", "x".repeat(1024 * 1024));
    send(groups().body("application/json", large)).await.has_status(413).has_code("too-large");
    let deep = send(groups().body("application/json", "[".repeat(100_000))).await;
    assert!(deep.status.is_client_error(), "{}", deep.text());
    assert!(acme.admin.get("/api/v1/groups").await.is_ok().items().is_empty());
}

#[actix_web::test]
async fn nul_is_refused_and_talking_about_it_is_not() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let group = |name: &str| Call::post("/api/v1/groups").body("application/json", format!("{{\"name\": \"{name}\"}}"));
    for name in [r"a\u0000b", r"a\\\u0000b", r"\u0000"] {
        acme.admin.sends(group(name)).await.is_invalid(&["body"]);
    }
    let made = acme.admin.sends(group(r"a\\u0000b")).await.is_created();
    assert_eq!(made.string("name"), r"a\u0000b");
}

#[actix_web::test]
async fn an_invented_method_makes_no_series() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    for method in ["INVENTED", "BREW", "get"] {
        acme.admin.sends(Call::new(method.parse().unwrap(), "/api/v1/groups")).await;
    }
    let series = acme.admin.get("/metrics").await.is_ok().text();
    assert!(series.contains("method=\"other\""), "{series}");
    assert!(!["INVENTED", "BREW", "\"get\""].iter().any(|method| series.contains(method)), "{series}");
}

#[actix_web::test]
async fn a_cookie_beside_another_authorization_is_still_a_cookie() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let browser = acme.admin.signs_in().await;
    let group = || Call::post("/api/v1/groups").json(&json!({ "name": "Warehouse" })).header("sec-fetch-site", "cross-site");
    for other in ["Basic YTpi", "", "bearer x", "Bearer"] {
        browser.sends(group().header("authorization", other)).await.is_refused("other-origin");
    }
    acme.admin.sends(group()).await.is_created();
}

#[actix_web::test]
async fn what_broke_is_logged_once_under_the_id_of_the_request() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    world.database.run("ALTER TABLE user_group RENAME TO gone").await;
    for page in [false, true] {
        let answer = if page { acme.admin.opens("/groups").await } else { acme.admin.get("/api/v1/groups").await };
        let id = answer.has_status(500).header("x-request-id").to_owned();
        let told = errors_of(&id);
        assert!(matches!(&told[..], [line] if line.contains("user_group")), "{id}: {told:#?}");
    }
}

#[actix_web::test]
async fn an_address_that_is_none_is_not_found() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    for path in [
        "/api/v1/users/x",
        "/api/v1/users/%00",
        "/api/v1/users/..%2f..",
        "/api/v1/nothing",
        "/api/v2/users",
        "/api/v1/users/1/2/3",
    ] {
        acme.owner.get(path).await.is_not_found();
    }
    let long = format!("/api/v1/users/{}", "9".repeat(5000));
    acme.owner.get(long).await.is_not_found();
    acme.owner.delete("/api/v1/modules").await.has_status(404);
    let page = acme.owner.opens("/nothing/here").await.has_status(404);
    assert!(page.header("content-type").starts_with("text/html") && page.text().contains("<html"));
}

/// What a field may be sent as, whatever it should be.
fn junk() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(0),
        json!(9_223_372_036_854_775_807_i64),
        json!(1e300),
        json!(""),
        json!(" "),
        json!("a\u{0}b"),
        json!("\u{202e}drow\u{1F389}\u{feff}"),
        json!("'; DROP TABLE user_account; --"),
        json!("{{7*7}}${7*7}<script>alert(1)</script>"),
        json!("x".repeat(20_000)),
        json!("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"),
        json!("9999-12-31T23:59:59Z"),
        json!("+262142-12-31T23:59:59Z"),
        json!([]),
        json!([null, {}, [], "x"]),
        json!(vec!["0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"; 50]),
        json!({ "$gt": "" }),
    ]
}

/// Bodies that are none of anything.
fn wholes() -> Vec<Vec<u8>> {
    let texts = ["", "null", "[]", "\"x\"", "1e999", "{\"a\":1,\"a\":2}", "{", "true"];
    let mut wholes: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    wholes.push(vec![0xff; 64]);
    wholes.push(format!("{}1{}", "{\"a\":".repeat(300), "}".repeat(300)).into_bytes());
    wholes
}

/// The fields of a request's schema.
fn fields(document: &Value, schema: &Value) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return fields(document, &document["components"]["schemas"][reference.rsplit('/').next().unwrap_or_default()]);
    }
    let own = schema["properties"].as_object().map(|fields| fields.keys().cloned().collect());
    let parts = ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|word| schema[word].as_array().into_iter().flatten());
    own.unwrap_or_else(|| parts.flat_map(|part| fields(document, part)).collect())
}

#[actix_web::test]
async fn no_junk_in_a_body_breaks_the_server() {
    let world = World::new().await;
    let acme = world.furnished("Acmeword").await;
    let owner = &acme.workspace.owner;
    let agreement = crate::dpa::requested(&world).await;
    let document = owner.get("/api/openapi.json").await.is_ok().json;
    let mut broken = Vec::new();
    let mut sent = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in ["post", "put", "patch"] {
            let operation = &operations[method];
            if operation.is_null() {
                continue;
            }
            let address = with_ids(path, |kind| acme.ids.get(kind).cloned().unwrap_or_else(|| agreement.clone()));
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let mut bodies = wholes();
            for value in junk() {
                let whole: serde_json::Map<_, _> =
                    fields(&document, schema).into_iter().map(|field| (field, value.clone())).collect();
                for field in whole.keys() {
                    bodies.push(json!({ field: value.clone() }).to_string().into_bytes());
                }
                bodies.push(Value::Object(whole).to_string().into_bytes());
            }
            for body in bodies {
                let shown = String::from_utf8_lossy(&body).chars().take(120).collect::<String>();
                let call = Call::new(method.to_uppercase().parse().unwrap(), address.clone()).body("application/json", body);
                let answer = owner.sends(call).await;
                sent += 1;
                if answer.status.as_u16() >= 500 {
                    broken.push(format!("{method} {path} {shown}: {}", answer.status));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{} of {sent} broke the server:\n{}", broken.len(), broken.join("\n"));
    assert!(sent > 2000, "{sent}");
    world.database.run("DELETE FROM job").await;
}

#[actix_web::test]
async fn no_junk_in_a_query_breaks_the_server() {
    let world = World::new().await;
    let acme = world.furnished("Acmeword").await;
    let owner = &acme.workspace.owner;
    let lists = world
        .stage
        .routes()
        .await
        .into_iter()
        .filter(|(method, path)| method == "GET" && !path.contains("metrics") && !path.contains("openapi"));
    let mut broken = Vec::new();
    for (_, path) in lists {
        let address = with_ids(&path, |kind| acme.ids.get(kind).cloned().unwrap_or_else(|| "x".to_owned()));
        let names =
            ["limit", "after", "q", "role", "state", "type", "object", "actor", "module_id", "group_id", "language", "next"];
        for value in [
            "-1",
            "99999999999999999999",
            "\u{0}",
            "%",
            "_",
            "'",
            "x&x=y",
            "\u{202e}",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "",
        ] {
            let query: Vec<_> = names.iter().map(|name| format!("{name}={}", encode(value))).collect();
            let singles = names.iter().map(|name| format!("{address}?{name}={}", encode(value)));
            for asked in singles.chain([
                format!("{address}?{}", query.join("&")),
                format!("{address}?limit=1&limit=2"),
                format!("{address}?%ff=%ff"),
            ]) {
                let answer = if path.starts_with("/api/") { owner.get(&asked).await } else { owner.opens(&asked).await };
                if answer.status.as_u16() >= 500 {
                    broken.push(format!("{asked}: {}", answer.status));
                }
            }
        }
    }
    broken.sort();
    broken.dedup();
    assert!(broken.is_empty(), "{} broke the server:\n{}", broken.len(), broken.join("\n"));
    world.runs_its_jobs().await;
}

/// A filter with a slip of the pen in its name must not pass for no filter: no list answers it.
#[actix_web::test]
async fn a_list_refuses_what_it_does_not_know() {
    let world = World::new().await;
    let mut acme = world.furnished("Acmeword").await;
    world.announces_to(&mut acme, "Acmeword").await;
    world.assures(&mut acme, "Acmeword").await;
    let lena = world.operator("Lena", Role::Legal).await;
    let owner = &acme.workspace.owner;
    let document = owner.get("/api/openapi.json").await.is_ok().json;
    let mut lists = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        let list = &operations["get"];
        let schema = list["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].as_str().unwrap_or_default();
        let is_paged = list["parameters"].as_array().is_some_and(|all| all.iter().any(|one| one["name"] == "after"));
        if !schema.contains("/Page_") && !is_paged {
            continue;
        }
        let address = with_ids(path, |kind| acme.ids[kind].clone());
        let own = owner.get(&address).await;
        let reader = if own.status.as_u16() == 403 { &lena } else { owner };
        reader.get(&address).await.is_ok();
        reader.get(format!("{address}?nonsense=1")).await.is_invalid(&["nonsense"]);
        if is_paged {
            reader.get(format!("{address}?limit=1")).await.is_ok();
            reader.get(format!("{address}?limit=1&stat=draft")).await.is_invalid(&["stat"]);
        }
        lists += 1;
    }
    assert!(lists >= 17, "{lists}");
}
