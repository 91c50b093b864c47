//! The whole way from facts to paper, in both languages, without a database.

mod liability;
mod paper;

use std::collections::BTreeMap;

use super::content::{Content, MeasureListed, Party, ReturnChoice};
use super::freeze::{GivenInstruction, KeptAway, Sources, VendorHere, WorkspaceFacts};
use super::model::{Processor, number};
use super::paper::{CUSTOMER_FIELD, PROCESSOR_FIELD, draw};
use super::preview::Case;
use super::registers::Registers;
use super::render::{Printed, render};
use crate::agreements::templates::Template;
use crate::kernel::i18n::Locale;
use crate::kernel::ids::sha256_hex;
use crate::kernel::pdf::{self, Purpose, Seal, SigningDetails, check_structure};
use crate::vendors::subprocessors::{Applies, Kept, Transfer, Vendor, read_register};

fn processor() -> Processor {
    let settings = [
        ("legal_name", "Tutela Operations d.o.o. (demo)"),
        ("register_no", "Okrožno sodišče v Ljubljani, 1234567000"),
        ("address", "Vzorčna ulica 12, 1000 Ljubljana"),
        ("country", "SI"),
        ("contact_email", "contact@tutela.example"),
        ("privacy_email", "privacy@tutela.example"),
        ("security_email", "security@tutela.example"),
        ("signatory_name", "Žiga Šuštar"),
        ("signatory_title", "Managing director"),
        ("governing_law_country", "Slovenia"),
        ("governing_law_place", "Ljubljana"),
    ];
    Processor::from_settings(
        &settings.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect::<BTreeMap<_, _>>(),
    )
}

fn vendors() -> Vec<Vendor> {
    read_register(include_str!("../../../templates/demo/subprocessors.toml")).unwrap()
}

fn freeze(locale: Locale, processor: &Processor, vendors: &[Vendor], legal_name: &str) -> Result<Content, String> {
    freeze_for(locale, processor, vendors, legal_name, None)
}

fn freeze_for(
    locale: Locale,
    processor: &Processor,
    vendors: &[Vendor],
    legal_name: &str,
    workspace: Option<&WorkspaceFacts>,
) -> Result<Content, String> {
    let id = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b".parse().unwrap();
    let now = "2026-11-21T10:00:00Z".parse().unwrap();
    Content::freeze(Sources {
        template: &Template::shipped().unwrap(),
        registers: Registers::current().unwrap(),
        undertakings: &crate::agreements::measures::defaults().unwrap(),
        vendors,
        processor,
        controller: Party {
            legal_name: legal_name.into(),
            register_no: "HRB 4711, Amtsgericht Musterstadt".into(),
            address: "Grüne Gasse 7, 70173 Stuttgart".into(),
            country: "DE".into(),
            contact_email: "datenschutz@sonnenhof.example".into(),
            data_protection_officer: None,
            signatory_name: "Nguyễn Thị Thuỳ Dương".into(),
            signatory_title: "Geschäftsführerin".into(),
        },
        id,
        number: number(id, now),
        language: locale,
        verification_url: "https://learn.example.com/verify/AEQKDMWD2R7F7CU3BQOS4P2KLM".to_owned(),
        return_choice: Some(ReturnChoice::default()),
        workspace,
        now,
    })
}

fn content(locale: Locale) -> Content {
    freeze(locale, &processor(), &vendors(), "Sonnenhof Akademie GmbH").unwrap()
}

#[test]
fn both_languages_are_rendered_from_the_same_facts() {
    let shape = |locale| {
        let printed = render(&Template::shipped().unwrap(), &content(locale)).unwrap();
        let all = format!("{printed:?}");
        for fact in
            ["Sonnenhof Akademie GmbH", "Tutela Operations d.o.o. (demo)", "Nordwolke Hosting GmbH (demo)", "DPA-2026-DUXD6SS3"]
        {
            assert!(all.contains(fact), "{locale}: {fact}");
        }
        assert!(!all.contains("{{") && !all.contains("scc_m3") && !all.contains("P5Y"), "{locale}: a code is left in the text");
        let tables = printed.iter().filter(|block| matches!(block, Printed::Table(_))).count();
        (printed.len(), tables)
    };
    assert_eq!(shape(Locale::En), shape(Locale::De));
    assert!(shape(Locale::En).1 >= 11, "seven tables, one of them by heading");
}

