//! The one layout of every mail, as HTML and as text.

use askama::Template as _;

use super::model::{Mail, Values};
use crate::kernel::error::Error;
use crate::kernel::i18n::Texts;

/// A mail in words.
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// For everybody.
    pub text: String,
    /// For those who want it.
    pub html: String,
}

/// What both layouts show.
struct Letter {
    lang: &'static str,
    subject: String,
    preview: String,
    heading: String,
    greeting: String,
    paragraphs: Vec<Paragraph>,
    items: Vec<String>,
    action: Option<Action>,
    files: Vec<String>,
    closing: String,
    reason: String,
    leave: Option<(String, String)>,
    footer: String,
}

struct Paragraph {
    text: String,
    /// A fingerprint, which is read character by character.
    is_hash: bool,
}

struct Action {
    label: String,
    address: String,
    fallback: String,
}

#[derive(askama::Template)]
#[template(path = "mail/message.html")]
struct Html<'a> {
    letter: &'a Letter,
}

#[derive(askama::Template)]
#[template(path = "mail/message.txt")]
struct Plain<'a> {
    letter: &'a Letter,
}

/// Writes a mail in its reader's language.
///
/// # Errors
/// When a template cannot be rendered.
pub fn render(mail: &Mail, texts: Texts, name: Option<&str>, operator: &str, base_url: &str) -> Result<Rendered, Error> {
    let letter = letter(mail, texts, name, operator, base_url);
    Ok(Rendered { text: Plain { letter: &letter }.render()?, html: Html { letter: &letter }.render()?, subject: letter.subject })
}

fn letter(mail: &Mail, texts: Texts, name: Option<&str>, operator: &str, base_url: &str) -> Letter {
    let part = |part: &str| say(texts, &format!("mail-{}-{part}", mail.message), &mail.values, mail.count);
    let paragraphs = part("body").split("\n\n").map(str::trim).filter(|text| !text.is_empty()).map(paragraph).collect();
    let action = mail.link.as_ref().map(|path| Action {
        label: part("action"),
        address: format!("{base_url}{path}"),
        fallback: texts.t("mail-link-fallback"),
    });
    Letter {
        lang: texts.locale().code(),
        // A subject is one line, whatever a name in it holds.
        subject: part("subject").split_whitespace().collect::<Vec<_>>().join(" "),
        preview: part("preview"),
        heading: part("heading"),
        greeting: name.map_or_else(|| texts.t("mail-greeting-plain"), |name| texts.ta("mail-greeting", &[("name", name)])),
        paragraphs,
        items: mail.items.iter().map(|(key, values)| say(texts, key, values, None)).collect(),
        action,
        files: mail.files.iter().map(|file| texts.ta("mail-attachment-note", &[("file", &file.name)])).collect(),
        closing: texts.t("mail-closing"),
        reason: part("reason"),
        leave: mail.leave.as_ref().map(|path| (texts.t("mail-leave-list"), format!("{base_url}{path}"))),
        footer: texts.ta("mail-footer-operator", &[("operator", operator)]),
    }
}

fn say(texts: Texts, key: &str, values: &Values, count: Option<i64>) -> String {
    let said: Vec<(&str, String)> = values.iter().map(|(name, value)| (name.as_str(), value.say(texts))).collect();
    let arguments: Vec<(&str, &str)> = said.iter().map(|(name, value)| (*name, value.as_str())).collect();
    match count {
        Some(n) => texts.tna(key, n, &arguments),
        None => texts.ta(key, &arguments),
    }
}

fn paragraph(text: &str) -> Paragraph {
    let is_hash = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    Paragraph { text: text.to_owned(), is_hash }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::super::model::{Recipient, Value};
    use super::*;
    use crate::kernel::i18n::Locale;

    fn invitation() -> Mail {
        Mail::new(Recipient::Person(Uuid::nil()), "invitation")
            .with("workspace", "Acme <Academy>")
            .with("inviter", "Ines Varga")
            .with("expires", DateTime::from_timestamp(1_795_000_000, 0).unwrap())
            .link("/invitations/secret")
    }

    #[test]
    fn an_invitation_says_who_where_and_until_when() {
        for locale in Locale::ALL {
            let mail = render(&invitation(), Texts::new(locale), Some("Ada"), "Tutela Operations", "https://t.example").unwrap();
            assert!(mail.subject.contains("Acme <Academy>"), "{}", mail.subject);
            assert!(mail.html.contains("Acme &#60;Academy&#62;") && !mail.html.contains("<Academy>"));
            for form in [&mail.html, &mail.text] {
                assert!(
                    form.contains("https://t.example/invitations/secret") && form.contains("Ada") && form.contains("2026"),
                    "{form}"
                );
                assert!(!form.contains('⟪'), "a text is missing in\n{form}");
            }
        }
    }

    #[test]
    fn every_message_has_all_its_texts() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let names =
            ["organisation", "operator", "number", "privacy_email", "workspace", "inviter", "module", "code", "file", "failure"];
        for message in ["dpa-sealed", "dpa-stopped", "invitation", "assignment", "certificate-issued", "export-ready"] {
            let mut mail = Mail::new(Recipient::Person(Uuid::nil()), message).counting(2).link("/x");
            for name in names {
                mail = mail.with(name, "Sample");
            }
            mail = mail.with("sha256", "ab".repeat(32)).with("expires", now).with("issued", now).with("size", Value::Bytes(12));
            mail = mail.item("mail-assignment-item-due", [("module", "Safety".into()), ("due", now.into())]).attach(
                Uuid::nil(),
                "a.pdf",
                "application/pdf",
            );
            for locale in Locale::ALL {
                let mail = render(&mail, Texts::new(locale), None, "Tutela", "https://t.example").unwrap();
                assert!(
                    !mail.html.contains('⟪') && !mail.text.contains('⟪') && !mail.text.contains("{$"),
                    "{message}: {}",
                    mail.text
                );
                assert!(!mail.subject.contains('\n') && !mail.subject.is_empty());
            }
        }
    }
}
