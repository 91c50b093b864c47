//! What is kept without a line in the log.

/// Why a change leaves no line in the log. One grep lists every such write.
#[derive(Clone, Copy, Debug)]
pub enum Unaudited {
    /// A session was used: written at most once a minute.
    SessionSeen,
    /// The worker keeps its own books: claims, leases, retries.
    WorkerBookkeeping,
    /// The log numbers itself.
    LogSequence,
    /// A saved answer: its own table is append-only and says who, when and what.
    AnswerSaved,
    /// A form is claimed while it is done, and keeps where it led.
    FormClaimed,
    /// Where a learner is: the progress row says who and when.
    ProgressSaved,
    /// Old rows of the kernel went, as the tables say they do.
    Tidying,
    /// Progress of a long build, shown to the person who waits.
    BuildProgress,
}
