import AuditLog
import TriageCore

/// Writes the `reset.step` rows of one reset. ``ResetProgress`` reads them back.
struct ResetRecord {
    let investigation: Investigation

    func write(_ record: ResetStepRecord) throws(CommandError) { try investigation.record(.resetStep, record) }

    /// About one instance.
    func write(_ step: ResetStep, _ phase: ResetPhase, instance: String) throws(CommandError) {
        var record = ResetStepRecord(step, phase)
        record.instance = instance
        try write(record)
    }
}
