//! Bundles the browser code when its sources changed, and embeds it, the fonts of the documents and the locale files.
//!
//! Sets `BUILT_FROM`, the fingerprint of what the program is made of and of the tests that prove it, and stops where the registers of
//! promises and of measures name a test that is nowhere. Writes into `OUT_DIR`: `assets.rs` (the table of embedded files), `locales.rs` (the table of Fluent files) and
//! `fonts/` (Noto Sans for the PDFs). Needs Node and npm only when `templates/assets/dist` is missing or stale.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, exit};

const ASSETS: &str = "templates/assets";
/// What the bundle is made of.
const SOURCES: [&str; 8] = ["src", "css", "static", "NOTICE", "package.json", "package-lock.json", "tsconfig.json", "build.mjs"];
const FONTS: [(&str, &str); 2] =
    [("400Regular/NotoSans_400Regular.ttf", "NotoSans-Regular.ttf"), ("700Bold/NotoSans_700Bold.ttf", "NotoSans-Bold.ttf")];
/// What the program is made of: the record of proofs says for which fingerprint of these, and of the tests, they ran.
const PROGRAM: [&str; 7] = ["src", "entity", "migration", "templates", "Cargo.toml", "Cargo.lock", "build.rs"];
/// The sources of the tests that prove it.
const TESTS: &str = "tests/it";
/// The registers that name tests as proofs.
const REGISTERS: [&str; 2] = ["templates/legal/promises.toml", "templates/legal/measures.toml"];
/// Not part of it: what is made from the others, and the record itself.
const BESIDE: [&str; 4] = ["node_modules", "dist", ".build.lock", "proofs.toml"];
const OLDEST_NODE: u32 = 20;
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

fn main() {
    for source in PROGRAM.into_iter().filter(|source| *source != "templates") {
        println!("cargo::rerun-if-changed={source}");
    }
    for part in ["demo", "legal", "locales", "mail", "pages"] {
        println!("cargo::rerun-if-changed=templates/{part}");
    }
    for source in SOURCES {
        println!("cargo::rerun-if-changed={ASSETS}/{source}");
    }

    if let Err(problem) = run() {
        println!("cargo::error={problem}");
        exit(1);
    }
}

fn run() -> Result<(), String> {
    let out = PathBuf::from(std::env::var("OUT_DIR").map_err(|_| "OUT_DIR is not set; build with cargo.".to_owned())?);
    let assets = Path::new(ASSETS);
    {
        // Two builds at once (an editor and a terminal) take turns.
        let lock = fs::File::create(assets.join(".build.lock")).map_err(at(assets))?;
        lock.lock().map_err(at(assets))?;
        let stamp = stamp_of(assets, &SOURCES)?;
        let fonts_there = FONTS.iter().all(|(from, _)| font(assets, from).exists());
        let bundled = fs::read_to_string(assets.join("dist/.stamp")).is_ok_and(|kept| kept == stamp);
        if !bundled || !fonts_there {
            install(assets)?;
            bundle(assets)?;
            fs::write(assets.join("dist/.stamp"), stamp).map_err(at(assets))?;
        }
        embed_assets(assets, &out)?;
        copy_fonts(assets, &out)?;
    }
    let tests = rust_files(Path::new(TESTS))?;
    for test in &tests {
        println!("cargo::rerun-if-changed={}", test.display());
    }
    check_proofs(&tests)?;
    println!("cargo::rustc-env=BUILT_FROM={}", stamp_of_program(&tests)?);
    embed_locales(Path::new("templates/locales"), &out)
}

/// The fingerprint of the program and of its tests.
fn stamp_of_program(tests: &[PathBuf]) -> Result<String, String> {
    let mut sum = FNV_START;
    for source in PROGRAM.iter().map(Path::new).chain(tests.iter().map(PathBuf::as_path)) {
        sum = hash_tree(source, sum)?;
    }
    Ok(format!("{sum:016x}"))
}

/// The Rust files below a folder, sorted; a folder that is not there has none.
fn rust_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    let below = if folder.is_dir() { entries(folder)? } else { Vec::new() };
    for entry in below {
        if entry.is_dir() {
            files.append(&mut rust_files(&entry)?);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            files.push(entry);
        }
    }
    Ok(files)
}