#[test]
fn the_choice_of_return_stands_in_annex_i_and_in_the_content() {
    let said = |locale, return_choice| {
        let content = Content { return_choice, ..content(locale) };
        let printed = render(&Template::shipped().unwrap(), &content).unwrap();
        let annex = printed.iter().skip_while(|block| !matches!(block, Printed::Annex(..))).skip(1);
        let annex: Vec<_> = annex.take_while(|block| !matches!(block, Printed::Annex(..))).collect();
        (format!("{annex:?}"), content.canonical().unwrap())
    };
    for (choice, code, words) in [
        (
            ReturnChoice::ReturnThenDelete,
            "return_then_delete",
            ["return followed by deletion", "Rückgabe mit anschließender Löschung"],
        ),
        (ReturnChoice::DeleteWithoutReturn, "delete_without_return", ["deletion without return", "Löschung ohne Rückgabe"]),
    ] {
        for (locale, words) in [Locale::En, Locale::De].into_iter().zip(words) {
            let (annex, json) = said(locale, Some(choice));
            assert!(annex.contains(&format!(": {words}.")), "{annex}");
            assert!(json.contains(&format!("\"return_choice\":\"{code}\"")), "{json}");
        }
    }
    let (annex, json) = said(Locale::En, None);
    assert!(
        annex.contains(": none made; return followed by deletion applies until the Controller chooses otherwise."),
        "{annex}"
    );
    assert!(!json.contains("return_choice"));
}

#[test]
fn a_name_full_of_braces_is_just_a_name() {
    let content = freeze(Locale::En, &processor(), &vendors(), "{{processor.legal_name}} {#if} Ltd").unwrap();
    let printed = format!("{:?}", render(&Template::shipped().unwrap(), &content).unwrap());
    assert!(printed.contains("{{processor.legal_name}} {#if} Ltd is the Controller"));
}

#[test]
fn a_missing_fact_stops_the_agreement() {
    let anonymous = Processor { signatory_name: String::new(), ..processor() };
    assert!(freeze(Locale::En, &anonymous, &vendors(), "A").unwrap_err().contains("operator_signatory_name"));
    for law in ["US", "Switzerland", "Atlantis"] {
        let foreign = Processor { governing_law_country: law.into(), ..processor() };
        assert!(freeze(Locale::En, &foreign, &vendors(), "A").unwrap_err().contains("governing_law_country"), "{law}");
    }
    let mut astray = vendors();
    astray[0].country = "US".into();
    assert_eq!(astray[0].transfer_mechanism, Transfer::NoneWithinEea);
    assert!(freeze(Locale::En, &processor(), &astray, "A").unwrap_err().contains("no ground of transfer"));
    let empty = Content { number: String::new(), ..content(Locale::En) };
    let complaint = render(&Template::shipped().unwrap(), &empty).unwrap_err();
    assert!(complaint.what.contains("agreement.number") && complaint.line > 0, "{complaint}");
    let mut anonymous = content(Locale::De);
    anonymous.controller.signatory_title = " ".into();
    let complaint = render(&Template::shipped().unwrap(), &anonymous).unwrap_err();
    assert!(complaint.what.contains("controller.signatory_title"), "what stands in a table only: {complaint}");
}

#[test]
fn no_vendor_at_all_is_said_in_a_sentence() {
    let content = freeze(Locale::De, &processor(), &[], "A").unwrap();
    let printed = render(&Template::shipped().unwrap(), &content).unwrap();
    assert!(printed.contains(&Printed::Paragraph("Kein Unterauftragsverarbeiter wird eingesetzt.".into())));
}

