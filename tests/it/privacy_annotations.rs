//! Every column of every tenant table says what it holds, exactly once (M-4.2). The snapshot is the Art. 30 record.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use entity::Visit;
use entity::privacy::{Category, Privacy};
use entity::tenancy::TenantOwned;
use sea_orm::{IdenStatic as _, Iterable as _};
use tutela::kernel::db::Store;

use crate::world::World;

/// Tables shared by all tenants; they hold no personal data.
const PLATFORM: &[&str] = &["document", "subprocessor", "tenant"];
/// What the migrations keep for themselves.
const NOT_OURS: &[&str] = &["seaql_migrations"];

struct Table {
    name: String,
    columns: Vec<String>,
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
            Table { name: E::default().table_name().to_owned(), columns, privacy: E::PRIVACY }
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
            let known = ["leaf_hash", "answer_key", "key", "ai_key"].contains(column) || column.ends_with("_idempotency_key");
            if secret && !known {
                assert_eq!(*category, Category::Secret, "{}.{column}", table.name);
            }
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
