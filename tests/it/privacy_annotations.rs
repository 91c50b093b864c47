//! Every column of every tenant table says what it holds, exactly once (M-4.2). The snapshot is the Art. 30 record.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use entity::Visit;
use entity::privacy::{Category, Privacy};
use entity::tenancy::TenantOwned;
use sea_orm::{ColumnTrait as _, ColumnType, IdenStatic as _, Iterable as _};
use tutela::kernel::db::Store;

use crate::world::World;

/// Tables shared by all tenants; they hold no personal data.
const PLATFORM: &[&str] = &["document", "subprocessor", "subprocessor_list", "tenant"];
/// What the migrations keep for themselves.
const NOT_OURS: &[&str] = &["seaql_migrations"];

struct Table {
    name: String,
    columns: Vec<String>,
    texts: Vec<String>,
    privacy: Privacy,
}

fn tables() -> Vec<Table> {
    struct Tables;
    impl Visit for Tables {
        type Output = Table;

        fn table<E: TenantOwned>(&mut self) -> Table
        where
            E::Model: serde::Serialize + Send + Sync,
        {
            let columns = E::Column::iter().map(|column| column.as_str().to_owned()).collect();
            let is_text = |column: &E::Column| {
                let kind = column.def().get_column_type().clone();
                matches!(kind, ColumnType::String(_) | ColumnType::Text | ColumnType::Json | ColumnType::JsonBinary)
            };
            let texts = E::Column::iter().filter(is_text).map(|column| column.as_str().to_owned()).collect();
            Table { name: E::default().table_name().to_owned(), columns, texts, privacy: E::PRIVACY }
        }
    }
    entity::each_tenant_table(&mut Tables)
}

#[test]
fn every_column_is_annotated_exactly_once() {
    for table in tables() {
        let annotated: Vec<_> = table.privacy.columns.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(annotated, table.columns, "{}", table.name);
        assert!(!table.privacy.retention.is_empty(), "{} does not say how long", table.name);
    }
}

#[test]
fn whatever_looks_like_a_secret_is_one() {
    for table in tables() {
        for (column, category) in table.privacy.columns {
            let secret = ["password", "token", "secret", "_hash", "key"].iter().any(|word| column.contains(word));
            let known = ["leaf_hash", "answer_key", "key", "ai_key", "event_key"].contains(column)
                || column.ends_with("_idempotency_key");
            if secret && !known {
                assert_eq!(*category, Category::Secret, "{}.{column}", table.name);
            }
        }
    }
}

/// Text and JSON that hold words of ours, codes and numbers only; any other text was written by or about somebody.
const WORDS_OF_OURS: &[&str] = &[
    "state",
    "language",
    "locale",
    "kind",
    "content_type",
    "sha256",
    "json_sha256",
    "pdf_sha256",
    "template_version",
    "number",
    "failure",
    "rules",
    "outcome",
    "severity",
    "object_kind",
    "zone",
    "decision",
    "subject",
];
/// As above, in one table: a company as its register shows it, settings, names of events, ids, what lies sealed.
const IN_ONE_TABLE: &[(&str, &str)] = &[
    ("agreement", "legal_name"),
    ("agreement", "register_no"),
    ("agreement", "address"),
    ("agreement", "country"),
    ("agreement_template", "version"),
    ("agreement_template", "origin"),
    ("agreement_template", "template_toml_sha256"),
    ("agreement_template", "en_md_sha256"),
    ("agreement_template", "de_md_sha256"),
    ("agreement", "legal_entity"),
    ("agreement", "flat_name"),
    ("agreement", "countersigned_how"),
    ("agreement", "countersigned_sha256"),
    ("agreement", "declined_by"),
    ("agreement", "return_choice"),
    ("agreement", "released_from"),
    ("countersignature", "how"),
    ("countersignature", "evidence_sha256"),
    ("audit_checkpoint", "note"),
    ("audit_event", "name"),
    ("audit_event", "payload"),
    ("change_news", "category"),
    ("change_news", "purpose_en"),
    ("change_news", "purpose_de"),
    ("change_news", "location"),
    ("change_news", "transfer_mechanism"),
    ("idempotency_key", "key"),
    ("instruction", "value"),
    ("job", "payload"),
    ("library_answer", "entry"),
    ("library_answer", "topic"),
    ("questionnaire", "format"),
    ("questionnaire_item", "entry"),
    ("questionnaire_item", "confidence"),
    ("review_meeting", "proposals"),
    ("user_group", "name"),
    ("held_agreement", "told"),
    ("subprocessor_change", "loss"),
    ("subprocessor_change", "risk"),
    ("questionnaire_item", "candidates"),
    ("written_instruction", "answer"),
    ("measure", "code"),
    ("measure", "origin"),
    ("measure", "heading"),
    ("measure", "promises"),
    ("measure_check", "code"),
    ("measure_check", "result"),
    ("measure_alarm", "code"),
    ("webhook_delivery", "event_type"),
    ("webhook_delivery", "event_key"),
    ("webhook_endpoint", "url"),
];

#[test]
fn text_is_somebodys_unless_it_is_listed() {
    for table in tables() {
        for column in table.texts {
            let technical =
                table.privacy.columns.iter().any(|(name, category)| *name == column && *category == Category::Technical);
            let listed = WORDS_OF_OURS.contains(&column.as_str()) || IN_ONE_TABLE.contains(&(&table.name, &column));
            assert!(!technical || listed, "{}.{column} is text and is called technical", table.name);
        }
    }
}

#[test]
fn the_record_of_processing_is_what_was_decided() {
    let mut record = String::new();
    for table in tables() {
        let Privacy { basis, retention, erasure, columns } = table.privacy;
        let _ = writeln!(record, "{}: {basis:?}; {retention}; on erasure {erasure:?}", table.name);
        let mut categories: Vec<Category> = columns.iter().map(|(_, category)| *category).collect();
        categories.sort();
        categories.dedup();
        for category in categories {
            let names: Vec<_> = columns.iter().filter(|(_, of)| *of == category).map(|(name, _)| *name).collect();
            let _ = writeln!(record, "  {category:?}: {}", names.join(" "));
        }
    }
    insta::assert_snapshot!("privacy", record);
}

#[actix_web::test]
async fn the_catalogue_is_the_database() {
    let world = World::new().await;
    let (known, columns_of) = match world.database.store() {
        Store::Sqlite => (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
            "SELECT name FROM pragma_table_info('$')",
        ),
        Store::Postgres => (
            "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
            "SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '$'",
        ),
    };
    let in_database: BTreeSet<String> = world.database.texts(known).await.into_iter().collect();
    let tables = tables();
    let listed = tables.iter().map(|table| table.name.as_str()).chain(PLATFORM.iter().copied()).chain(NOT_OURS.iter().copied());
    assert_eq!(in_database, listed.map(str::to_owned).collect());
    for table in tables {
        let columns: BTreeSet<String> = world.database.texts(&columns_of.replace('$', &table.name)).await.into_iter().collect();
        assert_eq!(columns, table.columns.iter().cloned().collect(), "{}", table.name);
    }
}
