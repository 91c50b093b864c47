//! Who sees sub-processors by name.

crate::permissions! {
    /// See each sub-processor by name, with its address, data and ground of transfer.
    ReadSubprocessors = "subprocessor" "read" for [Owner, Admin, Legal, Security, Support];
}
