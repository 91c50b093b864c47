//! What happens to answers, questionnaires and review meetings.

use chrono::{DateTime, Utc};
use uuid::Uuid;

crate::events! {
    /// What happens to answers, questionnaires and review meetings.
    pub enum Event {
        /// An answer of the operator's own was written.
        AnswerWritten = "assure.answer.written" on answer(answer_id) { answer_id: Uuid },
        /// A second person approved an answer of the operator's own, for a year.
        AnswerApproved = "assure.answer.approved" on answer(answer_id) { answer_id: Uuid },
        /// An answer of the operator's own is not given any more.
        AnswerRetired = "assure.answer.retired" on answer(answer_id) { answer_id: Uuid },
        /// A questionnaire was uploaded.
        Uploaded = "assure.questionnaire.uploaded" on questionnaire(questionnaire_id) { questionnaire_id: Uuid, format: String },
        /// It was said where its questions stand and where answers go.
        Mapped = "assure.questionnaire.mapped" on questionnaire(questionnaire_id) { questionnaire_id: Uuid, count: i32 },
        /// Answers were looked for in the library.
        Matched = "assure.questionnaire.matched" on questionnaire(questionnaire_id) { questionnaire_id: Uuid, count: i32, sure: i32 },
        /// A questionnaire was handed in.
        Received = "assure.questionnaire.received" on questionnaire(questionnaire_id) { questionnaire_id: Uuid, count: i32 },
        /// The operator's staff has begun with it.
        Taken = "assure.questionnaire.taken" on questionnaire(questionnaire_id) { questionnaire_id: Uuid },
        /// The operator's staff has looked at some of its questions.
        Decided = "assure.questionnaire.decided" on questionnaire(questionnaire_id) { questionnaire_id: Uuid, count: i32 },
        /// Every question was looked at; the customer has the answers.
        Answered = "assure.questionnaire.answered" on questionnaire(questionnaire_id) { questionnaire_id: Uuid, count: i32 },
        /// The file with the answers was taken.
        Delivered = "assure.questionnaire.delivered" on questionnaire(questionnaire_id) { questionnaire_id: Uuid },
        /// A questionnaire was thrown away before it was handed in.
        Discarded = "assure.questionnaire.discarded" on questionnaire(questionnaire_id) { questionnaire_id: Uuid },
        /// A meeting on the measures was asked for.
        MeetingRequested = "assure.review_meeting.requested" on meeting(meeting_id) { meeting_id: Uuid, year: i32 },
        /// Times were proposed.
        MeetingProposed = "assure.review_meeting.proposed" on meeting(meeting_id) { meeting_id: Uuid },
        /// A time was chosen, or the meeting moved.
        MeetingScheduled = "assure.review_meeting.scheduled" on meeting(meeting_id) { meeting_id: Uuid, starts_at: DateTime<Utc>, sequence: i32 },
        /// Other times were asked for.
        MeetingAskedAgain = "assure.review_meeting.asked_again" on meeting(meeting_id) { meeting_id: Uuid },
        /// Whoever takes part was reminded of the meeting.
        MeetingReminded = "assure.review_meeting.reminded" on meeting(meeting_id) { meeting_id: Uuid },
        /// The meeting was held.
        MeetingHeld = "assure.review_meeting.held" on meeting(meeting_id) { meeting_id: Uuid },
        /// The minutes were written.
        MeetingMinuted = "assure.review_meeting.minuted" on meeting(meeting_id) { meeting_id: Uuid, actions: i32 },
        /// The customer has said something on the minutes.
        MeetingCommented = "assure.review_meeting.commented" on meeting(meeting_id) { meeting_id: Uuid },
        /// The customer approved the minutes.
        MeetingApproved = "assure.review_meeting.minutes_signed" on meeting(meeting_id) { meeting_id: Uuid },
        /// The meeting will not be.
        MeetingCancelled = "assure.review_meeting.cancelled" on meeting(meeting_id) { meeting_id: Uuid },
        /// What was agreed is done.
        ActionDone = "assure.review_action.done" on meeting(meeting_id) { meeting_id: Uuid, action_id: Uuid },
        /// Whoever looks after it was reminded of what was agreed.
        ActionReminded = "assure.review_action.reminded" on meeting(meeting_id) { meeting_id: Uuid, action_id: Uuid },
        /// The customer was told that it may ask for a meeting this year.
        MeetingOffered = "assure.review_meeting.offered" on meeting { year: i32 },
        /// The operator's staff was told how many customers have been waiting for too long.
        MeetingsOverdue = "assure.review_meeting.overdue" on meeting { meetings: i32 },
        /// The operator's staff was told how many questionnaires have waited for their answers for too long.
        QuestionnairesOverdue = "assure.questionnaire.overdue" on questionnaire { questionnaires: i32 },
    }
}
