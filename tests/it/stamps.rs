//! Time-stamps: a seal has one of a real authority, asked over HTTP, or there is no seal.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tutela::app::{Settings, assemble};
use tutela::kernel::authz::Role;
use tutela::kernel::clock::{Clock as _, SystemClock};
use tutela::kernel::pdf::{
    self, Anchor, Description, Error, Purpose, Seal, Sheet, SignatureField, SigningDetails, continuation, finish, inspect,
};
use tutela::kernel::stamps::HttpAuthority;
use uuid::Uuid;

use crate::authority::{Reply, Server};
use crate::dpa::requested;
use crate::openssl::TimeAuthority;
use crate::world::World;

/// The time of this machine, which is also that of openssl.
fn now() -> DateTime<Utc> {
    SystemClock.now()
}

fn seal() -> Seal {
    let new = Seal::generate("Tutela Operations d.o.o.", "SI", now() - TimeDelta::days(40)).unwrap();
    Seal::load(&new.pkcs8, new.certificates).unwrap()
}

fn paper(seal: &Seal) -> Vec<u8> {
    let mut sheet = Sheet::portrait("Agreement", "1");
    sheet.heading(1, "Agreement").paragraph("Between one and another.");
    let about = Description {
        title: "Agreement".to_owned(),
        author: "Tutela Operations d.o.o.".to_owned(),
        subject: "Agreement".to_owned(),
        language: "en".to_owned(),
        identifier: seal.identifier(Uuid::from_u128(7)),
        created_at: DateTime::UNIX_EPOCH + TimeDelta::days(20_000),
    };
    let fields = [SignatureField { name: "Processor", label: "Seal" }, SignatureField { name: "Customer", label: "Signature" }];
    finish(sheet, &about, &[], &fields).unwrap()
}

