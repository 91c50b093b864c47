//! What is read across workspaces, and that customers are told of it as it is (M-8.1).
//!
//! Whoever changes a list here changes the sentence with it, in both languages, wherever it stands: annex II seals it. It stands in
//! templates/legal/measures.toml (`tenant-rows`, `tenant-database`), promises.toml (M-8.1), questionnaire.toml (`iso-model`,
//! `iso-database`) and, in English, README.md.

use entity::tenancy::Surveyed;
use entity::{change_notice, notice_term, questionnaire, review_action, review_meeting};
use sea_orm::IdenStatic as _;
use tutela::kernel::db::Store;

use crate::database::store;
use crate::world::World;

const SAID_EN: &str = "identifiers, states, counts, times, time zones and days of notice of jobs, notices of changes, questionnaires, \
                       review meetings and their actions, and of the terms of agreements that say how many days of notice are \
                       promised, since when and until when";
const SAID_DE: &str = "Kennungen, Zustände, Anzahlen, Zeitpunkte, Zeitzonen und Fristen von Aufträgen, Ankündigungen, Fragebögen, \
                       Besprechungen und deren Aufgaben sowie von Vertragsangaben dazu, wie viele Tage Frist seit wann und bis wann \
                       zugesagt sind";

/// The columns of each table, by the alphabet. Of jobs the database grants the whole table, whose mails are encrypted; the product
/// reads of them the workspace, the state and the times.
const READ: [(&str, &[&str]); 5] = [
    (
        "change_notice",
        &[
            "activated_at",
            "change_id",
            "earliest_at",
            "has_objection",
            "is_awaited",
            "left_out",
            "looked_after_at",
            "notice_days",
            "noticed_at",
            "reached_at",
            "tenant_id",
            "withdrawn_at",
            "zone",
        ],
    ),
    ("notice_term", &["ended_at", "in_force_at", "notice_days", "tenant_id"]),
    ("questionnaire", &["answered_at", "id", "questions", "state", "submitted_at", "taken_at", "tenant_id"]),
    ("review_action", &["done_at", "due_at", "id", "meeting_id", "tenant_id"]),
    ("review_meeting", &["held_at", "id", "minuted_at", "requested_at", "starts_at", "state", "tenant_id", "waits_from", "year"]),
];

/// A column that is granted and not read: an identifier.
const GRANTED_BESIDES: &str = "notice_term.id";

fn root(path: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn columns<E: Surveyed>(all: &mut Vec<String>) {
    let table = E::default();
    all.extend(E::surveyed().iter().map(|column| format!("{}.{}", table.table_name(), column.as_str())));
}

/// The tables and columns that customers are told of.
fn listed() -> Vec<String> {
    READ.iter().flat_map(|(table, columns)| columns.iter().map(move |column| format!("{table}.{column}"))).collect()
}

#[actix_web::test]
async fn what_is_read_across_workspaces_is_what_customers_are_told() {
    let mut read = Vec::new();
    columns::<change_notice::Entity>(&mut read);
    columns::<notice_term::Entity>(&mut read);
    columns::<questionnaire::Entity>(&mut read);
    columns::<review_action::Entity>(&mut read);
    columns::<review_meeting::Entity>(&mut read);
    read.sort_unstable();
    assert_eq!(read, listed(), "change the sentence that customers are told, too");
    let entities = std::fs::read_dir(root("entity/src")).unwrap().map(|entry| entry.unwrap().path());
    let surveyed = entities.filter(|path| std::fs::read_to_string(path).unwrap().contains("impl Surveyed for"));
    assert_eq!(surveyed.count(), READ.len(), "a table that is read across workspaces is not listed here");
    if store() != Store::Postgres {
        return;
    }
    let world = World::new().await;
    let mut granted = world
        .database
        .texts(
            "SELECT c.relname::text || '.' || a.attname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
             JOIN pg_attribute t ON t.attrelid = c.oid AND t.attname = 'tenant_id' \
             WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> 'job' \
             AND has_column_privilege('tutela_worker', c.oid, a.attnum, 'SELECT')",
        )
        .await;
    let mut wanted = listed();
    wanted.push(GRANTED_BESIDES.to_owned());
    granted.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(granted, wanted, "change the sentence that customers are told, too");
}

#[test]
fn the_sentence_of_what_is_read_across_workspaces_is_one_wherever_it_stands() {
    for (path, english, german) in [
        ("templates/legal/measures.toml", 2, 2),
        ("templates/legal/promises.toml", 1, 1),
        ("templates/legal/questionnaire.toml", 2, 2),
        ("README.md", 1, 0),
    ] {
        let text = std::fs::read_to_string(root(path)).unwrap();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!((text.matches(SAID_EN).count(), text.matches(SAID_DE).count()), (english, german), "{path}");
    }
}
