//! The plan of the house (house.md), held by walking its files: imports go down only, each kind of file keeps to its
//! trade, and whoever opens a door past the usual ones stands on a list.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::owners::{READ_ELSEWHERE, TABLES};

/// The wings from the bottom up. Wings on one floor do not call each other; `notifications` stands below `people`, which
/// it knows only as somebody with an address.
const FLOORS: &[&[&str]] = &[
    &["kernel"],
    &["notifications"],
    &["people"],
    &["vendors"],
    &["ai"],
    &["learning", "billing", "mentoring", "booking", "practice"],
    &["rights"],
    &["agreements"],
    &["app"],
];

/// What `crate::` may also be followed by: macros of the kernel.
const MACROS: &[&str] = &["events", "permissions"];

/// Queries outside `store.rs`, each with its reason.
const QUERIES_ELSEWHERE: &[(&str, &str)] =
    &[("src/rights/exports/tables.rs", "walks the columns of every table of the catalogue")];

/// Lines that a file may have.
const MOST_LINES: usize = 400;

struct File {
    path: String,
    text: String,
}

impl File {
    /// Wing and capability: `src/people/users/store.rs` is `people`, `users`.
    fn place(&self) -> (&str, &str) {
        let mut parts = self.path.trim_start_matches("src/").split('/');
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
    }

    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The text without comments.
    fn code(&self) -> String {
        let bare = |line: &str| line.split_once("//").map_or(line, |(code, _)| code).to_owned();
        self.text.lines().map(bare).collect::<Vec<_>>().join("\n")
    }

    /// The text without comments and without its unit tests.
    fn product(&self) -> String {
        let code = self.code();
        code.split_once("#[cfg(test)]\nmod tests {").map_or(code.clone(), |(product, _)| product.to_owned())
    }

    fn is_wing(&self) -> bool {
        let wing = self.place().0;
        self.path.matches('/').count() > 1 && wing != "kernel" && wing != "app"
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str) -> Vec<File> {
    let walk = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name();
    let paths = walk.into_iter().map(|entry| entry.unwrap().into_path());
    let rust: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect();
    let file = |path: PathBuf| File {
        path: path.strip_prefix(root()).unwrap().display().to_string(),
        text: std::fs::read_to_string(&path).unwrap(),
    };
    rust.into_iter().map(file).collect()
}

#[track_caller]
fn assert_none(found: Vec<String>, rule: &str) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}

/// Every path that follows `crate::`, also inside braces.
fn imports(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if !code[..at].ends_with('$') {
            tree(&code[at + "crate::".len()..], &[], &mut found);
        }
    }
    found
}

/// Reads one `use` tree; gives back what follows it.
fn tree<'a>(text: &'a str, before: &[String], found: &mut Vec<Vec<String>>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start().trim_start_matches(',').trim_start();
            match rest.strip_prefix('}') {
                Some(after) => return after,
                None if rest.is_empty() => return rest,
                None => rest = tree(rest, before, found),
            }
        }
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*').unwrap_or(text.len());
    let path = [before, &[text[..end].to_owned()]].concat();
    match text[end..]
        .strip_prefix("::")
        .filter(|rest| rest.starts_with(|c: char| c == '{' || c == '*' || c.is_alphabetic() || c == '_'))
    {
        Some(rest) => tree(rest, &path, found),
        None => {
            found.push(path);
            let rest = text[end..].trim_start();
            // `x as y` inside braces
            rest.strip_prefix("as ").map_or(rest, |renamed| renamed.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'))
        }
    }
}

fn floor_of(wing: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&wing))
}

/// The capabilities of a wing in the order of its `mod.rs`.
fn order_of(wing: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(format!("src/{wing}/mod.rs"))).unwrap();
    let names = text.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

#[test]
fn every_folder_stands_on_a_floor() {
    let entries = std::fs::read_dir(root().join("src")).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().into_string().unwrap());
    assert_none(folders.filter(|folder| floor_of(folder).is_none()).collect(), "folders of src on no floor");
    let modules = order_of_lib();
    let floors: Vec<_> = modules.iter().filter_map(|module| floor_of(module)).collect();
    assert!(floors.is_sorted(), "src/lib.rs lists the wings in the order of their floors: {modules:?}");
}

fn order_of_lib() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