fn details(field: &'static str, at: DateTime<Utc>) -> SigningDetails<'static> {
    let purpose = if field == "Processor" { Purpose::Certification } else { Purpose::Approval };
    SigningDetails {
        field,
        signer_name: "Tutela",
        reason: "Sealed",
        location: "Ljubljana",
        contact: "contact@tutela.example",
        at,
        purpose,
    }
}

/// Signs where the product does: on a thread for blocking work.
async fn signed(seal: &Arc<Seal>, pdf: Vec<u8>, details: SigningDetails<'static>) -> Result<Vec<u8>, Error> {
    let seal = Arc::clone(seal);
    tokio::task::spawn_blocking(move || seal.sign(&pdf, &details)).await.unwrap()
}

#[actix_web::test]
async fn a_seal_with_a_time_stamp_proves_its_time() {
    let authority = Arc::new(TimeAuthority::new());
    let server = Server::of(&authority);
    let seal = Arc::new(seal().stamped_by(server.authority(), vec![authority.root()]).unwrap());
    let first = signed(&seal, paper(&seal), details("Processor", now())).await.unwrap();
    let seen = inspect(&first, seal.certificates());
    assert!(seen.is_authentic() && seen.certified, "{seen:#?}");
    let stamp = seen.signatures[0].time_stamp.as_ref().unwrap();
    assert_eq!((seen.signatures[0].level(), stamp.authority.as_str(), stamp.trusted), ("B-T", "Zeit Authority 1", true));
    assert!((stamp.at - now()).abs() < TimeDelta::minutes(1));

    // Whoever does not trust the authority still sees whose time it is.
    let ours: Vec<Anchor> = seal.certificates().iter().filter(|anchor| !anchor.for_time).cloned().collect();
    let seen = inspect(&first, &ours);
    assert!(seen.is_authentic() && !seen.signatures[0].time_stamp.as_ref().unwrap().trusted);
    assert_eq!(seen.signatures[0].level(), "B-B");
    assert!(!pdf::bears_mark(format!("{:?}", authority.root()).as_bytes(), seal.certificates()));

    let both = signed(&seal, first.clone(), details("Customer", now())).await.unwrap();
    let added = continuation(&both, first.len(), "Customer", seal.certificates()).unwrap().signature;
    assert_eq!((added.level(), added.trusted), ("B-T", true));
    let world = World::new().await;
    let roots = [seal.root_pem(), authority.root_pem()];
    world.shows_the_judges_with("stamped.pdf", &first, &roots);
    world.shows_the_judges_with("stamped-twice.pdf", &both, &roots);

    // A token that is changed does not hold, and the seal is of level B-B again.
    let name = data_encoding::HEXLOWER.encode(b"Zeit Authority 1");
    let mut changed = first.clone();
    let at = changed.windows(name.len()).rposition(|window| window == name.as_bytes()).unwrap();
    changed[at] ^= 1;
    let seen = inspect(&changed, seal.certificates());
    assert_eq!((seen.signatures[0].level(), seen.signatures[0].intact), ("B-B", true));
    assert!(seen.signatures[0].problem.as_ref().unwrap().contains("time-stamp"), "{seen:#?}");
}

#[actix_web::test]
async fn a_time_stamp_lets_a_seal_outlive_its_replacement() {
    let authority = Arc::new(TimeAuthority::new());
    let server = Server::of(&authority);
    let stamped = Arc::new(seal().stamped_by(server.authority(), vec![authority.root()]).unwrap());
    // What is signed claims another time than the authority vouches for: the authority's counts.
    let sealed = signed(&stamped, paper(&stamped), details("Processor", now() - TimeDelta::minutes(4))).await.unwrap();
    let until = |at: DateTime<Utc>| -> Vec<Anchor> {
        let ended = |anchor: &Anchor| Anchor { until: (!anchor.for_time).then_some(at), ..anchor.clone() };
        stamped.certificates().iter().map(ended).collect()
    };
    assert!(inspect(&sealed, &until(now() + TimeDelta::minutes(1))).signatures[0].trusted);
    assert!(!inspect(&sealed, &until(now() - TimeDelta::minutes(2))).signatures[0].trusted, "signed when it was not ours");
}

/// A question with another nonce, or about something else.
fn other(question: &[u8], place: &[u8], at: usize) -> Vec<u8> {
    let mut other = question.to_vec();
    let start = question.windows(place.len()).position(|window| window == place).unwrap();
    other[start + at] ^= 1;
    other
}

#[actix_web::test]
async fn no_answer_is_believed_unchecked() {
    let authority = Arc::new(TimeAuthority::new());
    let server = Server::of(&authority);
    let sealed = |trusted: Vec<u8>, at: DateTime<Utc>| {
        let seal = Arc::new(seal().stamped_by(server.authority(), vec![trusted]).unwrap());
        async move {
            let plain = paper(&seal);
            match signed(&seal, plain, details("Processor", at)).await {
                Err(error) if error.is_temporary() => error.to_string(),
                other => panic!("{other:?}"),
            }
        }
    };
    let trusted = authority.root();
    let said = sealed(trusted.clone(), now() + TimeDelta::hours(1)).await;
    assert!(said.contains("its clock says"), "{said}");
    let said = sealed(TimeAuthority::new().root(), now()).await;
    assert!(said.contains("does not lead to one in timestamp_trust"), "{said}");

    let (real, ended) = (Arc::clone(&authority), TimeAuthority::until(2021));
    let ended_root = ended.root();
    server.says(move |question| Some((200, ended.answers(question))));
    let said = sealed(ended_root, now()).await;
    assert!(said.contains("does not lead to one in timestamp_trust"), "an ended certificate: {said}");

    let asked = Arc::clone(&real);
    server.says(move |question| Some((200, asked.answers(&other(question, &[0x02, 0x10], 9)))));
    let said = sealed(trusted.clone(), now()).await;
    assert!(said.contains("to another question"), "{said}");
    let asked = Arc::clone(&real);
    server.says(move |question| Some((200, asked.answers(&other(question, &[0x04, 0x20], 9)))));
    let said = sealed(trusted.clone(), now()).await;
    assert!(said.contains("about something else"), "{said}");
    let asked = Arc::clone(&real);
    server.says(move |question| {
        let mut answer = asked.answers(question);
        let last = answer.len() - 3;
        answer[last] ^= 1;
        Some((200, answer))
    });
    let said = sealed(trusted.clone(), now()).await;
    assert!(said.contains("not by the named key"), "{said}");

    let refusal = b"\x30\x13\x30\x11\x02\x01\x02\x30\x0c\x0c\x0aquota over".to_vec();
    let cases: [(Reply, &str); 7] = [
        (Some((200, refusal)), "refuses with status 2: quota over"),
        (Some((200, b"<html>Welcome</html>".to_vec())), "not one of RFC 3161"),
        (Some((200, Vec::new())), "not one of RFC 3161"),
        (Some((200, b"\x30\x05\x30\x03\x02\x01\x00".to_vec())), "holds no token"),
        (Some((200, vec![0x30; 70_000])), "too long"),
        (Some((503, Vec::new())), "HTTP status 503"),
        (Some((302, Vec::new())), "HTTP status 302"),
    ];
    for (answer, words) in cases {
        server.says(move |_| answer.clone());
        let said = sealed(trusted.clone(), now()).await;
        assert!(said.contains(words), "{said}");
    }
}

#[actix_web::test]
async fn only_a_certificate_for_time_stamps_alone_stamps_the_time() {
    let authority = Arc::new(TimeAuthority::new());
    let server = Server::of(&authority);
    let seal = Arc::new(seal().stamped_by(server.authority(), vec![authority.root()]).unwrap());
    let under = async |certificate: &'static str| {
        let asked = Arc::clone(&authority);
        server.says(move |question| Some((200, asked.answers_under(certificate, question))));
        signed(&seal, paper(&seal), details("Processor", now())).await
    };
    let good = under("tsa.pem").await.unwrap();
    assert_eq!(inspect(&good, seal.certificates()).signatures[0].level(), "B-T", "the same key under the right certificate");
    for odd in ["not-critical.pem", "without-purpose.pem"] {
        let said = under(odd).await.unwrap_err().to_string();
        assert!(said.contains("not for time-stamps alone"), "{odd}: {said}");
    }
}

