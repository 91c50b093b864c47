use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;

use chrono::{DateTime, Utc};

use super::*;
use crate::kernel::clock::StoppedClock;
use crate::kernel::ids::SystemSource;

fn parts() -> (Arc<dyn Clock>, Arc<dyn Random>) {
    let clock = StoppedClock::at(DateTime::<Utc>::from_timestamp(1_800_000_000, 0).unwrap());
    (Arc::new(clock), Arc::new(SystemSource::default()))
}

fn message() -> Message {
    Message {
        to: "ana@acme.example".into(),
        subject: "Vaša pogodba je podpisana".into(),
        text: "Dober dan,\nthe agreement is attached.\n".into(),
        html: Some("<p>Dober dan, the agreement is attached.</p>".into()),
        attachments: vec![Attachment {
            name: "dpa.pdf".into(),
            mime: "application/pdf".into(),
            bytes: b"%PDF-1.7 \xff".to_vec(),
        }],
        message_id: "0193-job@tutela.example".into(),
        reply_to: Some("privacy@tutela.example".into()),
        headers: vec![("List-Unsubscribe".into(), "<https://tutela.example/u/1>".into())],
    }
}

async fn kept(message: &Message) -> Result<String, Failure> {
    let folder = tempfile::tempdir().unwrap();
    let (clock, random) = parts();
    let mailer = Mailer::folder(folder.path(), "Tutela <no-reply@tutela.example>", clock, random).unwrap();
    mailer.send(message).await?;
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
    let [file] = files.as_slice() else { panic!("{files:?}") };
    let name = file.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("20270115T080000.000000Z-") && name.ends_with(".eml"), "{name}");
    Ok(std::fs::read_to_string(file).unwrap())
}

#[tokio::test]
async fn a_mail_into_the_folder_is_whole_and_says_who_sent_it() {
    let mail = kept(&message()).await.unwrap();
    for line in [
        "From: Tutela <no-reply@tutela.example>",
        "To: ana@acme.example",
        "Reply-To: privacy@tutela.example",
        "Message-ID: <0193-job@tutela.example>",
        "Date: Fri, 15 Jan 2027 08:00:00 +0000",
        "Auto-Submitted: auto-generated",
        "List-Unsubscribe: <https://tutela.example/u/1>",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Type: text/html; charset=utf-8",
        "Content-Type: application/pdf",
        "Content-Disposition: attachment; filename=\"dpa.pdf\"",
    ] {
        assert!(mail.contains(line), "{line} is missing in\n{mail}");
    }
    assert!(mail.contains("Subject: =?utf-8?b?"), "{mail}");
    assert!(mail.contains(&data_encoding::BASE64.encode(b"%PDF-1.7 \xff")));
}

#[tokio::test]
async fn a_plain_mail_needs_no_parts() {
    let mail = kept(&Message { html: None, attachments: Vec::new(), headers: Vec::new(), ..message() }).await.unwrap();
    assert!(!mail.contains("multipart"), "{mail}");
}

#[tokio::test]
async fn what_could_smuggle_something_in_is_refused_for_good() {
    let bad_header = |name: &str, value: &str| Message { headers: vec![(name.into(), value.into())], ..message() };
    let bad_file = |name: &str, mime: &str| Message {
        attachments: vec![Attachment { name: name.into(), mime: mime.into(), bytes: Vec::new() }],
        ..message()
    };
    let mut cases = vec![
        Message { subject: "Hello\r\nBcc: eve@evil.example".into(), ..message() },
        Message { subject: "Hello\nthere".into(), ..message() },
        Message { message_id: "a@b>\r\nBcc: eve@evil.example".into(), ..message() },
        Message { message_id: "no-at-sign".into(), ..message() },
        Message { reply_to: Some("privacy@tutela.example, eve@evil.example".into()), ..message() },
        Message { message_id: String::new(), ..message() },
        bad_header("Bcc", "eve@evil.example"),
        bad_header("bcc", "eve@evil.example"),
        bad_header("Content-Type", "text/html"),
        bad_header("X-A\r\nBcc", "eve@evil.example"),
        bad_header("", "x"),
        bad_header("X-A", "x\r\nBcc: eve@evil.example"),
        bad_header("X-A", &"x".repeat(2000)),
        bad_file("../../etc/passwd", "application/pdf"),
        bad_file("a\r\nb.pdf", "application/pdf"),
        bad_file("a.pdf", "application/pdf\r\nX-A: b"),
        bad_file("a.pdf", "nonsense"),
    ];
    for to in [
        "",
        "ana",
        "@acme.example",
        "ana@",
        "ana@acme.example, eve@evil.example",
        "Ana <ana@acme.example>",
        "ana@acme.example\r\nBcc: eve@evil.example",
        "\"a b\"@acme.example",
        "ana@[127.0.0.1]",
        "ana@127.0.0.1",
        "ana@acme..example",
        "ana@acme.example\0",
        "ana @acme.example",
        "a@b@acme.example",
    ] {
        cases.push(Message { to: to.into(), ..message() });
    }
    for case in cases {
        let outcome = kept(&case).await;
        assert!(matches!(outcome, Err(Failure::Permanent(_))), "{case:?}: {outcome:?}");
    }
}

#[test]
fn a_permanent_failure_is_a_refusal_and_others_are_tried_again() {
    assert_eq!(Error::from(Failure::Permanent("x".into())).code(), "mail-undeliverable");
    assert_eq!(Error::from(Failure::Temporary("x".into())).code(), "internal");
}

