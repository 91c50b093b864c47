//! The schedule of liability: in the section on liability, in both languages, and in the content.

use super::super::liability::LiabilityListed;
use super::super::render::Table;
use super::*;
use crate::agreements::templates::{Limit, Per};

/// The schedule on the page, and what stands right above it.
fn printed(content: &Content) -> (Printed, Table) {
    let printed = render(&Template::shipped().unwrap(), content).unwrap();
    let at = printed.iter().position(|block| matches!(block, Printed::Table(table) if table.name == "liability")).unwrap();
    let Printed::Table(table) = printed[at].clone() else { unreachable!("found as a table") };
    (printed[at - 1].clone(), table)
}

fn row<'a>(content: &'a mut Content, id: &str) -> &'a mut LiabilityListed {
    content.liability.iter_mut().find(|row| row.id == id).unwrap()
}

#[test]
fn the_schedule_stands_below_its_clause_in_both_languages() {
    for (locale, clause, words) in [
        (
            Locale::En,
            "The following schedule states",
            ["no limit", "as if the Processor had acted itself: by the row that then fits", "the limits of the Main Contract"],
        ),
        (
            Locale::De,
            "Die folgende Übersicht gibt",
            ["unbegrenzt", "wie bei eigenem Handeln: nach der Zeile, die dann passt", "Grenzen des Hauptvertrags"],
        ),
    ] {
        let content = content(locale);
        let (above, table) = printed(&content);
        assert!(matches!(above, Printed::Clause(_, text) if text.starts_with(clause)), "{locale}");
        assert!(table.columns.len() == 3 && table.rows.iter().all(|row| row.len() == 3), "{table:?}");
        let wanted: Vec<_> = content.liability.iter().map(|row| [row.claim.clone(), row.bearer.clone()]).collect();
        assert_eq!(table.rows.iter().map(|row| [row[0].clone(), row[1].clone()]).collect::<Vec<_>>(), wanted);
        let limits: Vec<_> = table.rows.iter().map(|row| row[2].as_str()).collect();
        let [none, own, theirs] = words;
        assert_eq!(limits, [none, none, none, none, none, own, none, none, theirs, theirs]);
    }
}

#[test]
fn an_amount_is_written_out_with_its_currency() {
    let limit = |per| Limit::Amount { amount: 1_250_000, currency: "EUR".into(), per };
    for (locale, event, year) in [
        (Locale::En, "up to EUR 1,250,000 per event", "up to EUR 1,250,000 per contract year"),
        (Locale::De, "bis zu 1.250.000 EUR je Ereignis", "bis zu 1.250.000 EUR je Vertragsjahr"),
    ] {
        let mut content = content(locale);
        row(&mut content, "data_loss").limit = limit(Per::Event);
        row(&mut content, "breach").limit = limit(Per::ContractYear);
        let (_, table) = printed(&content);
        let limits: Vec<_> = table.rows.iter().rev().take(2).map(|row| row[2].as_str()).collect();
        assert_eq!(limits, [year, event]);
        let json: serde_json::Value = serde_json::from_str(&content.canonical().unwrap()).unwrap();
        let of = |at: usize| json["liability"][at]["limit"].clone();
        assert_eq!(of(0), serde_json::json!({ "kind": "unlimited" }));
        assert_eq!(of(5), serde_json::json!({ "kind": "as_own" }));
        let amount = serde_json::json!({ "kind": "amount", "amount": 1_250_000, "currency": "EUR", "per": "event" });
        assert_eq!(of(8), amount);
        assert_eq!(serde_json::from_value::<Content>(json).unwrap(), content);
    }
}

#[test]
fn an_agreement_from_before_the_schedule_stays_what_it_is() {
    let mut older = content(Locale::En);
    older.liability.clear();
    let frozen = older.canonical().unwrap();
    assert!(!frozen.contains("\"liability\""));
    let read: Content = serde_json::from_str(&frozen).unwrap();
    assert_eq!((read.canonical().unwrap(), &read), (frozen, &older), "the same bytes");
    let complaint = render(&Template::shipped().unwrap(), &read).unwrap_err();
    assert!(complaint.what.contains("liability"), "never with the rows of a newer text: {complaint}");
}
