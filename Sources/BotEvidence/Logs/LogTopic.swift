/// What a reading of logs is for, and which lines it therefore tells as one with a count (``LogEvent/fold``).
package enum LogTopic: Sendable, Hashable {
    /// Each line for itself.
    case everything
    /// Lines that name no order, and none of the symbol where that is asked for, are counted where they are alike.
    case timeline
    /// What grinder's reconciliation complains about alone, counted by its subject: however often it repeats itself, and
    /// however many orders a bot places between, none is crowded out.
    case mismatches
}