/// A promise and a measure stand on tests that are there and run: a name that none bears stops the build.
fn check_proofs(tests: &[PathBuf]) -> Result<(), String> {
    let mut functions = BTreeSet::new();
    for file in rust_files(Path::new("src"))?.iter().chain(tests) {
        let source = fs::read_to_string(file).map_err(at(file))?;
        functions.extend(tests_in(&source).map(str::to_owned));
    }
    let mut wrong = Vec::new();
    for register in REGISTERS.map(Path::new) {
        let text = fs::read_to_string(register).map_err(at(register))?;
        let missing = tests_named_in(&text).into_iter().filter(|name| !functions.contains(*name));
        wrong.extend(missing.map(|name| format!("{name} ({})", register.display())));
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!(
        "These tests are named as proofs, and no test in src or {TESTS} that runs bears their names: {}.",
        wrong.join(", ")
    ))
}

/// The functions of a source that a run of the tests runs: those with an attribute that says so, and none that says otherwise.
fn tests_in(source: &str) -> impl Iterator<Item = &str> {
    let (mut is_test, mut is_ignored) = (false, false);
    source.lines().map(str::trim_start).filter_map(move |line| {
        if line.starts_with("#[") {
            is_test |= line.ends_with("test]");
            is_ignored |= line.starts_with("#[ignore");
            return None;
        }
        if line.is_empty() || line.starts_with("//") {
            return None;
        }
        let (test, ignored) = (std::mem::take(&mut is_test), std::mem::take(&mut is_ignored));
        function_in(line).filter(|_| test && !ignored)
    })
}

/// The name of the function that a line begins.
fn function_in(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let line = line.strip_prefix("async ").unwrap_or(line);
    line.strip_prefix("fn ")?.split(['(', '<']).next()
}

/// The names in each `tests = […]` of a register.
fn tests_named_in(register: &str) -> Vec<&str> {
    let lists = register.split("\ntests = [").skip(1).filter_map(|rest| rest.split(']').next());
    lists.flat_map(|list| list.split('"').skip(1).step_by(2)).collect()
}

/// The packages of the lock file, when they are not there already.
fn install(assets: &Path) -> Result<(), String> {
    let lock = hash(&fs::read(assets.join("package-lock.json")).map_err(at(assets))?, FNV_START);
    let lock = format!("{lock:016x}");
    let stamp = assets.join("node_modules/.tutela-lock");
    if fs::read_to_string(&stamp).is_ok_and(|kept| kept == lock) {
        return Ok(());
    }
    need_node()?;
    let installed_by_hand = !stamp.exists()
        && assets.join("node_modules").is_dir()
        && npm(assets, &["ls", "--depth=0"]).is_ok_and(|(succeeded, _)| succeeded);
    if !installed_by_hand {
        let (succeeded, said) = npm(assets, &["ci", "--no-audit", "--no-fund"])?;
        if !succeeded {
            return Err(install_failed(&said));
        }
    }
    fs::write(&stamp, lock).map_err(at(&stamp))
}

fn install_failed(said: &str) -> String {
    let unreachable = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "network"];
    if unreachable.iter().any(|sign| said.contains(sign)) {
        "The npm registry cannot be reached: connect this machine to it, or set `registry` in ~/.npmrc, and build again."
            .to_owned()
    } else {
        let last = said.lines().rfind(|line| line.contains("error") && !line.contains("log")).unwrap_or("no reason given");
        format!("`npm ci` in {ASSETS} failed ({last}): run it there yourself to see why, and build again.")
    }
}

fn bundle(assets: &Path) -> Result<(), String> {
    need_node()?;
    let output = Command::new("node").arg("build.mjs").current_dir(assets).output().map_err(|_| no_node())?;
    if output.status.success() {
        return Ok(());
    }
    eprintln!("{}", String::from_utf8_lossy(&output.stderr));
    Err(format!("`node build.mjs` in {ASSETS} failed: mend what it reports above, and build again."))
}

fn need_node() -> Result<(), String> {
    let output = Command::new("node").arg("--version").output().map_err(|_| no_node())?;
    let version = String::from_utf8_lossy(&output.stdout);
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_some_and(|major| major >= OLDEST_NODE) { Ok(()) } else { Err(no_node()) }
}

fn no_node() -> String {
    format!(
        "The pages need Node {OLDEST_NODE} or newer with npm to be bundled: install it (nodejs.org or your system's packages), and build again."
    )
}

fn npm(assets: &Path, arguments: &[&str]) -> Result<(bool, String), String> {
    let output = Command::new(NPM).args(arguments).current_dir(assets).output().map_err(|_| no_node())?;
    Ok((output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned()))
}

