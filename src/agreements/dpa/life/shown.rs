//! An agreement as its customer sees it: the same for whoever has its address and for the workspace that holds it.

use entity::agreement;

use super::super::content::{Content, ReturnChoice};
use super::super::model::Status;
use super::super::paper::CUSTOMER_FIELD;
use super::super::states::State;
use super::board::shown_state;
use super::timeline::{Course, Step, icon, is_over, steps, tone};
use crate::agreements::promises::Conditions;
use crate::agreements::templates::{ClauseMap, Template};
use crate::kernel::html::{Shell, Tone, groups};

/// An agreement as its customer sees it.
pub struct Shown {
    /// The name of the page.
    pub title: String,
    /// Its number.
    pub number: String,
    /// The parties.
    pub lead: String,
    /// Its way.
    pub steps: Vec<Step>,
    /// How far it is.
    pub tone: Tone,
    /// The symbol of it.
    pub icon: &'static str,
    /// The same in words.
    pub state: String,
    /// It has ended: nobody signs or declines it any more.
    pub is_over: bool,
    /// The page renews itself: the worker is at it.
    pub is_under_way: bool,
    /// It can be signed and declined.
    pub is_open: bool,
    /// A file that was signed elsewhere can be sent back here.
    pub takes_file: bool,
    /// The workspace that holds it; empty where none does, and at the address of whoever asked.
    pub workspace: String,
    /// Until when.
    pub open_until: String,
    /// The operator's staff have to look.
    pub waits: bool,
    /// Within which time they answer.
    pub answer: String,
    /// Why it was declined or ended.
    pub reason: String,
    /// The sealed PDF.
    pub pdf: Option<String>,
    /// The countersigned PDF.
    pub countersigned: Option<String>,
    /// The evidence of the countersignature.
    pub evidence: Option<String>,
    /// What was signed is shown at the contact's address alone.
    pub is_kept_back: bool,
    /// This is the contact's address, or the holder's page.
    pub of_contact: bool,
    /// The mail with the agreement did not arrive.
    pub mail_failed: bool,
    /// The content.
    pub json: Option<String>,
    /// Fingerprint of the sealed PDF.
    pub pdf_groups: Vec<String>,
    /// Fingerprint of the countersigned PDF.
    pub countersigned_groups: Vec<String>,
    /// Fingerprint of the content.
    pub json_groups: Vec<String>,
    /// Where its forms go.
    pub base: String,
    /// Where the link to sign goes.
    pub email: String,
    /// The field for a signing program.
    pub field: &'static str,
    /// The version of the list of sub-processors in it.
    pub list: String,
    /// What differs in the version that new agreements are made from: in words, and the address.
    pub newer: Option<(String, String)>,
    /// How many of its clauses are carried out by whom; empty where that is not known.
    pub clauses: String,
    /// The page that says it of each.
    pub clauses_address: String,
    /// What else stands in it.
    pub facts: Vec<(String, String)>,
}

/// How somebody of the customer sees an agreement.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// Who was asked to sign, and what took its place.
    pub course: &'a Course,
    /// A signature was confirmed and is not made.
    pub is_being_signed: bool,
    /// As the contact or the holder does, who see what was signed.
    pub of_contact: bool,
    /// At the contact's own address, where a file that was signed elsewhere is taken.
    pub takes_file: bool,
    /// The workspace that holds it.
    pub workspace: Option<&'a str>,
    /// The version that new agreements are made from, where it is another.
    pub newer: Option<&'a str>,
    /// On the page of the workspace that holds it, which knows its own evidence.
    pub is_held: bool,
    /// Within so many business days the operator answers.
    pub answer_days: u32,
    /// The version that it is made from.
    pub template: Option<&'a Template>,
    /// What the registers say now of the promises behind it.
    pub conditions: &'a Conditions,
    /// The address of the page.
    pub base: &'a str,
    /// That of the interface under which the files lie.
    pub files: &'a str,
}

impl Seen<'_> {
    /// Where the reader may open the agreement that took its place: on the pages of a workspace that holds both.
    fn successor(&self, row: &agreement::Model) -> Option<String> {
        let by = self.course.successor.as_ref().filter(|by| self.is_held && by.held_by.is_some() && by.held_by == row.held_by)?;
        Some(format!("/settings/agreements/{}", by.id))
    }
}

