//! What happens to the AI switch.

use uuid::Uuid;

crate::events! {
    /// What happens to the AI switch.
    pub enum Event {
        /// AI may be used from now on.
        AiEnabled = "ai.feature.enabled" on instruction(instruction_id) { instruction_id: Uuid, feature: String },
        /// No request goes to an AI provider from now on.
        AiDisabled = "ai.feature.disabled" on instruction(instruction_id) { instruction_id: Uuid, feature: String },
        /// An instruction of another kind was given.
        InstructionGiven = "dpa.instruction.given" on instruction(instruction_id) { instruction_id: Uuid, subject: String },
        /// An instruction that came in writing was entered.
        WrittenInstruction = "dpa.instruction.written" on instruction(instruction_id) { instruction_id: Uuid, answer: String },
        /// The operator's staff entered what a customer instructed in writing.
        WrittenInstructionEntered = "dpa.instruction.entered" on tenant(customer_id) { instruction_id: Uuid, customer_id: Uuid },
        /// Somebody took the log of instructions along.
        InstructionsDownloaded = "dpa.instructions.downloaded" on instruction { rows: usize },
    }
}
