/// When a row of the expected state was written. grinder keeps that state in memory alone: what is older than the start
/// of a run is of an earlier run, and no word of the running bot's.
package struct RowAge: Sendable, Hashable {
    /// The row's own time, and the last change of its file, by the bot's clock.
    private let times: [Timestamp]

    package init(written: Timestamp?, file: Timestamp?) { times = [written, file].compactMap(\.self) }

    /// Whether the running instance may have written it: neither row nor file is older than its start. `nil` when
    /// neither has a time, or the start is not known.
    package func isOfRun(of instance: InstanceReport) -> Bool? {
        guard case .success(let health) = instance.health, let oldest = times.min() else { return nil }
        if oldest >= health.startedAt { return true }
        return health.isAtLatest ? nil : false
    }
}
