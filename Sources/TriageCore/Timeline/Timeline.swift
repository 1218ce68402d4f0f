/// Events of several sources on one clock.
package struct Timeline: Sendable, Hashable {
    package let events: [TimelineEvent]

    /// Merges strands, each in the order of its own source.
    ///
    /// What happened in the same millisecond keeps the order of the strands, and within one strand its own. An event
    /// without a moment stands after the event before it in its strand; before the first that has one, in front of
    /// that; and at the end, when no event of its strand has one.
    /// - Parameter isWanted: asked with the place an event was given, which is `nil` only for a strand without times.
    package init(
        merging strands: [[TimelineEvent]], isWanted: (TimelineEvent, Timestamp?) -> Bool = { _, _ in true }
    ) {
        var placed: [(place: Int64, event: TimelineEvent)] = []
        for strand in strands {
            var last = strand.lazy.compactMap(\.moment).first
            for event in strand {
                last = event.moment ?? last
                if isWanted(event, last) { placed.append((last?.milliseconds ?? .max, event)) }
            }
        }
        // Sorting is stable: strands came one after the other.
        placed.sort { $0.place < $1.place }
        events = placed.map(\.event)
    }

    package func count(_ kind: TimelineEvent.Kind) -> Int { events.count { $0.kind == kind } }
}