#[test]
fn what_holds_for_a_workspace_stands_in_its_annexes() {
    let mut all = vendors();
    for (number, vendor) in (1..).zip(&mut all) {
        vendor.id = uuid::Uuid::from_u128(number);
    }
    let model = all.iter().position(|vendor| vendor.applies == Applies::AiEnabled).unwrap();
    let facts = |model_is: Option<KeptAway>| {
        let here = |vendor: &Vendor, kept_away| VendorHere {
            vendor: Kept { id: vendor.id, facts: vendor.facts.clone(), since: vendor.since },
            kept_away,
        };
        // The last one came into the register after the workspace was looked at.
        let known = all.iter().enumerate().take(all.len() - 1);
        let mut list: Vec<_> = known.map(|(at, vendor)| here(vendor, model_is.filter(|_| at == model))).collect();
        list[0].vendor.facts.location = "Graz, Austria".into();
        let date = "2026-11-01".parse().unwrap();
        let on = serde_json::json!({ "enabled": true });
        let given = GivenInstruction { subject: "ai".into(), value: on, role: "owner".into(), initials: "A. B.".into(), date };
        WorkspaceFacts { ai: true, sso: false, instructions: vec![given], written: Vec::new(), vendors: list }
    };
    let frozen = |model_is| freeze_for(Locale::De, &processor(), &all, "A", Some(&facts(model_is))).unwrap();
    let used = frozen(None);
    assert!(used.ai.enabled && used.ai.functions[0].provider == all[model].legal_name);
    let printed = |content: &Content| format!("{:?}", render(&Template::shipped().unwrap(), content).unwrap());
    assert_eq!(used.ai.functions[0].models, all[model].facts.models);
    assert!(printed(&used).contains("Parrotworks AI Inc. (demo)\\nParrot Large 2 (demo)\\nParrot Small 2 (demo)"));
    let mut older = used.clone();
    older.ai.functions[0].models.clear();
    assert!(printed(&older).contains("Parrotworks AI Inc. (demo)\\nauf Anfrage genannt"));
    assert!(!older.canonical().unwrap().contains("\"models\""), "as it was frozen before models had names");
    assert_eq!(used.subprocessors.items[0].location, "Graz, Austria", "the facts that hold here, not those of the register");
    assert_eq!(used.subprocessors.items.last().unwrap().applies, "not_yet", "its days cannot have run");
    assert_eq!(used.subprocessors.items.len(), all.len());
    for (kept_away, code) in [(KeptAway::NotYet, "not_yet"), (KeptAway::LeftOut, "left_out")] {
        let frozen = frozen(Some(kept_away));
        assert_eq!(frozen.subprocessors.items[model].applies, code);
        assert!(!frozen.ai.enabled && frozen.ai.functions.is_empty(), "{code}");
        let printed = format!("{:?}", render(&Template::shipped().unwrap(), &frozen).unwrap());
        assert!(printed.contains("noch nicht für den Verantwortlichen"), "{code}");
        assert!(printed.contains("Keine KI-Funktion gibt Auftragsdaten an einen Anbieter."), "{code}");
    }
}

#[test]
fn a_decision_on_one_vendor_leaves_the_rest_of_its_subject_as_it_was() {
    let date = "2026-11-01".parse().unwrap();
    let given = |subject: &str, value| GivenInstruction {
        subject: subject.into(),
        value,
        role: "owner".into(),
        initials: "A. B.".into(),
        date,
    };
    let read = serde_json::json!({ "change": "0190a1b2", "vendor": "Mailer SA", "decision": "acknowledged" });
    let instructions = vec![
        given("subprocessors", read),
        given("retention", serde_json::json!({ "category": "content", "period": "P1Y" })),
        given("ai", serde_json::json!({ "enabled": false })),
    ];
    let facts = WorkspaceFacts { instructions, ..WorkspaceFacts::default() };
    let listed = freeze_for(Locale::En, &processor(), &vendors(), "A", Some(&facts)).unwrap().instructions;
    let defaults: Vec<_> = listed.iter().filter(|one| one.given_by.is_none()).map(|one| one.subject.as_str()).collect();
    assert_eq!(defaults, ["Retention", "Sub-processors", "Single sign-on", "Place of processing"], "{listed:#?}");
    assert_eq!(listed.iter().filter(|one| one.given_by.is_some()).count(), 3);
}

