//! The OpenAPI document: what it promises is compared with what was promised before, and with the routes that run.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use crate::world::World;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

#[actix_web::test]
async fn the_document_promises_what_it_promised() {
    let world = World::new().await;
    let document = world.visitor().get("/api/openapi.json").await.is_ok().json;
    let mut text = String::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in METHODS {
            let operation = &operations[method];
            if operation.is_null() {
                continue;
            }
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let query: Vec<_> = parameters.filter(|one| one["in"] == "query").map(|one| one["name"].as_str().unwrap()).collect();
            let question = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
            let body = operation["requestBody"]["content"].as_object().and_then(|content| content.iter().next());
            let body = body.map(|(kind, about)| format!(" <- {}", named(&about["schema"], kind))).unwrap_or_default();
            let _ = writeln!(text, "{} {path}{question}{body}", method.to_uppercase());
            for (status, answer) in operation["responses"].as_object().unwrap() {
                let content = answer["content"].as_object().and_then(|content| content.iter().next());
                let what = content.map(|(kind, about)| format!(" {}", named(&about["schema"], kind))).unwrap_or_default();
                let _ = writeln!(text, "  {status}{what}");
            }
        }
    }
    text += "\n";
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        let _ = writeln!(text, "{name}: {}", shape(schema));
    }
    insta::assert_snapshot!("openapi", text);
}

/// A schema in a few words.
fn named(schema: &Value, kind: &str) -> String {
    if kind != "application/json" && kind != "application/problem+json" { kind.to_owned() } else { shape(schema) }
}

fn shape(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap_or_default().to_owned();
    }
    for (word, mark) in [("oneOf", " | "), ("anyOf", " | "), ("allOf", " & ")] {
        if let Some(parts) = schema[word].as_array() {
            return parts.iter().map(shape).collect::<Vec<_>>().join(mark);
        }
    }
    if let Some(words) = schema["enum"].as_array() {
        return words
            .iter()
            .map(|word| word.as_str().map_or_else(|| word.to_string(), str::to_owned))
            .collect::<Vec<_>>()
            .join(" | ");
    }
    if let Some(fields) = schema["properties"].as_object() {
        let required: BTreeSet<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let field = |(name, of): (&String, &Value)| {
            format!("{name}{}: {}", if required.contains(name.as_str()) { "" } else { "?" }, shape(of))
        };
        return format!("{{ {} }}", fields.iter().map(field).collect::<Vec<_>>().join(", "));
    }
    let kind = match &schema["type"] {
        Value::String(one) => one.clone(),
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | "),
        _ => "anything".to_owned(),
    };
    match schema["format"].as_str() {
        Some(format) => format!("{kind}({format})"),
        None if schema["items"].is_object() => format!("[{}]", shape(&schema["items"])),
        None => kind,
    }
}

#[actix_web::test]
async fn every_route_is_documented_and_every_documented_route_runs() {
    let world = World::new().await;
    let document = world.visitor().get("/api/openapi.json").await.is_ok().json;
    let mut documented = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        documented.extend(operations.as_object().unwrap().keys().map(|method| format!("{} {path}", method.to_uppercase())));
    }
    let own = |path: &str| path.starts_with("/api/") && !path.starts_with("/api/docs") && path != "/api/openapi.json";
    let running: BTreeSet<String> = world
        .stage
        .routes()
        .await
        .into_iter()
        .filter(|(_, path)| own(path))
        .map(|(method, path)| format!("{method} {path}"))
        .collect();
    assert!(running.len() > 50, "the router lists only {running:#?}");
    assert_eq!(running.difference(&documented).collect::<Vec<_>>(), Vec::<&String>::new(), "running, not documented");
    assert_eq!(documented.difference(&running).collect::<Vec<_>>(), Vec::<&String>::new(), "documented, not running");
}

#[actix_web::test]
async fn only_public_routes_ask_for_nobody() {
    let world = World::new().await;
    let document = world.visitor().get("/api/openapi.json").await.is_ok().json;
    let visitor = world.visitor();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let is_public = operation["security"] == serde_json::json!([{}]);
            assert_eq!(
                is_public,
                path.contains("/public/")
                    || path.starts_with("/api/v1/hooks/")
                    || (path == "/api/v1/sessions" && method == "post"),
                "{method} {path}"
            );
            if is_public {
                continue;
            }
            let concrete = crate::tenant_isolation::with_ids(path, |_| "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b".to_owned());
            let call = crate::answer::Call::new(method.to_uppercase().parse().unwrap(), concrete).json(&serde_json::json!({}));
            visitor.sends(call).await.is_unauthenticated();
        }
    }
}

#[actix_web::test]
async fn the_interface_for_people_reads_the_same_document() {
    let world = World::new().await;
    let page = world.visitor().get("/api/docs/").await.is_ok();
    assert!(page.header("content-security-policy").contains("script-src 'self'"));
    assert!(!page.text().contains("https://cdn"), "nothing comes from elsewhere");
}

/// The names under which the types of the sources stand in the document.
fn schema_names() -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok);
    let mut names = Vec::new();
    for file in files.filter(|file| file.path().extension().is_some_and(|ending| ending == "rs")) {
        let (mut pending, mut called) = (false, None);
        for line in std::fs::read_to_string(file.path()).unwrap().lines().map(str::trim) {
            pending |= line.starts_with("#[derive(") && line.contains("ToSchema");
            if let Some((_, name)) = line.split_once("schema(as = ").filter(|_| pending) {
                called = name.split(|c: char| !c.is_alphanumeric()).next().map(str::to_owned);
            }
            let declared =
                line.split_once("struct ").or_else(|| line.split_once("enum ")).filter(|_| pending && !line.starts_with("//"));
            if let Some((_, name)) = declared {
                let own = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
                names.push(called.take().unwrap_or(own));
                pending = false;
            }
        }
    }
    names
}

#[test]
fn a_name_in_the_document_stands_for_one_type() {
    let names = schema_names();
    assert!(names.len() > 100, "{}", names.len());
    let mut seen = BTreeSet::new();
    let twice: Vec<_> = names.iter().filter(|name| !seen.insert(*name)).collect();
    assert!(twice.is_empty(), "two types would stand under one name in the document; say #[schema(as = …)]: {twice:?}");
}
