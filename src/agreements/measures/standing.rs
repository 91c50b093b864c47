//! Who may take the next step with a measure, as it stands: nobody decides on their own words, nor on others than they read.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::model::State;
use crate::kernel::error::Error;
use crate::kernel::revision;

/// What the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// How far it has come.
    pub state: State,
    /// Which text it is.
    pub revision: i32,
    /// Who wrote it; nobody for a duty of the release.
    pub written_by: Option<Uuid>,
    /// Who wrote it last.
    pub changed_by: Option<Uuid>,
    /// Who proposed to retire it; nobody while no proposal waits.
    pub retirement_by: Option<Uuid>,
    /// When: it is by this that one proposal is told from the next.
    pub retirement_at: Option<DateTime<Utc>>,
}

impl Standing {
    /// Whether it may be written anew.
    ///
    /// # Errors
    /// `Refused` with `measure-not-draft`, or with `changed-elsewhere` when it is another text than was read.
    pub fn may_be_rewritten(&self, read: Option<i32>) -> Result<(), Error> {
        if !self.state.is_open() {
            return Err(not_draft());
        }
        revision::check(&self.revision, read.as_ref())
    }

    /// Whether somebody may decide on what they read.
    ///
    /// # Errors
    /// `Refused` with `measure-not-draft`, `measure-own`, or `changed-elsewhere` when it is another text than was read.
    pub fn may_be_decided(&self, by: Uuid, read: i32) -> Result<(), Error> {
        if self.state != State::Draft {
            return Err(not_draft());
        }
        if [self.written_by, self.changed_by].contains(&Some(by)) {
            return Err(own());
        }
        revision::check(&self.revision, Some(&read))
    }

    /// Whether it is in use, so that it can be revised, checked and retired.
    ///
    /// # Errors
    /// `Refused` with `measure-not-in-use`.
    pub fn is_in_use(&self) -> Result<(), Error> {
        match self.state {
            State::InUse => Ok(()),
            _ => Err(Error::refused("measure-not-in-use", "Only a measure that is in use is revised, checked and retired.")),
        }
    }

    /// Whether somebody may propose to retire it.
    ///
    /// # Errors
    /// `Refused` with `measure-not-in-use`, or with `measure-retirement-proposed` while a proposal waits.
    pub fn retirement_may_be_proposed(&self) -> Result<(), Error> {
        self.is_in_use()?;
        match self.retirement_by {
            None => Ok(()),
            Some(_) => Err(Error::refused("measure-retirement-proposed", "Its retirement waits for a second person already.")),
        }
    }

    /// Whether another version of it can be written, changed, or take its place: none of that passes over a proposal to retire
    /// it, and whoever approves the proposal has read all that goes with it.
    ///
    /// # Errors
    /// `Refused` with `measure-retirement-waits` while a proposal waits.
    pub fn may_be_replaced(&self) -> Result<(), Error> {
        if self.state != State::InUse || self.retirement_by.is_none() {
            return Ok(());
        }
        let detail = "A proposal to retire this measure waits. Approve it, or say why the measure stays in use, \
                      before another version is written or takes its place.";
        Err(Error::refused("measure-retirement-waits", detail))
    }

    fn retirement_proposed_by(&self) -> Result<Uuid, Error> {
        self.is_in_use()?;
        let none = || Error::refused("measure-retirement-none", "Nobody proposes to retire this measure.");
        self.retirement_by.ok_or_else(none)
    }

    /// Whether somebody may take back the proposal to retire it: whoever made it.
    ///
    /// # Errors
    /// `Refused` with `measure-not-in-use`, `measure-retirement-none`, or `measure-retirement-others` for anybody else.
    pub fn retirement_may_be_taken_back(&self, by: Uuid) -> Result<(), Error> {
        if self.retirement_proposed_by()? == by {
            return Ok(());
        }
        let detail = "Somebody else proposed this. Approve it, or say why the measure stays in use.";
        Err(Error::refused("measure-retirement-others", detail))
    }

