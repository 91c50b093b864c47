//! A workspace with a row of every kind, and its word in every text of them.

use std::collections::HashMap;

use chrono::Duration;
use serde_json::json;
use tutela::kernel::authz::Role;

use crate::actors::Workspace;
use crate::database::fresh_id;
use crate::dpa::proven;
use crate::lesson::Lesson;
use crate::world::World;

/// A workspace that has everything, with the ids by which its rows are addressed; its word stands in every text.
pub struct Furnished {
    pub workspace: Workspace,
    /// By kind.
    pub ids: HashMap<&'static str, String>,
}

impl World {
    /// Furnishes a workspace whose every text holds the word.
    pub async fn furnished(&self, word: &'static str) -> Furnished {
        let workspace = self.tenant(word).await;
        let Workspace { owner, admin, instructor, learner, .. } = &workspace;
        let group = admin.makes_a_group(&format!("{word} crew"), &[learner]).await;
        admin.lets_lead(&group, instructor).await;
        let invited = json!({ "email": format!("new@{word}.example"), "name": format!("{word} newcomer") });
        let newcomer = admin.post("/api/v1/users", invited).await.is_created().id();
        owner.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_ok();

        let lesson = admin.publishes_a_module(&format!("{word} module"), json!({ "pass_percent": 50 })).await;
        mark(&workspace, word, &lesson).await;
        let limited = admin.publishes_a_module(&format!("{word} exam"), json!({ "time_limit_s": 3600 })).await;
        let body = json!({ "module_id": limited.module, "group_ids": [group], "due_at": self.now() + Duration::days(9) });
        let assignment = admin.post("/api/v1/assignments", body).await.is_created().id();
        admin.assigns(&lesson, &[learner, instructor]).await;

        let passed = learner.passes(&lesson).await;
        let running = learner.starts(&limited).await.is_created();
        learner.answers(&running, true).await;
        // The operator's staff see the names in an agreement: none of them holds the word.
        self.realm().await;
        let held = owner.post("/api/v1/agreements", crate::dpa::questions()).await.is_created().id();
        owner.posts("/api/v1/exports").await.is_accepted();
        let (webhook, delivery) = has_a_webhook(&workspace, word).await;
        self.runs_its_jobs().await;

        let browser = learner.signs_in().await;
        let session = browser.get("/api/v1/sessions").await.is_ok().items()[0]["id"].as_str().unwrap().to_owned();
        let token = browser.post("/api/v1/tokens", json!({ "name": format!("{word} token") })).await.is_created().id();
        let certificates = learner.get("/api/v1/me/certificates").await.is_ok();
        let export = owner.get("/api/v1/exports").await.is_ok().each("id")[0].clone();
        let mail = self.mailbox(&format!("new@{word}.example").to_lowercase()).pop().expect("an invitation");
        let named = json!({ "name": format!("{word} officer"), "email": format!("dpo@{word}.example"), "locale": "en" });
        let contact = owner.post("/api/v1/notice-contacts", named).await.is_created().id();
        self.runs_its_jobs().await;
        let ids = HashMap::from([
            ("contact", contact),
            // A contact reads a notice by the secret of its mail: that stands in the story of notices.
            ("notice", fresh_id().to_string()),
            ("subprocessor", fresh_id().to_string()),
            ("tenant", workspace.id.get().to_string()),
            ("user", learner.id.to_string()),
            ("newcomer", newcomer),
            ("group", group),
            ("module", lesson.module),
            ("unit", lesson.page),
            ("quiz", lesson.quiz),
            ("question", lesson.questions[0].clone()),
            ("assignment", assignment),
            ("attempt", running.id()),
            ("finished", passed.string("attempt_id")),
            ("certificate", certificates.each("id")[0].clone()),
            ("code", certificates.each("code")[0].clone()),
            ("export", export),
            ("held", held),
            ("session", session),
            ("token", token),
            ("link", mail.link().rsplit('/').next().unwrap().to_owned()),
            ("slot", "1".to_owned()),
            ("webhook", webhook),
            ("delivery", delivery),
        ]);
        Furnished { workspace, ids }
    }

