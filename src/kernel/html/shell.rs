//! The frame of a page: who is here, where, in which language.

use std::borrow::Borrow;
use std::fmt::Display;

use chrono::{DateTime, Datelike as _, NaiveDate, SecondsFormat, Utc};

use super::super::i18n::{Locale, Texts};
use super::assets::asset_address;
use super::breaking::Breaking;
use super::count::Count;
use super::flash::Flash;

/// Everything a layout shows around a page.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    /// The texts in the person's language.
    pub texts: Texts,
    /// The path of the request, without the query.
    pub path: String,
    /// What follows the `?` of its address.
    pub query: String,
    /// The language that was chosen in this browser, on a page without anybody signed in.
    pub chosen: Option<Locale>,
    /// Who is signed in.
    pub person: Option<ShellPerson>,
    /// The workspace it happens in.
    pub workspace: Option<ShellWorkspace>,
    /// The sidebar; what the role may not do is not in it.
    pub nav: Vec<NavGroup>,
    /// What has just been done.
    pub flash: Option<Flash>,
    /// Whether this is the operator's realm.
    pub operator: bool,
    /// The workspace's time zone: due dates end there.
    pub zone: chrono_tz::Tz,
}

/// The person who is signed in.
#[derive(Clone, Debug)]
pub struct ShellPerson {
    /// Full name.
    pub name: String,
    /// One or two letters.
    pub initials: String,
    /// The key of the role's name, as `role-admin`.
    pub role: String,
}

impl ShellPerson {
    /// The person, with initials taken from the name.
    #[must_use]
    pub fn new(name: impl Into<String>, role: impl Into<String>) -> Self {
        let name = name.into();
        let mut letters = name.split_whitespace().filter_map(|word| word.chars().next());
        let ends = [letters.next(), letters.next_back()];
        let initials = ends.into_iter().flatten().flat_map(char::to_uppercase).collect();
        Self { name, initials, role: role.into() }
    }
}

/// The workspace of the page.
#[derive(Clone, Debug)]
pub struct ShellWorkspace {
    /// Its name.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// Its colour: six hexadecimal digits, lower case, without the `#`.
    pub accent: Option<String>,
}

/// A group of the sidebar.
#[derive(Clone, Debug)]
pub struct NavGroup {
    /// The key of its heading, as `nav-teach`.
    pub key: &'static str,
    /// Its entries.
    pub items: Vec<NavItem>,
}

/// An entry of the sidebar.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// Where it leads.
    pub href: &'static str,
    /// Its icon, by name.
    pub icon: &'static str,
    /// The key of its text, as `nav-people`.
    pub key: &'static str,
    /// Whether the page is in it.
    pub current: bool,
}

impl Shell {
    /// The frame of a public page.
    #[must_use]
    pub fn public(locale: Locale, path: impl Into<String>) -> Self {
        Self { texts: Texts::new(locale), path: path.into(), ..Self::default() }
    }

    /// The text of a key.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }

    /// The text of a key that counts something.
    #[must_use]
    pub fn tn(&self, key: &str, n: impl Count) -> String {
        self.texts.tn(key, n.count())
    }

    /// The text of a key with named arguments.
    #[must_use]
    pub fn ta(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.texts.ta(key, arguments)
    }

    /// A number with its thousands set apart.
    #[must_use]
    pub fn number(&self, n: impl Count) -> String {
        self.texts.number(n.count())
    }

    /// A share in whole percent.
    #[must_use]
    pub fn percent(&self, percent: impl Count) -> String {
        self.texts.percent(percent.count())
    }

    /// A size.
    #[must_use]
    pub fn bytes(&self, bytes: impl Count) -> String {
        self.texts.bytes(bytes.count().unsigned_abs())
    }

    /// A length of time.
    #[must_use]
    pub fn duration(&self, seconds: impl Count) -> String {
        self.texts.duration(seconds.count())
    }

    /// A day, as `20 Nov 2026`.
    #[must_use]
    pub fn date(&self, at: impl Borrow<DateTime<Utc>>) -> String {
        self.texts.date(*at.borrow())
    }