#[test]
fn imports_go_down_only() {
    let mut wrong = Vec::new();
    for file in files("src") {
        let (wing, capability) = file.place();
        let Some(own) = floor_of(wing) else { continue };
        let order = if file.is_wing() { order_of(wing) } else { Vec::new() };
        for import in imports(&file.code()) {
            let target = import[0].as_str();
            if MACROS.contains(&target) || target == wing && !file.is_wing() {
                continue;
            }
            let Some(floor) = floor_of(target) else {
                wrong.push(format!("{}: crate::{} is on no floor", file.path, import.join("::")));
                continue;
            };
            if floor > own || (floor == own && target != wing) {
                wrong.push(format!("{}: crate::{} goes up", file.path, import.join("::")));
            }
            if target == wing && file.is_wing() {
                let place = |name: &str| order.iter().position(|known| known == name);
                let (here, there) = (place(capability.trim_end_matches(".rs")), place(import.get(1).map_or("", String::as_str)));
                if there.is_some() && there > here {
                    wrong.push(format!("{}: crate::{} comes later in its wing", file.path, import.join("::")));
                }
            }
        }
        if file.is_wing() && file.code().contains("super::super::super::") {
            wrong.push(format!("{}: climbs with super:: instead of crate::", file.path));
        }
    }
    assert_none(wrong, "imports that do not go down");
}

#[test]
fn the_import_walker_sees_what_it_should() {
    let code =
        "use crate::{kernel::{db::TenantTx, error::{self as e, Error}}, people::users};\nlet x = crate::learning::text::tidy(1);";
    let found: Vec<_> = imports(code).iter().map(|path| path.join("::")).collect();
    let wanted = ["kernel::db::TenantTx", "kernel::error::self", "kernel::error::Error", "people::users", "learning::text::tidy"];
    assert_eq!(found, wanted);
}

#[test]
fn a_capability_is_a_front_door() {
    let mut wrong = Vec::new();
    for file in
        files("src").iter().filter(|file| file.is_wing() && file.name() == "mod.rs" && file.path.matches('/').count() == 3)
    {
        for line in file.code().lines().filter(|line| line.starts_with("pub mod ")) {
            // Jobs are listed by name in app/worker.rs.
            if line != "pub mod jobs;" {
                wrong.push(format!("{}: {line}", file.path));
            }
        }
        if file.code().contains("pub use store::*") || file.code().contains("pub(crate)") {
            wrong.push(format!("{}: re-exports more than verbs and types", file.path));
        }
    }
    assert_none(wrong, "capabilities whose modules are not private");
}

#[test]
fn queries_stand_in_stores() {
    let is_exception = |file: &File| QUERIES_ELSEWHERE.iter().any(|(path, _)| *path == file.path);
    let here = |file: &File| file.place().0 == "kernel" || file.name() == "store.rs" || is_exception(file);
    let wrong = files("src").into_iter().filter(|file| !here(file) && file.product().contains("sea_orm::")).map(|file| file.path);
    assert_none(wrong.collect(), "sea-orm outside store.rs and the kernel");
    let tables = files("src").into_iter().filter(|file| file.is_wing() && ["routes.rs", "pages.rs"].contains(&file.name()));
    let wrong = tables.filter(|file| file.product().contains(".rows::<")).map(|file| file.path);
    assert_none(wrong.collect(), "rows read by routes or pages");
}

#[test]
fn nobody_reads_the_tables_of_another() {
    let names = files("entity").into_iter().filter(|file| file.text.contains("table_name = "));
    let names: BTreeSet<String> = names.map(|file| file.name().trim_end_matches(".rs").to_owned()).collect();
    let owned: BTreeSet<String> = TABLES.iter().flat_map(|(_, tables)| *tables).map(|table| (*table).to_owned()).collect();
    assert_eq!(names, owned, "each table is somebody's");
    let (mut wrong, mut needed) = (Vec::new(), BTreeSet::new());
    for file in files("src") {
        let (place, code) = (file.path.trim_start_matches("src/"), file.product());
        for (owner, tables) in TABLES.iter().filter(|(owner, _)| !stands_in(place, owner)) {
            for table in tables.iter().filter(|table| queries(&code, table)) {
                match READ_ELSEWHERE.iter().find(|(reader, known, _)| stands_in(place, reader) && known == table) {
                    Some((reader, table, _)) => drop(needed.insert((*reader, *table))),
                    None => wrong.push(format!("{}: {table} is of {owner}", file.path)),
                }
            }
        }
    }
    let idle = READ_ELSEWHERE.iter().filter(|(reader, table, _)| !needed.contains(&(*reader, *table)));
    wrong.extend(idle.map(|(reader, table, _)| format!("{reader} does not read {table} any more: take it off the list")));
    assert_none(wrong, "tables that are read past the front door of whose they are");
}