#[actix_web::test]
async fn a_silent_authority_is_not_waited_for() {
    let authority = TimeAuthority::new();
    let server = Server::new(|_| None);
    let begun = std::time::Instant::now();
    for url in [server.url.as_str(), "http://127.0.0.1:9/"] {
        let asked = Arc::new(HttpAuthority::new(url, Duration::from_millis(300)).unwrap());
        let seal = Arc::new(seal().stamped_by(asked, vec![authority.root()]).unwrap());
        let plain = paper(&seal);
        let said = signed(&seal, plain, details("Processor", now())).await.unwrap_err();
        assert!(matches!(&said, Error::Stamp(why) if why.contains("too long") || why.contains("cannot be reached")), "{said}");
    }
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[actix_web::test]
async fn an_agreement_waits_for_its_time_stamp() {
    let authority = Arc::new(TimeAuthority::new());
    let server = Server::new(|_| Some((503, Vec::new())));
    // The second try, two minutes later, is when the authority is there: its time is that of this machine.
    let world =
        World::with(now() - TimeDelta::minutes(2), seal().stamped_by(server.authority(), vec![authority.root()]).unwrap()).await;
    let lena = world.operator("Lena", Role::Legal).await;
    let id = requested(&world).await;
    let state = || async { world.database.texts("SELECT state FROM agreement").await };
    world.tries_its_jobs().await;
    assert_eq!(state().await, ["generated"], "nothing is sealed without its time-stamp");
    assert!(world.mails().is_empty());

    let asked = Arc::clone(&authority);
    server.says(move |question| Some((200, asked.answers(question))));
    world.waits(TimeDelta::minutes(2));
    world.runs_its_jobs().await;
    assert_eq!(state().await, ["sent"]);
    let levels =
        world.database.texts("SELECT CAST(payload AS TEXT) FROM audit_event WHERE name = 'dpa.signature.verified'").await;
    assert!(levels.len() == 1 && levels[0].contains("B-T") && levels[0].contains(&id), "{levels:?}");
    lena.finds_in_the_log(&["dpa.signature.verified"]).await;
    let pdf = &world.mailbox("privacy@brezje.example")[0].attachments[0].bytes;
    let seen = crate::dpa::verdict(&world.visitor(), pdf).await;
    assert_eq!(seen.string("verdict"), "authentic");
    assert_eq!(seen.json["signatures"][0]["time_stamp"]["authority"], "Zeit Authority 1");
    world.shows_the_judges_with("dpa-stamped.pdf", pdf, &[authority.root_pem()]);
}

/// A server that countersigns under a new seal with time-stamps, while the world's own has sealed under the old one.
/// The seal was replaced before the document was sealed with it: its process was not restarted.
async fn rotated(world: &World, server: &Server, authority: &TimeAuthority) -> std::rc::Rc<crate::world::Stage> {
    let until = world.now() - TimeDelta::minutes(1);
    let earlier: Vec<_> =
        world.kernel().seal.certificates().iter().map(|anchor| Anchor { until: Some(until), ..anchor.clone() }).collect();
    let new = seal().also_trusting(earlier).stamped_by(server.authority(), vec![authority.root()]).unwrap();
    world.server_with(|parts| parts.seal = new).await
}

#[actix_web::test]
async fn a_countersignature_outlives_an_authority_that_is_away_and_a_rotation() {
    let authority = Arc::new(TimeAuthority::new());
    let server = Server::new(|_| Some((503, Vec::new())));
    let world = World::with(now() - TimeDelta::minutes(11), seal()).await;
    let sent = crate::dpa_life::Sent::new(&world, crate::dpa::questions()).await;
    let link = sent.link(&world).await;
    world.visitor().posts(crate::dpa_life::confirmation(&link)).await.is_accepted();
    let elsewhere = rotated(&world, &server, &authority).await;
    let handlers = tutela::app::handlers(crate::world::processor());
    tutela::kernel::outbox::run_due(&elsewhere.kernel, &handlers).await.unwrap();
    assert_ne!(sent.state().await, "in_force", "nothing is sealed without its time-stamp");

    let asked = Arc::clone(&authority);
    server.says(move |question| Some((200, asked.answers(question))));
    world.waits(TimeDelta::minutes(11));
    while tutela::kernel::outbox::run_due(&elsewhere.kernel, &handlers).await.unwrap() > 0 {}
    assert_eq!(sent.state().await, "in_force");
    let both = sent.visitor.get(format!("{}/countersigned-pdf", sent.path)).await.is_ok().bytes;
    let seen = inspect(&both, elsewhere.kernel.seal.certificates());
    let [first, last] = seen.signatures.as_slice() else { panic!("{seen:#?}") };
    assert!(first.intact && !first.trusted && last.intact && last.trusted && last.covers_whole_file, "{seen:#?}");
    assert_eq!((first.level(), last.level()), ("B-B", "B-T"));
    assert_eq!(
        last.signed_at.map(|at| at.timestamp()),
        Some(world.now().timestamp()),
        "when it was sealed, not when it was confirmed"
    );
    world.shows_the_judges_with("dpa-rotated.pdf", &both, &[elsewhere.kernel.seal.root_pem(), authority.root_pem()]);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn staff_are_told_why_a_countersignature_was_not_made() {
    let authority = TimeAuthority::new();
    let server = Server::new(|_| Some((503, Vec::new())));
    let world = World::with(now(), seal()).await;
    let lena = world.operator("Lena", Role::Legal).await;
    let sent = crate::dpa_life::Sent::new(&world, crate::dpa::questions()).await;
    let link = sent.link(&world).await;
    world.visitor().posts(crate::dpa_life::confirmation(&link)).await.is_accepted();
    let elsewhere = rotated(&world, &server, &authority).await;
    let handlers = tutela::app::handlers(crate::world::processor());
    for _ in 0..8 {
        tutela::kernel::outbox::run_due(&elsewhere.kernel, &handlers).await.unwrap();
        world.waits(TimeDelta::minutes(11));
    }
    while tutela::kernel::outbox::run_due(&elsewhere.kernel, &handlers).await.unwrap() > 0 {}
    let told: Vec<_> = world.mailbox(&lena.email).into_iter().filter(|mail| mail.subject.contains("has stopped")).collect();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].text.contains("The time-stamping authority gave no time-stamp: it answers with HTTP status 503"),
        "{}",
        told[0].text
    );
    // It lies there until staff set it going again; this world ends before.
    world.database.run("UPDATE job SET state = 'done' WHERE kind = 'dpa.countersign' AND state = 'dead'").await;
}

