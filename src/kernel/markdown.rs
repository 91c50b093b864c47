//! Markdown in, harmless HTML out: what authors write is text, and becomes structure, never code.
//!
//! Three fences: raw HTML in the source is shown as written; the result passes an allow-list; the pages' content
//! security policy would stop what passed both. Pictures come from `/files/` only: one from another server would tell
//! that server who is reading, so it becomes a link.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

/// Renders Markdown (with tables, strikethrough, task lists and footnotes) to HTML that may stand in any page.
/// Headings start at `h2`: the page has its own `h1`.
#[must_use]
pub fn markdown(source: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES;
    let mut tamer = Tamer::default();
    let events = Parser::new_ext(source, options).flat_map(|event| tamer.tame(event));
    let mut rendered = String::with_capacity(source.len() + source.len() / 2);
    html::push_html(&mut rendered, events);
    cleaner().clean(&rendered).to_string()
}

/// Walks the events and takes the teeth out.
#[derive(Default)]
struct Tamer<'a> {
    footnotes: HashMap<CowStr<'a>, usize>,
    /// The addresses of pictures that became links, and whether they have a text yet.
    pictures: Vec<Option<(CowStr<'a>, bool)>>,
    /// The open headings, as the author numbered them.
    headings: Vec<HeadingLevel>,
}

impl<'a> Tamer<'a> {
    fn tame(&mut self, event: Event<'a>) -> Vec<Event<'a>> {
        if let (Event::Text(_) | Event::Code(_), Some(Some((_, has_text)))) = (&event, self.pictures.last_mut()) {
            *has_text = true;
        }
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => vec![Event::Text(raw)],
            Event::Start(Tag::HtmlBlock) => vec![Event::Start(Tag::Paragraph)],
            Event::End(TagEnd::HtmlBlock) => vec![Event::End(TagEnd::Paragraph)],
            Event::Start(Tag::Heading { level, .. }) => {
                let level = self.nest(level);
                vec![Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() })]
            }
            Event::End(TagEnd::Heading(_)) => vec![Event::End(TagEnd::Heading(depth(self.headings.len())))],
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => self.start_picture(link_type, dest_url, title, id),
            Event::End(TagEnd::Image) => self.end_picture(),
            Event::TaskListMarker(done) => vec![Event::Text(if done { "☑ " } else { "☐ " }.into())],
            Event::FootnoteReference(name) => vec![Event::FootnoteReference(self.footnote(name))],
            Event::Start(Tag::FootnoteDefinition(name)) => vec![Event::Start(Tag::FootnoteDefinition(self.footnote(name)))],
            // A column's alignment would be an inline style.
            Event::Start(Tag::Table(columns)) => vec![
                Event::Html("<div class=\"scroll\" tabindex=\"0\">".into()),
                Event::Start(Tag::Table(vec![pulldown_cmark::Alignment::None; columns.len()])),
            ],
            Event::End(TagEnd::Table) => vec![Event::End(TagEnd::Table), Event::Html("</div>".into())],
            other => vec![other],
        }
    }

    /// Headings nest without a gap below the page's title, whatever the author began with.
    fn nest(&mut self, level: HeadingLevel) -> HeadingLevel {
        while self.headings.last().is_some_and(|open| *open >= level) {
            self.headings.pop();
        }
        self.headings.push(level);
        depth(self.headings.len())
    }

    fn start_picture(&mut self, link_type: LinkType, dest_url: CowStr<'a>, title: CowStr<'a>, id: CowStr<'a>) -> Vec<Event<'a>> {
        if is_own_file(&dest_url) {
            self.pictures.push(None);
            return vec![Event::Start(Tag::Image { link_type, dest_url, title, id })];
        }
        self.pictures.push(Some((dest_url.clone(), false)));
        vec![Event::Start(Tag::Link { link_type, dest_url, title, id })]
    }

    fn end_picture(&mut self) -> Vec<Event<'a>> {
        match self.pictures.pop() {
            Some(Some((address, false))) => vec![Event::Text(address), Event::End(TagEnd::Link)],
            Some(Some(_)) => vec![Event::End(TagEnd::Link)],
            _ => vec![Event::End(TagEnd::Image)],
        }
    }

    /// Names become numbers, so that a footnote cannot take the id of a part of the page.
    fn footnote(&mut self, name: CowStr<'a>) -> CowStr<'a> {
        let next = self.footnotes.len() + 1;
        format!("fn-{}", self.footnotes.entry(name).or_insert(next)).into()
    }
}

