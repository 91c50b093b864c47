//! The news as Atom 1.0 (RFC 4287). The ids of entries never change; what came of a change is told by `updated`.

use askama::Template as _;
use chrono::{DateTime, SecondsFormat, Utc};

use super::actions::Feed;
use super::model::{FirstListNews, NewsItem, id_named};
use crate::kernel::error::Error;
use crate::kernel::i18n::Texts;

#[derive(askama::Template)]
#[template(path = "pages/subprocessors/changes.atom.xml")]
struct Document {
    lang: &'static str,
    id: String,
    title: String,
    subtitle: String,
    updated: String,
    author: String,
    itself: String,
    page: String,
    entries: Vec<Entry>,
}

struct Entry {
    id: String,
    title: String,
    published: String,
    updated: String,
    /// Empty for what is of none.
    category: String,
    state: &'static str,
    text: String,
}

/// Writes the feed.
///
/// # Errors
/// When the template cannot be rendered.
pub fn write(feed: &Feed, texts: Texts, base_url: &str, path: &str) -> Result<String, Error> {
    let lang = texts.locale().code();
    let itself = format!("{base_url}{path}?language={lang}");
    let document = Document {
        lang,
        id: urn(id_named(&itself)),
        title: clean(&texts.t("feeds-title")),
        subtitle: clean(&texts.t("feeds-subtitle")),
        updated: moment(feed.updated_at),
        author: clean(&feed.author),
        itself: clean(&itself),
        page: clean(&format!("{base_url}/subprocessors")),
        entries: feed
            .items
            .iter()
            .map(|item| entry(item, texts))
            .chain(feed.first.iter().map(|first| beginning(first, texts)))
            .collect(),
    };
    Ok(document.render()?)
}

fn entry(item: &NewsItem, texts: Texts) -> Entry {
    Entry {
        id: urn(item.id),
        title: clean(&item.title(texts)),
        published: moment(item.noticed_at),
        updated: moment(item.updated_at),
        category: clean(&item.category),
        state: item.state,
        text: clean(&item.text(texts)),
    }
}

/// How the list began: of no category.
fn beginning(first: &FirstListNews, texts: Texts) -> Entry {
    Entry {
        id: urn(first.id),
        title: clean(&texts.t("feeds-title-first")),
        published: moment(first.declared_at),
        updated: moment(first.updated_at),
        category: String::new(),
        state: first.state,
        text: clean(&first.text(texts)),
    }
}

fn urn(id: uuid::Uuid) -> String {
    format!("urn:uuid:{id}")
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// What XML 1.0 can hold at all: the template escapes the rest (XML 1.0, 2.2).
fn clean(text: &str) -> String {
    let holds = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    text.chars().filter(holds).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::events::Event;
    use quick_xml::{Reader, XmlVersion};

    use super::*;
    use crate::kernel::i18n::Locale;
    use crate::vendors::changes::Kind;
    use crate::vendors::subprocessors::Transfer;

    fn item(text: &str) -> NewsItem {
        let at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        NewsItem {
            id: uuid::Uuid::from_u128(7),
            kind: Kind::Add,
            state: "noticed",
            emergency: false,
            category: text.to_owned(),
            purpose: text.to_owned(),
            location: text.to_owned(),
            transfer_mechanism: Transfer::NoneWithinEea,
            noticed_at: at,
            starts_at: at,
            started_at: None,
            withdrawn_at: None,
            updated_at: at,
        }
    }

    fn written(text: &str, locale: Locale) -> String {
        let updated_at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let feed = Feed { items: vec![item(text), item(text)], first: None, updated_at, author: text.to_owned() };
        write(&feed, Texts::new(locale), "https://t.example", "/subprocessors/changes.atom").unwrap()
    }

    /// The names of the elements, and every text, as a parser that checks names and references reads them.
    fn read(xml: &str) -> (Vec<String>, String) {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        let (mut names, mut text) = (Vec::new(), String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => return (names, text),
                Event::Start(tag) | Event::Empty(tag) => {
                    for attribute in tag.attributes() {
                        text += &attribute.unwrap().normalized_value(XmlVersion::Implicit1_0).unwrap();
                    }
                    names.push(String::from_utf8(tag.name().as_ref().to_vec()).unwrap());
                }
                Event::Text(part) => text += &part.decode().unwrap(),
                Event::GeneralRef(part) => {
                    let known = part.resolve_char_ref().unwrap();
                    let named = |name: &str| quick_xml::escape::resolve_xml_entity(name).map(str::to_owned);
                    text += &known.map_or_else(|| named(&part.decode().unwrap()).unwrap(), |c| c.to_string());
                }
                _ => {}
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_a_vendor_is_said_to_do_the_feed_is_well_formed(text in ".*") {
            let (names, told) = read(&written(&text, Locale::De));
            prop_assert_eq!(names.iter().filter(|name| *name == "entry").count(), 2);
            prop_assert_eq!(names.iter().filter(|name| *name == "author").count(), 1);
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert!(bare(&told).contains(&bare(&clean(&text))), "{told}");
        }

        #[test]
        fn no_character_that_xml_cannot_hold_is_written(text in proptest::collection::vec(any::<char>(), 0..40)) {
            let xml = written(&text.iter().collect::<String>(), Locale::En);
            let bad = |c: char| c < ' ' && !['\t', '\n', '\r'].contains(&c) || ['\u{FFFE}', '\u{FFFF}'].contains(&c);
            prop_assert!(!xml.contains(bad));
            read(&xml);
        }
    }

    #[test]
    fn markup_in_a_text_is_text() {
        let xml = written("<script>&amp;]]>\"'</entry>", Locale::En);
        assert!(!xml.contains("<script>") && !xml.contains("]]>"), "{xml}");
        assert!(read(&xml).1.contains("<script>&amp;]]>\"'</entry>"));
    }

    #[test]
    fn an_entry_has_what_the_standard_asks_for() {
        let xml = written("hosting", Locale::En);
        for wanted in [
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">",
            "<id>urn:uuid:00000000-0000-0000-0000-000000000007</id>",
            "<updated>2026-11-18T",
            "rel=\"self\" type=\"application/atom+xml\" href=\"https://t.example/subprocessors/changes.atom?language=en\"",
            "<author><name>hosting</name></author>",
        ] {
            assert!(xml.contains(wanted), "no {wanted} in {xml}");
        }
        assert_ne!(written("a", Locale::En).split("</id>").next(), written("a", Locale::De).split("</id>").next());
    }
}
