//! Which steps a change may take, and when.

use super::*;
use crate::vendors::changes::clock::Sent;

#[test]
fn a_second_person_reviews_and_a_third_in_an_emergency() {
    let [author, one, two] = [1, 2, 3].map(Uuid::from_u128);
    let said = |emergency, by, approved: &[Uuid]| review(State::Draft, emergency, author, by, approved, Decision::Approved);
    assert_eq!(said(false, author, &[]).unwrap_err().code(), "own-draft");
    assert_eq!(said(false, one, &[]).unwrap(), State::Reviewed);
    assert_eq!(said(true, one, &[]).unwrap(), State::Draft);
    assert_eq!(said(true, one, &[one]).unwrap_err().code(), "already-reviewed");
    assert_eq!(said(true, two, &[one]).unwrap(), State::Reviewed);
    assert_eq!(review(State::Draft, false, author, one, &[], Decision::Rejected).unwrap(), State::Rejected);
    for state in [State::Reviewed, State::Rejected, State::Noticed, State::Active, State::Withdrawn] {
        assert_eq!(review(state, false, author, one, &[], Decision::Approved).unwrap_err().code(), "not-a-draft");
    }
}

#[test]
fn an_approval_is_of_what_was_read() {
    let new = |decision, revision, note: &str| NewReview { decision, revision, note: note.to_owned() }.of(2);
    assert_eq!(new(Decision::Approved, Some(2), "").unwrap(), "");
    assert_eq!(new(Decision::Approved, Some(1), "").unwrap_err().code(), "draft-changed");
    assert_eq!(new(Decision::Rejected, Some(1), "No.").unwrap_err().code(), "draft-changed");
    assert_eq!(new(Decision::Rejected, None, "No.").unwrap(), "No.");
    assert_eq!(new(Decision::Approved, None, "ok").unwrap(), "ok", "the one that stands there now");
    for (wrong, field) in
        [(new(Decision::Rejected, None, " "), "note"), (new(Decision::Approved, Some(2), &"x".repeat(MOST_REASON + 1)), "note")]
    {
        assert_eq!(wrong.unwrap_err().fields()[0].field, field);
    }
}

#[test]
fn a_change_starts_when_the_last_clock_has_run_and_nobody_objects() {
    let at: DateTime<Utc> = "2026-06-01T12:00:00Z".parse().unwrap();
    let clock = |days| Clock {
        earliest: Earliest::of(Sent { at, days, zone: chrono_tz::UTC }),
        is_told: true,
        is_reached: true,
        has_objection: false,
    };
    let day = |days| at + chrono::Duration::days(days);
    let clocks = [clock(30), clock(45)];
    let code = |state, emergency, clocks: &[Clock], now| may_start(state, emergency, clocks, now).map_err(|error| error.code());
    assert_eq!(code(State::Reviewed, false, &clocks, day(99)), Err("not-noticed"));
    assert_eq!(code(State::Active, false, &clocks, day(99)), Err("already-active"));
    assert_eq!(code(State::Noticed, false, &clocks, day(44)), Err("notice-too-short"));
    assert_eq!(code(State::Noticed, false, &clocks, day(45)), Ok(()));
    assert_eq!(code(State::Noticed, true, &clocks, day(0)), Ok(()));
    assert_eq!(code(State::Noticed, false, &[Clock { has_objection: true, ..clock(30) }], day(45)), Err("objection-open"));
    let one_is_lost = [clock(30), Clock { is_reached: false, ..clock(30) }];
    assert_eq!(code(State::Noticed, false, &one_is_lost, day(45)), Ok(()), "nobody waits for who cannot be reached");
    assert!(!holds_for(false, &one_is_lost[1], day(45)), "and there it is not in force");
    for (holds, one, emergency, now) in [
        (true, clock(30), false, day(30)),
        (false, clock(30), false, day(30) - chrono::Duration::seconds(1)),
        (true, clock(30), true, day(0)),
        (false, Clock { is_reached: false, ..clock(30) }, true, day(40)),
        (false, Clock { has_objection: true, ..clock(30) }, true, day(40)),
        (false, Clock { is_told: false, ..clock(30) }, false, day(40)),
    ] {
        assert_eq!(holds_for(emergency, &one, now), holds, "{one:?} {emergency} {now}");
    }
    let Err(Error::TooEarly { earliest, .. }) = may_start(State::Noticed, false, &clocks, at) else { panic!("too early") };
    assert_eq!(earliest, day(45));
}