#[test]
fn a_measure_says_what_proves_it_and_an_older_agreement_says_what_it_said() {
    let template = Template::shipped().unwrap();
    let mut content = content(Locale::En);
    let measures = |content: &Content| -> Vec<_> { content.measures.iter().flat_map(|group| group.measures.clone()).collect() };
    let measure = measures(&content).into_iter().find(|measure| measure.proof.is_some_and(|proof| proof.tests > 1)).unwrap();
    let cell = |content: &Content| {
        let tables = render(&template, content).unwrap().into_iter();
        let rows = tables.filter_map(|block| if let Printed::Table(table) = block { Some(table.rows) } else { None }).flatten();
        rows.into_iter().find(|row| row[0] == measure.name).unwrap()[2].clone()
    };
    let (said, tests) = (cell(&content), measure.proof.unwrap().tests);
    let bare = format!("the software ({})", measure.promises.join(", "));
    assert!(said.starts_with(&format!("the software; {tests} tests, last passed ")) && said.ends_with(&bare[13..]), "{said}");
    let by_people = measures(&content).into_iter().filter(|measure| measure.performed_by == "operator");
    let by_people: Vec<_> = by_people.collect();
    assert!(by_people.len() >= 4 && by_people.iter().all(|measure| measure.proof.is_none()), "no test proves what people do");
    assert!(by_people.iter().all(|measure| measure.evidence.is_none()), "and nothing shows it yet");

    // As it was frozen before agreements said so.
    for measure in content.measures.iter_mut().flat_map(|group| &mut group.measures) {
        measure.proof = None;
    }
    content.sso = None;
    assert_eq!(cell(&content), bare);
    let terms = &mut content.terms;
    (terms.incident_target_hours, terms.offer_days, terms.answer_days) = (None, None, None);
    let old = content.canonical().unwrap();
    for word in ["proof", "evidence", "checked_on", "sso", "offer_days", "answer_days", "incident_target_hours"] {
        assert!(!old.contains(&format!("\"{word}\"")), "{word}");
    }
    let read: Content = serde_json::from_str(&old).unwrap();
    assert_eq!((read.canonical().unwrap(), &read), (old, &content), "the same bytes");
    let complaint = render(&template, &read).unwrap_err();
    assert!(complaint.what.contains("_days") || complaint.what.contains("_hours"), "never from a newer text: {complaint}");
}

#[test]
fn what_people_do_is_printed_with_what_shows_it() {
    let template = Template::shipped().unwrap();
    let sample = super::preview::content(
        &template,
        (Locale::De, Case::Workspace),
        "https://learn.example.com",
        "2026-11-21T10:00:00Z".parse().unwrap(),
    );
    let mut content = sample.unwrap();
    let of = |content: &Content, id: &str| -> MeasureListed {
        content.measures.iter().flat_map(|group| group.measures.clone()).find(|measure| measure.id == id).unwrap()
    };
    let cell = |content: &Content, id: &str| {
        let tables = render(&template, content).unwrap().into_iter();
        let rows = tables.filter_map(|block| if let Printed::Table(table) = block { Some(table.rows) } else { None }).flatten();
        rows.into_iter().find(|row| row[0] == of(content, id).name).unwrap()[2].clone()
    };
    let said = cell(&content, "backups");
    let titled = "der Auftragsverarbeiter im Betrieb; Rehearsal / Probe (invented / erfunden)";
    assert_eq!(said, format!("{titled}; zuletzt in Ordnung befunden am 15. Jan. 2026 (M-8.8)"));
    let bare = cell(&content, "premises");
    assert_eq!(bare, "der Auftragsverarbeiter im Betrieb (M-5.2)", "an undertaking says no more than it is");
    for measure in content.measures.iter_mut().flat_map(|group| &mut group.measures) {
        if let Some(evidence) = &mut measure.evidence {
            evidence.checked_on = None;
        }
    }
    assert_eq!(cell(&content, "backups"), format!("{titled} (M-8.8)"));
    for measure in content.measures.iter_mut().flat_map(|group| &mut group.measures) {
        if let Some(evidence) = &mut measure.evidence {
            (evidence.titles, evidence.checked_on) = (Vec::new(), "2026-01-15".parse().ok());
        }
    }
    let dated = "der Auftragsverarbeiter im Betrieb; zuletzt in Ordnung befunden am 15. Jan. 2026 (M-8.8)";
    assert_eq!(cell(&content, "backups"), dated, "looked at, and no document is listed");
}

