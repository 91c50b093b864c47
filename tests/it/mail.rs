//! Mail on its way: through a real server, whole, once.

use std::path::PathBuf;
use std::sync::Arc;

use tutela::kernel::clock::StoppedClock;
use tutela::kernel::ids::SystemSource;
use tutela::kernel::mail::{Attachment, Failure, Mailer, Message, Smtp, Tls};

use crate::database::fresh_id;
use crate::mailbox::Mail;
use crate::world::monday;

/// The server of the tests and the folder in which it keeps what it got; `tests/run` starts it.
fn server() -> Option<(Smtp, PathBuf)> {
    let address = std::env::var("TUTELA_TEST_SMTP").ok()?;
    let folder = std::env::var_os("TUTELA_TEST_SMTP_DIR")?;
    let (host, port) = address.rsplit_once(':').expect("host:port");
    Some((Smtp { host: host.to_owned(), port: port.parse().unwrap(), login: None, tls: Tls::None }, PathBuf::from(folder)))
}

fn mailer(server: &Smtp) -> Mailer {
    let clock = Arc::new(StoppedClock::at(monday()));
    Mailer::smtp(server, "Tutela <no-reply@tutela.example>", clock, Arc::new(SystemSource::default())).unwrap()
}

fn message(id: &str) -> Message {
    Message {
        to: format!("{id}@brezje.example"),
        subject: "Čas za usposabljanje: „Grüße“ 🔐".to_owned(),
        text: ".\r\nA line with a dot.\n\nŽ".to_owned(),
        html: Some("<p>Ž &amp; <b>bold</b></p>".to_owned()),
        attachments: vec![Attachment {
            name: "a.pdf".into(),
            mime: "application/pdf".into(),
            bytes: (0..=255).cycle().take(5000).collect(),
        }],
        message_id: format!("{id}@tutela.example"),
        reply_to: None,
        headers: Vec::new(),
    }
}

#[actix_web::test]
async fn a_mail_arrives_as_it_was_written() {
    let Some((server, folder)) = server() else { return };
    let id = fresh_id().simple().to_string();
    mailer(&server).send(&message(&id)).await.unwrap();
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mails: Vec<Mail> = files
        .filter(|file| file.extension().is_some_and(|ending| ending == "eml"))
        .map(|file| Mail::read(&std::fs::read(file).unwrap()))
        .collect();
    let mail = mails.iter().find(|mail| mail.message_id.contains(&id)).expect("the server kept the mail");
    let sent = message(&id);
    assert_eq!((&mail.subject, &mail.to), (&sent.subject, &sent.to));
    assert_eq!((mail.attachments.len(), &mail.attachments[0].bytes), (1, &sent.attachments[0].bytes));
    assert!(
        mail.text.contains("A line with a dot.") && mail.text.contains('Ž') && mail.html.contains("<b>bold</b>"),
        "{mail:#?}"
    );
}

#[actix_web::test]
async fn a_server_that_is_away_is_worth_another_try() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let away = Smtp { host: "127.0.0.1".into(), port, login: None, tls: Tls::None };
    let failure = mailer(&away).send(&message("x")).await.unwrap_err();
    assert!(matches!(failure, Failure::Temporary(_)), "{failure}");
}

#[actix_web::test]
async fn an_address_that_is_none_never_leaves() {
    let away = Smtp { host: "127.0.0.1".into(), port: 1, login: None, tls: Tls::None };
    for address in ["nobody", "a@b\r\nBcc: c@d.example", ""] {
        let failure = mailer(&away).send(&Message { to: address.to_owned(), ..message("x") }).await.unwrap_err();
        assert!(matches!(failure, Failure::Permanent(_)), "{address}: {failure}");
    }
}