impl Shown {
    /// The agreement as it is shown.
    #[must_use]
    pub fn new(shell: &Shell, status: &Status, row: &agreement::Model, seen: &Seen<'_>) -> Self {
        let texts = shell.texts;
        let Seen { course, is_being_signed, of_contact, takes_file, answer_days, base, files, .. } = *seen;
        let workspace = seen.workspace.filter(|_| of_contact).unwrap_or_default().to_owned();
        let frozen: Option<Content> = row.json.as_deref().and_then(|json| serde_json::from_str(json).ok());
        let operator = frozen.as_ref().map(|content| content.processor.legal_name.clone()).unwrap_or_default();
        let mut facts = vec![
            (texts.t("dpa-facts-controller"), row.legal_name.clone()),
            (texts.t("dpa-facts-processor"), operator.clone()),
            (texts.t("dpa-facts-signatory"), format!("{}, {}", row.signatory_name, row.signatory_title)),
            (texts.t("dpa-facts-workspace"), workspace.clone()),
            (texts.t("dpa-facts-language"), texts.t(&format!("dpa-language-{}", row.language))),
            (texts.t("dpa-facts-return"), ReturnChoice::said(status.return_choice, texts)),
            (texts.t("dpa-facts-template"), row.template_version.clone()),
            (texts.t("dpa-facts-requested"), texts.moment(row.requested_at)),
        ];
        facts.retain(|(_, value)| !value.is_empty());
        if let Some(content) = &frozen {
            facts.push((texts.t("dpa-facts-subprocessors"), content.subprocessors.items.len().to_string()));
        }
        if let Some(data) = &status.data_statement {
            facts.push((texts.t("operator-dpa-data"), data.clone()));
        }
        let lead = if operator.is_empty() {
            row.legal_name.clone()
        } else {
            texts.ta("dpa-status-lead", &[("controller", &row.legal_name), ("processor", &operator)])
        };
        let hash = |sha256: Option<&String>| groups(sha256.map(String::as_str).unwrap_or_default());
        Self {
            title: texts.ta("dpa-status-title", &[("number", &status.number)]),
            number: status.number.clone(),
            lead,
            steps: steps(texts, status, course, seen.successor(row)),
            tone: tone(shown_state(row)),
            icon: icon(shown_state(row)),
            is_over: is_over(status),
            state: texts.t(&format!("dpa-state-{}", shown_state(row).as_str().replace('_', "-"))),
            is_under_way: !status.stopped && (status.state.is_under_way() || is_being_signed),
            is_open: status.state.is_open() && !is_being_signed,
            takes_file,
            workspace,
            open_until: status.expires_at.map(|end| texts.date(end)).unwrap_or_default(),
            waits: status.state == State::Countersigned,
            answer: texts.tn("dpa-waits-text", i64::from(answer_days)),
            reason: status.reason.clone().unwrap_or_default(),
            pdf: row.file_id.map(|_| format!("{files}/pdf")),
            countersigned: row.countersigned_file_id.filter(|_| of_contact).map(|_| format!("{files}/countersigned-pdf")),
            evidence: row.countersigned_file_id.filter(|_| of_contact).map(|_| format!("{files}/countersignature-evidence")),
            is_kept_back: row.countersigned_file_id.is_some() && !of_contact,
            of_contact,
            mail_failed: status.mail_failed_at.is_some() && status.state.is_open(),
            json: row.file_id.map(|_| format!("{files}/content")),
            pdf_groups: hash(status.pdf_sha256.as_ref()),
            countersigned_groups: hash(status.countersigned_sha256.as_ref()),
            json_groups: hash(status.json_sha256.as_ref()),
            base: base.to_owned(),
            list: frozen.map(|content| content.subprocessors.snapshot_id).unwrap_or_default(),
            email: row.contact_email.clone(),
            field: CUSTOMER_FIELD,
            newer: seen.newer.map(|version| {
                let words = texts.ta("dpa-facts-newer", &[("version", version)]);
                (words, format!("/dpa/versions/{version}/differences?before={}", row.template_version))
            }),
            clauses: seen.template.map(|template| ClauseMap::of(template, seen.conditions, texts).summary).unwrap_or_default(),
            clauses_address: match seen.is_held {
                true => format!("{base}/clauses"),
                false => format!("/dpa/versions/{}", row.template_version),
            },
            facts,
        }
    }
}
