//! States, moments and minutes of review meetings.

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn a_step_leads_where_the_table_says_and_nowhere_else() {
    use Step::{Approve, AskAgain, Cancel, Choose, Comment, Hold, Minute, Propose};
    let mut state = State::Requested;
    for (step, next) in [
        (Propose, State::Proposed),
        (Choose, State::Scheduled),
        (AskAgain, State::Requested),
        (Propose, State::Proposed),
        (AskAgain, State::Requested),
        (Propose, State::Proposed),
        (Choose, State::Scheduled),
        (Hold, State::Held),
        (Minute, State::Minuted),
        (Comment, State::Minuted),
        (Minute, State::Minuted),
        (Approve, State::Approved),
    ] {
        state = state.after(step).unwrap();
        assert_eq!(state, next);
    }
    for (state, step, code) in [
        (State::Requested, Choose, "no-times"),
        (State::Requested, AskAgain, "no-times"),
        (State::Held, AskAgain, "already-held"),
        (State::Requested, Hold, "not-scheduled"),
        (State::Proposed, Hold, "not-scheduled"),
        (State::Scheduled, Choose, "already-scheduled"),
        (State::Scheduled, Minute, "not-held"),
        (State::Proposed, Approve, "not-held"),
        (State::Held, Approve, "no-minutes"),
        (State::Held, Comment, "no-minutes"),
        (State::Held, Cancel, "already-held"),
        (State::Held, Hold, "already-held"),
        (State::Minuted, Propose, "already-held"),
        (State::Approved, Minute, "minutes-approved"),
        (State::Cancelled, Propose, "meeting-cancelled"),
    ] {
        assert_eq!(state.after(step).unwrap_err().code(), code, "{state:?} {step:?}");
    }
}

#[test]
fn one_meeting_a_year_and_a_second_with_a_reason() {
    let now = at("2026-12-31T23:59:59Z");
    let ask = |reason: &str, before| NewRequest { reason: reason.to_owned(), ..NewRequest::default() }.check(before, now);
    assert_eq!(ask("", 0).unwrap().year, 2026);
    assert_eq!(ask("An incident.", 0).unwrap().reason, None, "the first one needs none, and is the year's one");
    assert_eq!(ask("", 1).unwrap_err().code(), "review-this-year");
    assert_eq!(ask("An incident.", 1).unwrap().reason.as_deref(), Some("An incident."));
}

#[test]
fn times_are_to_come() {
    let now = at("2026-03-02T08:00:00Z");
    let propose = |times: &[&str], minutes_long| {
        let times = times.iter().map(|time| at(time)).collect();
        NewProposal { times, minutes_long, place: "Room 1".to_owned() }.check(now)
    };
    let good = propose(&["2026-03-05T09:00:00Z", "2026-03-04T09:00:00Z", "2026-03-05T09:00:00Z"], 60).unwrap();
    assert_eq!(good.times, [at("2026-03-04T09:00:00Z"), at("2026-03-05T09:00:00Z")]);
    for (wrong, code) in [
        (propose(&[], 60), "required"),
        (propose(&["2026-03-02T08:00:00Z"], 60), "time-past"),
        (propose(&["2028-03-02T08:00:00Z"], 60), "time-far"),
        (propose(&["2026-03-05T09:00:00Z"], 5), "minutes-long"),
    ] {
        assert_eq!(wrong.unwrap_err().fields()[0].code, code);
    }
}

#[test]
fn a_customer_hears_of_it_when_the_day_of_its_opening_comes_round() {
    let opened = at("2024-02-29T10:00:00Z");
    for (now, asked, due) in [
        ("2024-12-31T00:00:00Z", false, false),
        ("2025-02-28T23:59:59Z", false, false),
        ("2025-03-01T00:00:00Z", false, true),
        ("2025-12-31T00:00:00Z", true, false),
        ("2026-01-05T00:00:00Z", false, false),
        ("2028-02-29T00:00:00Z", false, true),
    ] {
        assert_eq!(is_due(opened, at(now), asked), due, "{now}");
    }
}

