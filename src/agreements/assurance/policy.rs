//! Who asks, who answers, and who looks after the answers.

crate::permissions! {
    /// Read the answers to security questionnaires, the own questionnaires and the meetings on the measures.
    ReadAssurance = "assurance" "read" for [Owner, Admin];
    /// Send a questionnaire of one's own.
    SendQuestionnaires = "questionnaire" "send" for [Owner, Admin];
    /// Ask for a meeting on the measures, and approve its minutes.
    AskForReviews = "review_meeting" "ask" for [Owner, Admin];
    /// See the answers of the operator's own at every stage.
    ReadLibrary = "library" "read" for [Legal, Security];
    /// Write and approve answers of the operator's own.
    WriteLibrary = "library" "write" for [Legal, Security];
    /// Read and answer questionnaires that customers handed in.
    AnswerQuestionnaires = "questionnaire" "answer" for [Legal, Security];
    /// Schedule meetings with customers, and write their minutes.
    HoldReviews = "review_meeting" "hold" for [Legal, Security];
}
