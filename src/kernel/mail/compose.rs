//! A mail from its parts, refusing what could smuggle in a header or reach somebody else.

use chrono::{DateTime, Utc};
use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue, MessageId};
use lettre::message::{Attachment as Part, Mailbox, MessageBuilder, MultiPart, SinglePart};

use super::{Failure, Message};
use crate::kernel::ids::Random;

/// RFC 5321, 4.5.3.1.3 less the brackets.
const LONGEST_ADDRESS: usize = 254;
/// A line of a mail is at most 998 bytes (RFC 5322, 2.1.1).
const LONGEST_HEADER: usize = 998;
/// What the mailer itself says about a mail.
const OURS: &[&str] = &[
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "bcc",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "auto-submitted",
    "return-path",
    "received",
    "dkim-signature",
];

pub(super) fn mail(
    message: &Message,
    from: &Mailbox,
    now: DateTime<Utc>,
    random: &dyn Random,
) -> Result<lettre::Message, Failure> {
    let mut builder = lettre::Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, address(&message.to)?))
        .subject(header_text("subject", &message.subject)?)
        .date(now.into())
        .header(MessageId::from(message_id(&message.message_id)?))
        // RFC 3834: no holiday replies, please.
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()));
    if let Some(reply_to) = &message.reply_to {
        builder = builder.reply_to(Mailbox::new(None, address(reply_to)?));
    }
    for (name, value) in &message.headers {
        builder = builder.raw_header(HeaderValue::new(header_name(name)?, header_text(name, value)?.to_owned()));
    }
    body(builder, message, random)
}

/// Text and HTML as alternatives, and around them the attachments, if there are any.
fn body(builder: MessageBuilder, message: &Message, random: &dyn Random) -> Result<lettre::Message, Failure> {
    let plain = SinglePart::plain(message.text.clone());
    let alternatives = match &message.html {
        Some(html) => {
            let parts = MultiPart::alternative().boundary(boundary(random)?);
            Some(parts.singlepart(plain.clone()).singlepart(SinglePart::html(html.clone())))
        }
        None => None,
    };
    let built = if message.attachments.is_empty() {
        match alternatives {
            Some(alternatives) => builder.multipart(alternatives),
            None => builder.singlepart(plain),
        }
    } else {
        let mixed = MultiPart::mixed().boundary(boundary(random)?);
        let mut mixed = match alternatives {
            Some(alternatives) => mixed.multipart(alternatives),
            None => mixed.singlepart(plain),
        };
        for attachment in &message.attachments {
            let mime = ContentType::parse(&attachment.mime).map_err(|_| bad("an attachment has no valid type"))?;
            mixed = mixed.singlepart(Part::new(file_name(&attachment.name)?).body(attachment.bytes.clone(), mime));
        }
        builder.multipart(mixed)
    };
    built.map_err(|error| bad(&error.to_string()))
}

/// A bare address: no name, no comment, no quotes, no address of a machine, no second address.
fn address(text: &str) -> Result<Address, Failure> {
    let refused = || bad("the address is not valid");
    let odd = |c: char| c.is_whitespace() || c.is_control() || "\"<>()[],;:\\".contains(c);
    if text.len() > LONGEST_ADDRESS || text.contains(odd) {
        return Err(refused());
    }
    let address: Address = text.parse().map_err(|_| refused())?;
    let of_a_machine = address.domain().parse::<std::net::IpAddr>().is_ok();
    if of_a_machine { Err(refused()) } else { Ok(address) }
}

/// With the brackets that the header wants.
fn message_id(text: &str) -> Result<String, Failure> {
    let bare = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
    let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    match bare.split_once('@') {
        Some((left, right))
            if bare.len() <= 250 && [left, right].iter().all(|part| !part.is_empty() && part.chars().all(allowed)) =>
        {
            Ok(format!("<{bare}>"))
        }
        _ => Err(bad("the Message-ID is not valid")),
    }
}

fn header_name(name: &str) -> Result<HeaderName, Failure> {
    let lower = name.to_ascii_lowercase();
    let token = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !token || OURS.contains(&lower.as_str()) || lower.starts_with("content-") {
        return Err(bad("a header has a name that is not allowed"));
    }
    HeaderName::new_from_ascii(name.to_owned()).map_err(|_| bad("a header has a name that is not allowed"))
}

fn header_text<'a>(name: &str, text: &'a str) -> Result<&'a str, Failure> {
    if text.contains(char::is_control) || text.len() > LONGEST_HEADER {
        return Err(bad(&format!("the header {name} holds a line break or is too long")));
    }
    Ok(text)
}

fn file_name(name: &str) -> Result<String, Failure> {
    let odd = |c: char| c.is_control() || "/\\\"".contains(c);
    if name.is_empty() || name.len() > 200 || name.contains(odd) {
        return Err(bad("an attachment has a name that is not allowed"));
    }
    Ok(name.to_owned())
}

fn boundary(random: &dyn Random) -> Result<String, Failure> {
    let mut bytes = [0u8; 18];
    random.fill(&mut bytes).map_err(|error| Failure::Temporary(error.to_string()))?;
    Ok(data_encoding::HEXLOWER.encode(&bytes))
}

fn bad(what: &str) -> Failure {
    Failure::Permanent(what.to_owned())
}
