//! What a person recognises a session by: the family of the browser and the platform, and nothing finer (M-4.2).
//!
//! What a browser calls itself is long and nearly unique; of it only two words of a closed list are kept.

use serde::Serialize;

/// A family of browsers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Browser {
    /// Mozilla's.
    Firefox,
    /// Microsoft's.
    Edge,
    /// Opera Software's.
    Opera,
    /// Samsung's.
    Samsung,
    /// Google's, and whatever is not told apart from it.
    Chrome,
    /// Apple's.
    Safari,
    /// None of these.
    Other,
}

/// What a browser runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// Microsoft's.
    Windows,
    /// Apple's telephones and tablets.
    Ios,
    /// Apple's computers, and tablets that pass for one.
    Macos,
    /// Google's telephones and tablets, and those like them.
    Android,
    /// Google's laptops.
    Chromeos,
    /// Other systems with this kernel.
    Linux,
    /// None of these.
    Other,
}

/// The browser of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Device {
    /// Its family.
    pub browser: Browser,
    /// What it runs on.
    pub platform: Platform,
}

/// The mark of each family, the more particular first: each names the ones after it too.
const BROWSERS: [(&str, Browser); 12] = [
    ("Edg/", Browser::Edge),
    ("EdgA/", Browser::Edge),
    ("EdgiOS/", Browser::Edge),
    ("OPR/", Browser::Opera),
    ("OPT/", Browser::Opera),
    ("SamsungBrowser/", Browser::Samsung),
    ("Firefox/", Browser::Firefox),
    ("FxiOS/", Browser::Firefox),
    ("CriOS/", Browser::Chrome),
    ("Chromium/", Browser::Chrome),
    ("Chrome/", Browser::Chrome),
    ("Safari/", Browser::Safari),
];

/// The mark of each platform, the more particular first.
const PLATFORMS: [(&str, Platform); 9] = [
    ("Windows", Platform::Windows),
    ("iPhone", Platform::Ios),
    ("iPad", Platform::Ios),
    ("iPod", Platform::Ios),
    ("Macintosh", Platform::Macos),
    ("Android", Platform::Android),
    ("CrOS", Platform::Chromeos),
    ("Linux", Platform::Linux),
    ("X11", Platform::Linux),
];

impl Device {
    /// What a browser that calls itself so is; `None` when neither can be told.
    #[must_use]
    pub fn of(user_agent: &str) -> Option<Self> {
        let browser = BROWSERS.iter().find(|(mark, _)| user_agent.contains(mark)).map_or(Browser::Other, |(_, is)| *is);
        let platform = PLATFORMS.iter().find(|(mark, _)| user_agent.contains(mark)).map_or(Platform::Other, |(_, is)| *is);
        (browser != Browser::Other || platform != Platform::Other).then_some(Self { browser, platform })
    }

    /// The words in the table.
    #[must_use]
    pub fn words(self) -> String {
        format!("{} {}", self.browser.as_str(), self.platform.as_str())
    }

    /// The device with these words.
    #[must_use]
    pub fn read(words: &str) -> Option<Self> {
        let (browser, platform) = words.split_once(' ')?;
        let browser = BROWSERS.iter().map(|(_, is)| *is).chain([Browser::Other]).find(|is| is.as_str() == browser)?;
        let platform = PLATFORMS.iter().map(|(_, is)| *is).chain([Platform::Other]).find(|is| is.as_str() == platform)?;
        Some(Self { browser, platform })
    }
}

impl Browser {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Firefox => "firefox",
            Self::Edge => "edge",
            Self::Opera => "opera",
            Self::Samsung => "samsung",
            Self::Chrome => "chrome",
            Self::Safari => "safari",
            Self::Other => "other",
        }
    }

    /// The name that people know; it is the same in every language.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Firefox => Some("Firefox"),
            Self::Edge => Some("Edge"),
            Self::Opera => Some("Opera"),
            Self::Samsung => Some("Samsung Internet"),
            Self::Chrome => Some("Chrome"),
            Self::Safari => Some("Safari"),
            Self::Other => None,
        }
    }
}

impl Platform {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Windows => "windows",
            Self::Ios => "ios",
            Self::Macos => "macos",
            Self::Android => "android",
            Self::Chromeos => "chromeos",
            Self::Linux => "linux",
            Self::Other => "other",
        }
    }

    /// The name that people know; it is the same in every language.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Windows => Some("Windows"),
            Self::Ios => Some("iOS"),
            Self::Macos => Some("macOS"),
            Self::Android => Some("Android"),
            Self::Chromeos => Some("ChromeOS"),
            Self::Linux => Some("Linux"),
            Self::Other => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_a_browser_calls_itself_two_words_are_kept() {
        let like = "AppleWebKit/537.36 (KHTML, like Gecko)";
        for (agent, words) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0".to_owned(), "firefox linux"),
            (format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {like} Chrome/142.0 Safari/537.36 Edg/142.0"), "edge windows"),
            (format!("Mozilla/5.0 (Linux; Android 10; K) {like} Chrome/142.0 Mobile Safari/537.36"), "chrome android"),
            (format!("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) {like} Version/26.0 Safari/604.1"), "safari ios"),
            (
                format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {like} Chrome/142.0 Safari/537.36 OPR/125.0"),
                "opera macos",
            ),
            (format!("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {like} Chrome/142.0 Safari/537.36"), "chrome chromeos"),
            ("Something/1.0 (Windows)".to_owned(), "other windows"),
        ] {
            let device = Device::of(&agent).unwrap();
            assert_eq!(device.words(), words, "{agent}");
            assert_eq!(Device::read(words), Some(device));
        }
        assert_eq!((Device::of("curl/8.9"), Device::of(""), Device::read("lynx plan9")), (None, None, None));
    }
}