/// `assets.rs`: one line per file of the bundle, its bytes included from `OUT_DIR`.
fn embed_assets(assets: &Path, out: &Path) -> Result<(), String> {
    let dist = assets.join("dist");
    let target = out.join("assets");
    if target.exists() {
        fs::remove_dir_all(&target).map_err(at(&target))?;
    }
    fs::create_dir_all(&target).map_err(at(&target))?;
    let manifest = fs::read_to_string(dist.join("manifest.tsv")).map_err(at(&dist))?;
    let mut table = String::from("/// The files of the bundle, by name.\nstatic ASSETS: &[Asset] = &[\n");
    for (name, hashed) in manifest.lines().filter_map(|line| line.split_once('\t')) {
        fs::copy(dist.join(hashed), target.join(hashed)).map_err(at(&dist))?;
        let mime = mime_of(hashed)?;
        let _ = writeln!(
            table,
            "    Asset {{ name: {name:?}, hashed: {hashed:?}, mime: {mime:?}, bytes: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/assets/{hashed}\")) }},"
        );
    }
    table.push_str("];\n");
    write_if_new(&out.join("assets.rs"), &table)
}

fn mime_of(file: &str) -> Result<&'static str, String> {
    match Path::new(file).extension().and_then(|extension| extension.to_str()) {
        Some("js") => Ok("text/javascript; charset=utf-8"),
        Some("css") => Ok("text/css; charset=utf-8"),
        Some("woff2") => Ok("font/woff2"),
        Some("svg") => Ok("image/svg+xml"),
        Some("png") => Ok("image/png"),
        Some("txt") => Ok("text/plain; charset=utf-8"),
        _ => Err(format!("{file} in the bundle has no known media type: add it to mime_of in build.rs.")),
    }
}

fn copy_fonts(assets: &Path, out: &Path) -> Result<(), String> {
    let target = out.join("fonts");
    fs::create_dir_all(&target).map_err(at(&target))?;
    for (from, name) in FONTS {
        let from = font(assets, from);
        fs::copy(&from, target.join(name)).map_err(at(&from))?;
    }
    Ok(())
}

fn font(assets: &Path, file: &str) -> PathBuf {
    assets.join("node_modules/@expo-google-fonts/noto-sans").join(file)
}

/// `locales.rs`: every Fluent file of every language; a new file is picked up by being there. It names no absolute path: a
/// target folder may serve several clones.
fn embed_locales(locales: &Path, out: &Path) -> Result<(), String> {
    let mut table = String::from("/// (language, file, its text), sorted.\nstatic FILES: &[(&str, &str, &str)] = &[\n");
    for folder in entries(locales)? {
        let Some(language) = name_of(&folder).filter(|_| folder.is_dir()) else { continue };
        for file in entries(&folder)? {
            if file.extension().is_some_and(|extension| extension == "ftl") {
                let name = name_of(&file).unwrap_or_default();
                let path = format!("/{}", file.display());
                let text = format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))");
                let _ = writeln!(table, "    ({language:?}, {name:?}, {text}),");
            }
        }
    }
    table.push_str("];\n");
    write_if_new(&out.join("locales.rs"), &table)
}

fn name_of(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_str()?.to_owned())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut paths: Vec<_> = fs::read_dir(folder).map_err(at(folder))?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn write_if_new(path: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(path).is_ok_and(|kept| kept == text) { Ok(()) } else { fs::write(path, text).map_err(at(path)) }
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: enough to see a change, the same on every machine.
fn hash(bytes: &[u8], start: u64) -> u64 {
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

fn stamp_of(folder: &Path, sources: &[&str]) -> Result<String, String> {
    let mut sum = FNV_START;
    for source in sources {
        sum = hash_tree(&folder.join(source), sum)?;
    }
    Ok(format!("{sum:016x}"))
}

fn hash_tree(path: &Path, mut sum: u64) -> Result<u64, String> {
    if path.is_dir() {
        for entry in entries(path)? {
            let name = name_of(&entry).unwrap_or_default();
            if !BESIDE.contains(&name.as_str()) && !name.starts_with(".dist-") {
                sum = hash_tree(&entry, sum)?;
            }
        }
        return Ok(sum);
    }
    sum = hash(name_of(path).unwrap_or_default().as_bytes(), sum);
    Ok(hash(&fs::read(path).map_err(at(path))?, sum))
}

fn at(path: &Path) -> impl Fn(io::Error) -> String + '_ {
    move |error| format!("{} cannot be read or written ({error}): check that it is there and yours.", path.display())
}
