//! Why a mail reached nobody.

use serde::Serialize;

/// Why a mail reached nobody, in a word of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BounceReason)]
pub enum Why {
    /// The mail server refused it for good.
    Refused,
    /// The account was closed or the contact struck out before it left.
    Closed,
    /// It came back after the mail server had taken it.
    Returned,
}

impl Why {
    const ALL: [Self; 3] = [Self::Refused, Self::Closed, Self::Returned];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Closed => "closed",
            Self::Returned => "returned",
        }
    }
}

/// Why a mail reached nobody, with what the mail server answered, where it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Why.
    pub why: Why,
    /// The reply code of the mail server (RFC 5321), as 550.
    pub smtp_code: Option<u16>,
}

impl Failure {
    /// Without an answer of the mail server.
    pub const fn of(why: Why) -> Self {
        Self { why, smtp_code: None }
    }

    /// The mail server refused for good. Its code ends the sentence; its words, which may repeat the address, do not stand there.
    pub fn refused(said: &str) -> Self {
        let code = said.rsplit(' ').next().and_then(|last| last.parse().ok()).filter(|code| (500..600).contains(code));
        Self { why: Why::Refused, smtp_code: code }
    }

    /// As the table keeps it: `returned`, `refused 550`.
    pub fn kept(self) -> String {
        match self.smtp_code {
            Some(code) => format!("{} {code}", self.why.as_str()),
            None => self.why.as_str().to_owned(),
        }
    }

    /// What the table has kept.
    pub fn read(text: &str) -> Option<Self> {
        let (word, code) = text.split_once(' ').map_or((text, None), |(word, code)| (word, code.parse().ok()));
        Why::ALL.into_iter().find(|why| why.as_str() == word).map(|why| Self { why, smtp_code: code })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_answered_is_kept_by_its_code_alone() {
        let refused = Failure::refused("The mail cannot be delivered: the server answered 550");
        assert_eq!((refused.kept().as_str(), refused.smtp_code), ("refused 550", Some(550)));
        for said in ["The mail cannot be delivered: the server does not take addresses with letters beyond a to z", "9", ""] {
            assert_eq!(Failure::refused(said).kept(), "refused", "{said}");
        }
        for failure in [refused, Failure::of(Why::Refused), Failure::of(Why::Closed), Failure::of(Why::Returned)] {
            assert_eq!(Failure::read(&failure.kept()), Some(failure));
        }
        assert_eq!(Failure::read("lost"), None);
    }
}