fn stands_in(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether the code names the table or its columns. A row that a verb of the owner hands out is no query.
fn queries(code: &str, table: &str) -> bool {
    ["Entity", "Column", "ActiveModel"].iter().any(|part| {
        let mark = format!("{table}::{part}");
        let mut found = code.match_indices(&mark);
        found.any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

#[test]
fn actix_stays_at_the_edge() {
    let mut wrong = Vec::new();
    for file in files("src").into_iter().filter(File::is_wing) {
        let code = file.product();
        // A file of pages is one that has handlers; `mod.rs` may pass the configuration on.
        let inner = ["model.rs", "actions.rs", "store.rs", "events.rs", "policy.rs", "jobs.rs"].contains(&file.name());
        let handles =
            ["#[get(", "#[post(", "#[put(", "#[patch(", "#[delete(", "HttpResponse"].iter().any(|mark| code.contains(mark));
        let passes_on = file.name() == "mod.rs"
            && code.matches("actix_web::").count() == code.matches("actix_web::web::ServiceConfig").count();
        let is_page = file.path.contains("/pages/");
        if code.contains("actix_") && (inner || !handles) && !passes_on && !is_page {
            wrong.push(file.path);
        }
    }
    assert_none(wrong, "actix types behind the edge");
}

#[test]
fn models_are_pure() {
    let impure = ["sea_orm", "actix_web", "async fn", "kernel::clock", "TenantTx", "std::fs", "Kernel"];
    let mut wrong = Vec::new();
    for file in files("src").iter().filter(|file| file.is_wing() && file.name() == "model.rs") {
        let code = file.product();
        wrong.extend(impure.iter().filter(|mark| code.contains(*mark)).map(|mark| format!("{}: {mark}", file.path)));
    }
    assert_none(wrong, "models that do more than decide");
}

#[test]
fn files_are_short() {
    let all = ["src", "entity", "migration", "tests/it"].into_iter().flat_map(files);
    let long = all.filter(|file| file.text.lines().count() > MOST_LINES);
    assert_none(long.map(|file| format!("{}: {} lines", file.path, file.text.lines().count())).collect(), "files over 400 lines");
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent = files("src").into_iter().filter(|file| !file.text.starts_with("//!") && file.name() != "tests.rs");
    assert_none(silent.map(|file| file.path).collect(), "modules without a first sentence");
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["TODO", "FIXME", "XXX", "todo!(", "unimplemented!(", "dbg!("];
    let mut wrong = Vec::new();
    for file in ["src", "entity", "migration"].into_iter().flat_map(files) {
        wrong.extend(marks.iter().filter(|mark| file.text.contains(*mark)).map(|mark| format!("{}: {mark}", file.path)));
    }
    assert_none(wrong, "work left for later");
}

/// Whoever opens a transaction or a tenant without `Authorized` stands here, with how often.
#[test]
fn every_door_past_authorized_is_known() {
    let doors = [
        "TenantId::trusted(",
        ".as_system(",
        ".redoable_as_system(",
        ".hand_over(",
        ".as_person(",
        ".read_as_system(",
        ".snapshot_as_system(",
        ".platform_as_system(",
        ".begin_in(",
        ".read_in(",
        ".begin_as(",
        ".commit_unaudited(",
        ".begin_platform(",
        ".survey(",
        ".survey_as_system(",
    ];
    let mut listed: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for file in files("src") {
        let code = file.product();
        for door in doors {
            let count = code.matches(door).count();
            if count > 0 {
                listed.entry(door).or_default().insert(file.path.clone(), count);
            }
        }
    }
    let mut text = String::new();
    for (door, callers) in listed {
        let _ = writeln!(text, "{}", door.trim_start_matches('.').trim_end_matches('('));
        for (path, count) in callers {
            let _ = writeln!(text, "  {path}: {count}");
        }
    }
    insta::assert_snapshot!("doors", text);
}