/// The level of a heading that stands inside so many others, itself counted: the page's title is h1.
fn depth(open: usize) -> HeadingLevel {
    match open {
        0 | 1 => HeadingLevel::H2,
        2 => HeadingLevel::H3,
        3 => HeadingLevel::H4,
        4 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

/// An address below `/files/` that stays there.
fn is_own_file(address: &str) -> bool {
    let climbs = address.contains("..") || address.contains('\\') || address.to_ascii_lowercase().contains("%2e");
    address.starts_with("/files/") && !climbs
}

fn cleaner() -> &'static Builder<'static> {
    static CLEANER: OnceLock<Builder<'static>> = OnceLock::new();
    CLEANER.get_or_init(|| {
        let mut builder = Builder::empty();
        builder
            .tags(HashSet::from([
                "a",
                "blockquote",
                "br",
                "code",
                "del",
                "div",
                "em",
                "h2",
                "h3",
                "h4",
                "h5",
                "h6",
                "hr",
                "img",
                "li",
                "ol",
                "p",
                "pre",
                "strong",
                "sup",
                "table",
                "tbody",
                "td",
                "th",
                "thead",
                "tr",
                "ul",
            ]))
            .clean_content_tags(HashSet::from(["script", "style", "template", "noscript", "iframe"]))
            .tag_attributes(HashMap::from([
                ("a", HashSet::from(["href", "title"])),
                ("code", HashSet::from(["class"])),
                ("div", HashSet::from(["class", "id", "tabindex"])),
                ("img", HashSet::from(["src", "alt", "title"])),
                ("ol", HashSet::from(["start"])),
                ("sup", HashSet::from(["class"])),
            ]))
            .url_schemes(HashSet::from(["https", "http", "mailto", "tel"]))
            .url_relative(UrlRelative::PassThrough)
            .link_rel(Some("noopener noreferrer"))
            .strip_comments(true)
            .attribute_filter(allowed);
        builder
    })
}

fn allowed<'u>(element: &str, attribute: &str, value: &'u str) -> Option<Cow<'u, str>> {
    let fits = match (element, attribute) {
        ("img", "src") => is_own_file(value),
        ("a", "href") => !value.starts_with("//") && !value.contains('\\'),
        ("code", "class") => value.strip_prefix("language-").is_some_and(|name| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_' | '#'))
        }),
        ("div", "class") => matches!(value, "footnote-definition" | "scroll"),
        ("div", "tabindex") => value == "0",
        ("div", "id") => value.starts_with("fn-"),
        ("sup", "class") => matches!(value, "footnote-reference" | "footnote-definition-label"),
        _ => true,
    };
    fits.then_some(Cow::Borrowed(value))
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn headings_start_below_the_page() {
        assert_eq!(markdown("# One\n\n###### Six\n\n## Two"), "<h2>One</h2>\n<h3>Six</h3>\n<h3>Two</h3>\n");
        assert_eq!(markdown("### Three\n\n## Two"), "<h2>Three</h2>\n<h2>Two</h2>\n");
    }

    #[test]
    fn the_extensions_work() {
        let out = markdown(
            "| a | b |\n|--:|---|\n| 1 | ~~2~~ |\n\n- [x] done\n- [ ] open\n\nNote[^main].\n\n[^main]: Here.\n\n```rust\nfn f() {}\n```",
        );
        for part in [
            "<div class=\"scroll\" tabindex=\"0\"><table>",
            "<th>a</th>",
            "<del>2</del>",
            "☑ done",
            "☐ open",
            "href=\"#fn-1\"",
            "id=\"fn-1\"",
            "<code class=\"language-rust\">",
        ] {
            assert!(out.contains(part), "{part} in {out}");
        }
        assert!(!out.contains("style="), "{out}");
    }

    #[test]
    fn pictures_of_others_become_links() {
        assert_eq!(markdown("![A plan](/files/1/plan.png)"), "<p><img src=\"/files/1/plan.png\" alt=\"A plan\"></p>\n");
        let link = "<p><a href=\"https://elsewhere.example/p.png\" rel=\"noopener noreferrer\">A plan</a></p>\n";
        assert_eq!(markdown("![A plan](https://elsewhere.example/p.png)"), link);
        assert!(markdown("![](https://elsewhere.example/p.png)").contains(">https://elsewhere.example/p.png</a>"));
        for climbing in ["/files/../sign-out", "/files/%2E%2e/sign-out", "//elsewhere.example/files/p.png"] {
            assert!(!markdown(&format!("![x]({climbing})")).contains("<img"), "{climbing}");
        }
    }

    #[test]
    fn hostile_sources_stay_text() {
        for hostile in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "a <svg/onload=alert(1)> b",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<style>*{display:none}</style>",
            "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
            "<form action=https://evil.example><input name=password></form>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<!--><img src=x onerror=alert(1)>-->",
            "| <script>x</script> |\n|---|\n| <b onclick=x> |",
            "[^1]: <object data=x>\n\n[^1]",
            "```\"><script>alert(1)</script>\nx\n```",
        ] {
            let out = markdown(hostile).to_ascii_lowercase();
            for tag in
                ["<script", "<img", "<svg", "<style", "<iframe", "<form", "<input", "<math", "<object", "<b ", "<a ", "<!--"]
            {
                let own_link = tag == "<a " && !out.contains("javascript:") && out.contains("href=\"#fn-");
                assert!(!out.contains(tag) || own_link, "{hostile} gave {out}");
            }
        }
    }

    #[test]
    fn hostile_addresses_are_dropped() {
        for hostile in [
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](java\tscript:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](vbscript:x)",
            "<javascript:alert(1)>",
            "[x](//evil.example)",
            "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
            "[a]: javascript:alert(1)\n\n[a]",
        ] {
            let out = markdown(hostile).to_ascii_lowercase();
            assert!(!out.contains("href=") && !out.contains("src="), "{hostile} gave {out}");
        }
        assert!(markdown("[x](https://a.example 'onmouseover=\"x\"')").contains("title=\"onmouseover=&quot;x&quot;\""));
    }

    #[test]
    fn a_class_is_a_language_or_nothing() {
        assert!(!markdown("```button primary\nx\n```").contains("primary"));
        assert!(!markdown("```a\"b\nx\n```").contains("class="));
    }

    #[test]
    fn deep_nesting_ends() {
        assert!(!markdown(&">".repeat(5_000)).is_empty());
        assert!(!markdown(&"[".repeat(5_000)).is_empty());
        assert!(!markdown(&"*a_".repeat(5_000)).is_empty());
    }
}