    /// The day that a moment belongs to where the workspace is.
    #[must_use]
    pub fn day_here(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// A due date where the workspace is, as `20 Nov 2026`.
    #[must_use]
    pub fn due_date(&self, at: impl Borrow<DateTime<Utc>>) -> String {
        self.texts.date(self.day_here(*at.borrow()))
    }

    /// A day where the workspace is, as `20 Nov`; of another year than now as `20 Nov 2025`.
    #[must_use]
    pub fn due_day(&self, at: impl Borrow<DateTime<Utc>>, now: impl Borrow<DateTime<Utc>>) -> String {
        let (day, today) = (self.day_here(*at.borrow()), self.day_here(*now.borrow()));
        if day.year() == today.year() { self.texts.day(day) } else { self.texts.date(day) }
    }

    /// A time of day where the workspace is, as `10:00`; the page says once which zone that is.
    #[must_use]
    pub fn time_here(&self, at: impl Borrow<DateTime<Utc>>) -> String {
        at.borrow().with_timezone(&self.zone).format("%H:%M").to_string()
    }

    /// A moment where the workspace is, as `20 Nov, 10:00`, with the year when that is not the present one; the page says once
    /// which zone that is.
    #[must_use]
    pub fn day_time_here(&self, at: impl Borrow<DateTime<Utc>>, now: impl Borrow<DateTime<Utc>>) -> String {
        let at = *at.borrow();
        format!("{}, {}", self.due_day(at, now), self.time_here(at))
    }

    /// A moment on which a right may hang, where the workspace is and with its zone, as `20 Nov 2026, 10:00 CET`.
    #[must_use]
    pub fn moment_here(&self, at: impl Borrow<DateTime<Utc>>) -> String {
        let at = *at.borrow();
        format!("{}, {}", self.due_date(at), self.time_zone_here(at))
    }

    /// A time of day where the workspace is with its zone, as `10:00 CET`; a zone without letters as `10:00 UTC-03`.
    #[must_use]
    pub fn time_zone_here(&self, at: impl Borrow<DateTime<Utc>>) -> String {
        let at = at.borrow().with_timezone(&self.zone);
        let zone = at.format("%Z").to_string();
        let utc = if zone.starts_with(['+', '-']) { "UTC" } else { "" };
        format!("{}\u{a0}{utc}{zone}", at.format("%H:%M"))
    }

    /// A moment of this year, as `20 Nov, 09:00 UTC`.
    #[must_use]
    pub fn date_time(&self, at: impl Borrow<DateTime<Utc>>) -> String {
        self.texts.date_time(*at.borrow())
    }

    /// A moment as evidence, as `20 Nov 2026, 09:00:05 UTC`.
    #[must_use]
    pub fn moment(&self, at: impl Borrow<DateTime<Utc>>) -> String {
        self.texts.moment(*at.borrow())
    }

    /// A moment for programs: the `datetime` of `<time>`, the deadline of a timer.
    #[must_use]
    pub fn iso(&self, at: impl Borrow<DateTime<Utc>>) -> String {
        at.borrow().to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    /// A text whose addresses may go over to the next line after their @ and their dots: for narrow places.
    #[must_use]
    pub fn breaking(&self, text: impl AsRef<str>) -> Breaking {
        Breaking::new(text.as_ref())
    }

    /// The address of a file of the bundle: `app.css` → `/assets/app.<hash>.css`.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        asset_address(name)
    }

    /// The language tag for `<html lang>`.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        self.texts.locale().code()
    }

    /// What stands beside the mark: the workspace, or the product.
    #[must_use]
    pub fn place(&self) -> &str {
        self.workspace.as_ref().map_or(self.product(), |workspace| workspace.name.as_str())
    }

    /// The product: what stands beside the mark of a public page, whoever looks at it.
    #[must_use]
    pub const fn product(&self) -> &'static str {
        "Tutela"
    }

    /// The address of the page with its query: where to come back to.
    #[must_use]
    pub fn here(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }

    /// The languages to choose from, with their own names, and whether it is the page's.
    pub fn languages(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
        let here = self.texts.locale();
        Locale::ALL.into_iter().map(move |locale| (locale.code(), locale.own_name(), locale == here))
    }

    /// The address of the stylesheet with the workspace's colour.
    #[must_use]
    pub fn tenant_css(&self) -> Option<String> {
        let accent = self.workspace.as_ref()?.accent.as_ref()?;
        Some(format!("/tenant.css?accent={accent}"))
    }

    /// Whether two values are written alike: which option of a select is chosen.
    #[must_use]
    pub fn same(&self, one: impl Display, other: impl Display) -> bool {
        one.to_string() == other.to_string()
    }

    /// Whether the page is this address or below it; for `aria-current` in links.
    #[must_use]
    pub fn is_at(&self, address: &str) -> bool {
        self.path.strip_prefix(address).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}