    /// Tells everybody of a change of sub-processors, to which the workspace objects in words that hold the word.
    pub async fn announces_to(&self, furnished: &mut Furnished, word: &str) {
        const CHANGES: &str = "/api/v1/operator/subprocessor-changes";
        let number = fresh_id();
        let author = self.operator(&format!("Nora {number}"), Role::Legal).await;
        let reviewer = self.operator(&format!("Silvo {number}"), Role::Security).await;
        let vendor = json!({
            "legal_name": format!("Mailer {number} SA"), "address": "Rue Haute 1, 1000 Bruxelles", "country": "BE",
            "contact_email": "privacy@mailer.example", "category": "email_delivery", "purpose": "Delivers mails.",
            "data_categories": ["identification"], "location": "Brussels, Belgium", "transfer_mechanism": "none_within_eea",
            "applies": "always",
        });
        let draft = json!({ "kind": "add", "subprocessor": vendor, "reason": "Mails leave from Brussels." });
        let change = author.post(CHANGES, draft).await.is_created().id();
        reviewer.post(format!("{CHANGES}/{change}/review"), json!({ "decision": "approved", "revision": 1 })).await.is_ok();
        author.posts(format!("{CHANGES}/{change}/notice")).await.is_accepted();
        self.runs_its_jobs().await;
        let objections = format!("/api/v1/subprocessor-changes/{change}/objections");
        let grounds = json!({ "grounds": format!("{word} does not know this vendor.") });
        let objection = furnished.workspace.admin.post(objections, grounds).await.is_created().id();
        let template = author.get("/api/v1/operator/dpa-templates").await.is_ok().each("id")[0].clone();
        let measure = author.get("/api/v1/operator/measures").await.is_ok().each("id")[0].clone();
        let version = "1.0.0".to_owned();
        self.runs_its_jobs().await;
        let request = self.has_a_list_request().await;
        furnished.ids.extend([("change", change), ("objection", objection), ("template", template), ("version", version)]);
        furnished.ids.extend([("list_request", request), ("measure", measure)]);
    }

    /// A business contact asks for the list by name and confirms the address; says the id of the request.
    pub async fn has_a_list_request(&self) -> String {
        let number = fresh_id();
        let email = format!("contact-{number}@firm.example");
        let request = json!({
            "name": "Cora Kraus", "company": "Firm GmbH", "email": email, "reason": "We audit you.", "language": "en",
        });
        let contact = self.visitor();
        contact.post("/api/v1/public/list-requests", proven(&contact, request).await).await.is_accepted();
        self.runs_its_jobs().await;
        let link = self.mailbox(&email).pop().expect("a link").link();
        contact.submits(link, &[]).await.has_status(303);
        let reader = self.operator(&format!("Rita {number}"), Role::Legal).await;
        self.runs_its_jobs().await;
        let all = reader.get("/api/v1/operator/list-requests").await.is_ok();
        all.items().iter().find(|one| one["email"] == email.as_str()).unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// A business contact is refused the list.
    pub async fn refuses_the_list(&self) {
        let request = self.has_a_list_request().await;
        let decider = self.operator(&format!("Dora {}", fresh_id()), Role::Legal).await;
        let decision = json!({ "outcome": "refused", "reason": "We do not know you." });
        decider.post(format!("/api/v1/operator/list-requests/{request}/decision"), decision).await.is_ok();
        self.runs_its_jobs().await;
    }
}

/// An endpoint that waits, with an event that waits for it: nothing leaves the test.
async fn has_a_webhook(workspace: &Workspace, word: &str) -> (String, String) {
    let endpoint = json!({ "url": "https://hooks.company.example/in", "description": format!("{word} hook") });
    let webhook = workspace.owner.post("/api/v1/webhooks", endpoint).await.is_created().id();
    let path = format!("/api/v1/webhooks/{webhook}");
    workspace.owner.posts(format!("{path}/test")).await.is_accepted();
    workspace.owner.put(format!("{path}/pause"), json!({})).await.is_ok();
    let delivery = workspace.owner.get(format!("{path}/deliveries")).await.is_ok().each("id")[0].clone();
    (webhook, delivery)
}

/// Writes the word into the texts of pages and questions, and publishes them.
async fn mark(workspace: &Workspace, word: &str, lesson: &Lesson) {
    let admin = &workspace.admin;
    let unit = format!("/api/v1/modules/{}/units/{}", lesson.module, lesson.page);
    admin.patch(&unit, json!({ "title": format!("{word} page"), "body_md": format!("{word} **text**") })).await.is_ok();
    let summary = json!({ "summary": format!("{word} summary") });
    admin.patch(format!("/api/v1/modules/{}", lesson.module), summary).await.is_ok();
    for question in &lesson.questions {
        let words = json!({ "stem_md": format!("{word} stem"), "feedback_md": format!("{word} feedback") });
        admin.patch(format!("/api/v1/questions/{question}"), words).await.is_ok();
    }
    admin.posts(format!("/api/v1/modules/{}/publication", lesson.module)).await.is_created();
}