#[test]
fn an_officer_has_a_name_or_is_said_to_be_none() {
    let template = Template::shipped().unwrap();
    let mut content = content(Locale::De);
    content.processor.data_protection_officer = Some("Ana Kovač".into());
    let values = super::render::variables(template.config(), template.labels(Locale::De).unwrap(), &content);
    assert_eq!(values["controller.data_protection_officer"], "keiner benannt");
    assert_eq!(values["processor.data_protection_officer"], "Ana Kovač");
}

#[test]
fn the_content_survives_its_canonical_form() {
    for locale in Locale::ALL {
        let content = content(locale);
        let json = content.canonical().unwrap();
        let read: Content = serde_json::from_str(&json).unwrap();
        assert_eq!(read, content);
        assert_eq!(read.canonical().unwrap(), json);
    }
    let (one, two) = (content(Locale::En), content(Locale::De));
    assert_ne!(one.subprocessors.items, two.subprocessors.items, "the extract is in the language of the agreement");
    assert_eq!(one.subprocessors.snapshot_id, two.subprocessors.snapshot_id, "it names one version of the list");
}

#[test]
fn the_product_fills_in_exactly_what_the_vocabulary_names() {
    let template = Template::shipped().unwrap();
    let values = super::render::variables(template.config(), template.labels(Locale::En).unwrap(), &content(Locale::En));
    let mut known: Vec<&str> = crate::agreements::templates::variables().collect();
    known.sort_unstable();
    assert_eq!(values.into_keys().collect::<Vec<_>>(), known);
}

#[test]
fn the_table_of_retention_says_who_carries_each_rule_out() {
    let template = Template::shipped().unwrap();
    let rows = |content: &Content| {
        let printed = render(&template, content).unwrap();
        let table = printed.into_iter().find_map(|block| match block {
            Printed::Table(table) if table.name == "retention" => Some(table),
            _ => None,
        });
        let table = table.unwrap();
        assert!(table.columns.len() == 6 && table.rows.iter().all(|row| row.len() == 6));
        table.rows.into_iter().map(|row| row[4].clone()).collect::<Vec<_>>()
    };
    for (locale, software, people) in [
        (Locale::En, "the software", "the Processor in operation"),
        (Locale::De, "die Software", "der Auftragsverarbeiter im Betrieb"),
    ] {
        let content = content(locale);
        let by = |code: &Option<String>| if code.as_deref() == Some("software") { software } else { people };
        let wanted: Vec<_> = content.retention.iter().map(|rule| by(&rule.performed_by)).collect();
        assert_eq!(rows(&content), wanted);
        assert!(wanted.contains(&software) && wanted.contains(&people), "{locale}");
    }
    // What was frozen before this was said says nothing, and stays what it is.
    let mut older = content(Locale::En);
    older.retention.iter_mut().for_each(|rule| rule.performed_by = None);
    assert!(rows(&older).iter().all(String::is_empty));
    let frozen: serde_json::Value = serde_json::from_str(&older.canonical().unwrap()).unwrap();
    assert!(frozen["retention"][0].get("performed_by").is_none());
}