#[actix_web::test]
async fn the_settings_of_time_stamps_are_checked_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().display().to_string();
    let authority = TimeAuthority::new();
    let with = |more: &[(&'static str, &str)]| {
        let mut all = vec![("data", data.clone()), ("database_url", format!("sqlite:{data}/tutela.db"))];
        all.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
        Settings::read(None, &all)
    };
    let url = ("timestamp_url", "http://tsa.example/");
    let wrong = with(&[url, ("timestamp_timeout_s", "0")]).unwrap_err();
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(with(&[("timestamp_url", "tsa.example"), ("timestamp_trust", "x")]).is_err());
    let root = authority.root_file().display().to_string();
    let started = async |trust: &str| {
        let settings = with(&[url, ("timestamp_trust", trust)]).unwrap();
        assemble(&settings).await.map(|kernel| kernel.seal.certificates().iter().filter(|anchor| anchor.for_time).count())
    };
    assert_eq!(started(&root).await.unwrap(), 1);
    let missing = started("/nowhere.pem").await.unwrap_err();
    assert!(format!("{missing:#}").starts_with("timestamp_trust: /nowhere.pem cannot be read"), "{missing:#}");
    let key = authority.folder.path().join("tsa.key").display().to_string();
    assert!(started(&key).await.unwrap_err().to_string().contains("holds no certificate"));
}