#[test]
fn reminders_come_a_week_before_and_on_the_day() {
    let due = due_at("2026-03-20".parse().unwrap());
    assert_eq!(reminders(due, at("2026-03-02T08:00:00Z")), [at("2026-03-13T00:00:00Z"), due]);
    assert_eq!(reminders(due, at("2026-03-15T08:00:00Z")), [due]);
    assert!(reminders(due, at("2026-03-20T08:00:00Z")).is_empty());
    let of = |now: &str| reminder_of(due, at(now));
    assert_eq!(
        (of("2026-03-13T00:00:00Z"), of("2026-03-19T23:59:59Z")),
        (at("2026-03-13T00:00:00Z"), at("2026-03-13T00:00:00Z"))
    );
    assert_eq!((of("2026-03-20T00:00:00Z"), of("2026-04-20T00:00:00Z")), (due, due), "late as it is, it is one of the two");
}

#[test]
fn a_day_that_stood_in_the_minutes_may_stay_when_it_has_passed() {
    let (now, day) = (at("2026-03-20T08:00:00Z"), |text: &str| text.parse::<NaiveDate>().unwrap());
    let write = |due: &str, days: &[NaiveDate]| {
        let action = NewAction { task: "Send the list".to_owned(), owner: "Lena".to_owned(), due_on: Some(day(due)) };
        let new = NewMinutes { participants: "Ana".to_owned(), minutes: "Backups.".to_owned(), actions: vec![action] };
        new.check(days, now).map(|_| ()).map_err(|error| error.fields()[0].code.clone())
    };
    assert_eq!(write("2026-03-20", &[]), Ok(()));
    assert_eq!(write("2026-03-10", &[day("2026-03-10")]), Ok(()));
    assert_eq!(write("2026-03-10", &[]).unwrap_err(), "action-due");
    assert_eq!(write("2026-03-11", &[day("2026-03-10")]).unwrap_err(), "action-due");
}

#[test]
fn what_is_said_on_minutes_stands_below_what_was_said_before() {
    assert_eq!(below(None, "Ana\nNo.").unwrap(), "Ana\nNo.");
    let both = below(Some("Ana\nNo."), "Bor\nYes.").unwrap();
    assert_eq!(both, "Ana\nNo.\n\nBor\nYes.");
    assert_eq!(below(Some(&"x".repeat(20_000)), "y").unwrap_err().code(), "comments-full");
}

#[test]
fn the_operator_is_waited_for_from_the_moment_on_at_which_it_has_to_act() {
    let day = |day: u32| at(&format!("2026-03-{day:02}T09:00:00Z"));
    let blank = Moments { requested_at: day(2), waits_from: None, starts_at: None, held_at: None };
    let since = |moments: Moments, state, now| moments.waiting_since(state, now);
    assert_eq!(since(blank, State::Requested, day(5)), Some(day(2)));
    let again = Moments { waits_from: Some(day(4)), ..blank };
    assert_eq!(since(again, State::Requested, day(5)), Some(day(4)), "other times were asked for");
    assert_eq!(since(again, State::Proposed, day(3)), None, "there is a time to choose");
    assert_eq!(since(again, State::Proposed, day(5)), Some(day(4)), "there is none any more");
    let set = Moments { starts_at: Some(day(6)), held_at: Some(day(7)), ..again };
    assert_eq!((since(set, State::Scheduled, day(5)), since(set, State::Scheduled, day(6))), (None, Some(day(6))));
    assert_eq!(since(set, State::Held, day(8)), Some(day(7)));
    assert_eq!(since(set, State::Minuted, day(8)), None);
}

#[test]
fn a_meeting_is_reminded_of_a_day_before_it() {
    let start = at("2026-03-20T09:00:00Z");
    assert_eq!(reminder(start, at("2026-03-02T08:00:00Z")), Some(at("2026-03-19T09:00:00Z")));
    assert_eq!(reminder(start, at("2026-03-19T09:00:00Z")), None);
}