#[test]
fn a_sender_that_is_no_address_stops_the_start() {
    let folder = tempfile::tempdir().unwrap();
    for from in ["Tutela", "", "a@b.example\r\nBcc: c@d.example"] {
        let (clock, random) = parts();
        assert!(Mailer::folder(folder.path(), from, clock, random).is_err(), "{from}");
    }
}

/// A server that answers one command after another, to an empty answer not at all; hands over what it was told.
fn server(answers: &'static [(&'static str, &'static str)]) -> (u16, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (told, hear) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, told) = (stream.unwrap(), told.clone());
            std::thread::spawn(move || {
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                stream.write_all(b"220 here\r\n").unwrap();
                while let Some(line) = lines.next() {
                    told.send(line.clone()).ok();
                    let answer =
                        answers.iter().find(|(start, _)| line.starts_with(start)).map_or("250 ok", |(_, answer)| *answer);
                    if answer == "silence" {
                        break;
                    }
                    if answer.is_empty() {
                        continue;
                    }
                    stream.write_all(format!("{answer}\r\n").as_bytes()).unwrap();
                    if answer.starts_with("354") {
                        lines.by_ref().take_while(|line| line != ".").for_each(|line| drop(told.send(line)));
                        stream.write_all(b"250 kept\r\n").unwrap();
                    }
                }
            });
        }
    });
    (port, hear)
}

fn by_smtp(port: u16, login: Option<(String, String)>, tls: Tls) -> Mailer {
    let (clock, random) = parts();
    let settings = Smtp { host: "127.0.0.1".into(), port, login, tls };
    Mailer::smtp(&settings, "Tutela <no-reply@tutela.example>", clock, random).unwrap()
}

#[tokio::test]
async fn a_mail_leaves_by_smtp_and_the_connection_is_kept() {
    let (port, hear) = server(&[("DATA", "354 go on")]);
    let mailer = by_smtp(port, None, Tls::None);
    mailer.send(&message()).await.unwrap();
    mailer.send(&Message { message_id: "0194-job@tutela.example".into(), ..message() }).await.unwrap();
    let told: Vec<String> = hear.try_iter().collect();
    assert_eq!(told[0], "EHLO tutela.example");
    assert!(told.contains(&"MAIL FROM:<no-reply@tutela.example>".to_owned()), "{told:?}");
    assert!(told.contains(&"RCPT TO:<ana@acme.example>".to_owned()), "{told:?}");
    assert!(told.contains(&"Message-ID: <0194-job@tutela.example>".to_owned()), "{told:?}");
    assert_eq!(told.iter().filter(|line| line.starts_with("EHLO")).count(), 1);
}

#[tokio::test]
async fn a_refused_address_is_permanent_and_a_busy_server_is_not() {
    for (answer, permanent) in [("550 no such person ana@acme.example", true), ("451 later", false), ("421 closing", false)] {
        let answers: &'static [_] = Box::leak(Box::new([("RCPT", answer)]));
        let failure = by_smtp(server(answers).0, None, Tls::None).send(&message()).await.unwrap_err();
        assert_eq!(matches!(failure, Failure::Permanent(_)), permanent, "{answer}: {failure}");
        assert!(!failure.to_string().contains("ana@"), "{failure}");
    }
}

#[tokio::test]
async fn a_login_that_fails_loses_no_mail() {
    let (port, _hear) = server(&[("EHLO", "250-here\r\n250 AUTH PLAIN"), ("AUTH", "535 wrong")]);
    let login = Some(("tutela".to_owned(), "wrong".to_owned()));
    let failure = by_smtp(port, login, Tls::None).send(&message()).await.unwrap_err();
    assert!(matches!(failure, Failure::Temporary(_)), "{failure}");
}

#[tokio::test]
async fn nothing_is_sent_in_the_clear_to_a_server_without_starttls() {
    let (port, hear) = server(&[("EHLO", "250 here"), ("DATA", "354 go on")]);
    let failure = by_smtp(port, None, Tls::Starttls).send(&message()).await.unwrap_err();
    assert!(matches!(failure, Failure::Temporary(_)), "{failure}");
    assert!(hear.try_iter().all(|line| !line.starts_with("MAIL")));
}

#[tokio::test]
async fn a_server_that_is_not_there_has_nothing_and_one_that_hangs_up_may_have_it() {
    let (port, _hear) = server(&[("RCPT", "silence")]);
    assert!(matches!(by_smtp(port, None, Tls::None).send(&message()).await, Err(Failure::Unknown(_))));
    assert!(matches!(by_smtp(1, None, Tls::None).send(&message()).await, Err(Failure::Temporary(_))));
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up_and_its_connection_forgotten() {
    let (port, hear) = server(&[("DATA", "354 go on"), ("RCPT TO:<slow", "")]);
    let settings = Smtp { host: "127.0.0.1".into(), port, login: None, tls: Tls::None };
    let mut server = Server::new(&settings, "tutela.example").unwrap();
    let to = |to: &str| lettre::address::Envelope::new(None, vec![to.parse().unwrap()]).unwrap();
    server.send(to("ana@acme.example"), b"Subject: one\r\n\r\n".to_vec()).await.unwrap();
    server.patience = std::time::Duration::from_millis(200);
    let failure = server.send(to("slow@acme.example"), b"Subject: two\r\n\r\n".to_vec()).await.unwrap_err();
    assert!(matches!(failure, Failure::Unknown(_)), "{failure}");
    server.patience = std::time::Duration::from_secs(10);
    server.send(to("ana@acme.example"), b"Subject: three\r\n\r\n".to_vec()).await.unwrap();
    assert_eq!(hear.try_iter().filter(|line| line.starts_with("EHLO")).count(), 2, "the third mail took a new connection");
}