    /// Whether somebody may approve or reject the proposal to retire it that they read.
    ///
    /// # Errors
    /// `Refused` with `measure-not-in-use`, `measure-retirement-none`, `measure-own` for whoever proposed it, or
    /// `changed-elsewhere` when it is another proposal than was read.
    pub fn retirement_may_be_decided(&self, by: Uuid, read: Option<DateTime<Utc>>) -> Result<(), Error> {
        if self.retirement_proposed_by()? == by {
            return Err(own());
        }
        revision::check(&self.retirement_at, Some(&read))
    }
}

fn own() -> Error {
    Error::refused("measure-own", "A second person decides: nobody decides on what they wrote or proposed.")
}

fn not_draft() -> Error {
    Error::refused("measure-not-draft", "This version is no draft any more. Revise the measure that is in use.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_person_decides_on_what_they_read() {
        let (ana, bor, cene) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let draft = Standing {
            state: State::Draft,
            revision: 2,
            written_by: Some(ana),
            changed_by: Some(bor),
            retirement_by: None,
            retirement_at: None,
        };
        assert!(draft.may_be_decided(cene, 2).is_ok() && draft.may_be_rewritten(Some(2)).is_ok());
        for author in [ana, bor] {
            assert_eq!(draft.may_be_decided(author, 2).unwrap_err().code(), "measure-own");
        }
        assert_eq!(draft.may_be_decided(cene, 1).unwrap_err().code(), "changed-elsewhere");
        assert_eq!(draft.may_be_rewritten(Some(1)).unwrap_err().code(), "changed-elsewhere");
        assert_eq!(draft.is_in_use().unwrap_err().code(), "measure-not-in-use");
        for state in [State::Rejected, State::InUse, State::Replaced, State::Retired] {
            let other = Standing { state, ..draft };
            assert_eq!(other.may_be_decided(cene, 2).unwrap_err().code(), "measure-not-draft");
            assert_eq!(other.may_be_rewritten(Some(2)).is_ok(), state == State::Rejected);
            assert_eq!(other.is_in_use().is_ok(), state == State::InUse);
            assert_eq!(other.retirement_may_be_proposed().is_ok(), state == State::InUse);
        }
        let in_use = Standing { state: State::InUse, ..draft };
        assert!(in_use.may_be_replaced().is_ok());
        assert_eq!(in_use.retirement_may_be_decided(bor, None).unwrap_err().code(), "measure-retirement-none");
        let at = |text: &str| -> Option<DateTime<Utc>> { Some(text.parse().unwrap()) };
        let (read, later) = (at("2026-03-02T09:00:00Z"), at("2026-03-02T09:00:00.000001Z"));
        let proposed = Standing { retirement_by: Some(bor), retirement_at: read, ..in_use };
        assert_eq!(proposed.retirement_may_be_proposed().unwrap_err().code(), "measure-retirement-proposed");
        assert_eq!(proposed.may_be_replaced().unwrap_err().code(), "measure-retirement-waits");
        assert_eq!(proposed.retirement_may_be_decided(bor, read).unwrap_err().code(), "measure-own");
        assert!(proposed.retirement_may_be_decided(ana, read).is_ok() && proposed.retirement_may_be_taken_back(bor).is_ok());
        assert_eq!(proposed.retirement_may_be_taken_back(ana).unwrap_err().code(), "measure-retirement-others");
        let anew = Standing { retirement_at: later, ..proposed };
        assert_eq!(
            anew.retirement_may_be_decided(ana, read).unwrap_err().code(),
            "changed-elsewhere",
            "another proposal was read"
        );
        let replaced = Standing { state: State::Replaced, ..proposed };
        assert!(replaced.may_be_replaced().is_ok(), "it is out of use: nothing waits");
        assert_eq!(replaced.retirement_may_be_decided(ana, read).unwrap_err().code(), "measure-not-in-use");
    }
}
