//! A module with a page and a quiz of every kind of question: how authors write it and learners take it.

use serde_json::{Value, json};

use crate::actors::Person;
use crate::answer::Answer;

/// Stands in every feedback.
pub const FEEDBACK: &str = "feedbackcanary";
/// The accepted short text.
pub const ACCEPTED: &str = "acceptedcanary";

/// A module as its author wrote it.
#[derive(Clone, Debug)]
pub struct Lesson {
    pub module: String,
    pub page: String,
    pub unit: String,
    pub quiz: String,
    pub questions: Vec<String>,
}

/// One question of each kind, worth two points each.
pub fn questions() -> Vec<Value> {
    let question = |kind: &str, more: Value| {
        let mut whole = json!({ "kind": kind, "stem_md": format!("What of {kind}?"), "points": 2, "feedback_md": format!("{FEEDBACK} {kind}") });
        whole.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        whole
    };
    let option = |text: &str, correct: bool| json!({ "text_md": text, "correct": correct });
    vec![
        question(
            "single_choice",
            json!({ "options": [option("no one", false), option("yes one", true), option("no two", false)] }),
        ),
        question(
            "multiple_response",
            json!({ "options": [option("yes two", true), option("no three", false), option("yes three", true)] }),
        ),
        question("true_false", json!({ "correct": true })),
        question("short_text", json!({ "accepted": [ACCEPTED] })),
        question("number", json!({ "value": 42, "tolerance": 0.5 })),
    ]
}

/// What answers a question in full, or not at all.
pub fn answer_to(slot: &Value, right: bool) -> Value {
    let options = slot["options"].as_array().cloned().unwrap_or_default();
    let word = if right { "yes" } else { "no" };
    let picked =
        options.iter().filter(|option| option["text_html"].as_str().unwrap().contains(word)).map(|option| option["id"].clone());
    match slot["kind"].as_str().unwrap() {
        "single_choice" => json!({ "option_ids": picked.take(1).collect::<Vec<_>>() }),
        "multiple_response" => json!({ "option_ids": picked.collect::<Vec<_>>() }),
        "true_false" => json!({ "boolean": right }),
        "short_text" => json!({ "text": if right { ACCEPTED } else { "no idea" } }),
        "number" => json!({ "number": if right { "42.5" } else { "42.51" } }),
        other => panic!("a question of the kind {other}"),
    }
}

impl Person {
    /// Writes a module with a page and a quiz; nobody sees it yet.
    pub async fn writes_a_module(&self, title: &str, settings: Value) -> Lesson {
        let module = self.post("/api/v1/modules", json!({ "title": title, "language": "en" })).await.is_created().id();
        let page = json!({ "kind": "page", "title": "Read this", "body_md": "# Careful\n\nSome **bold** words." });
        let page = self.post(format!("/api/v1/modules/{module}/units"), page).await.is_created().id();
        let quiz = json!({ "kind": "quiz", "title": "Answer this", "settings": settings });
        let made = self.post(format!("/api/v1/modules/{module}/units"), quiz).await.is_created();
        let (unit, quiz) = (made.id(), made.string("quiz_id"));
        let mut questions = Vec::new();
        for question in self::questions() {
            questions.push(self.post(format!("/api/v1/quizzes/{quiz}/questions"), question).await.is_created().id());
        }
        Lesson { module, page, unit, quiz, questions }
    }

    /// Writes a module and publishes it.
    pub async fn publishes_a_module(&self, title: &str, settings: Value) -> Lesson {
        let lesson = self.writes_a_module(title, settings).await;
        self.posts(format!("/api/v1/modules/{}/publication", lesson.module)).await.is_created();
        lesson
    }

    /// Asks people to learn the module.
    pub async fn assigns(&self, lesson: &Lesson, people: &[&Person]) -> String {
        let ids: Vec<String> = people.iter().map(|person| person.id.to_string()).collect();
        self.post("/api/v1/assignments", json!({ "module_id": lesson.module, "user_ids": ids })).await.is_created().id()
    }

    /// Reads the page.
    pub async fn reads(&self, lesson: &Lesson) {
        self.posts(format!("/api/v1/units/{}/views", lesson.page)).await.is_ok();
    }

    /// Starts an attempt.
    pub async fn starts(&self, lesson: &Lesson) -> Answer {
        self.posts(format!("/api/v1/quizzes/{}/attempts", lesson.quiz)).await
    }

    /// Answers every question of a started attempt.
    pub async fn answers(&self, attempt: &Answer, right: bool) {
        for slot in attempt.items_of("slots") {
            let mut body = answer_to(slot, right);
            body["sequence"] = json!(1);
            self.put(slot_path(attempt, slot), body).await.is_ok();
        }
    }

    /// Hands an attempt in.
    pub async fn hands_in(&self, attempt: &Answer) -> Answer {
        self.posts(format!("/api/v1/attempts/{}/submission", attempt.id())).await
    }

    /// Reads everything and passes the quiz; what comes back is the result.
    pub async fn passes(&self, lesson: &Lesson) -> Answer {
        self.reads(lesson).await;
        let attempt = self.starts(lesson).await.is_created();
        self.answers(&attempt, true).await;
        self.hands_in(&attempt).await.is_ok()
    }
}

/// Where a question of an attempt is answered.
pub fn slot_path(attempt: &Answer, slot: &Value) -> String {
    format!("/api/v1/attempts/{}/answers/{}", attempt.id(), slot["slot"])
}
