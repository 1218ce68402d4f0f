/// What recomputing a whole log found.
package struct Verification: Sendable, Hashable {
    /// One thing that is wrong: of an entry, or (`seq` nil) of the database around the entries.
    package struct Problem: Sendable, Hashable, CustomStringConvertible {
        package let seq: Int64?
        package let reason: String

        package init(seq: Int64?, reason: String) {
            self.seq = seq
            self.reason = reason
        }

        package var description: String { seq.map { "seq \($0): \(reason)" } ?? reason }
    }

    /// Rows read.
    package let entries: Int
    /// The last row as stored; `nil` for an empty log.
    package let head: AuditPosition?
    /// The first bad entry, then the given head, then the schema; entries after the first bad one are not judged.
    package let problems: [Problem]

    package init(entries: Int, head: AuditPosition?, problems: [Problem]) {
        self.entries = entries
        self.head = head
        self.problems = problems
    }

    package var ok: Bool { problems.isEmpty }

    /// The first seq that cannot be trusted. A deleted entry is named by its own, now missing, seq. `nil` when every
    /// entry is good, even if the schema is not. That entries were cut off at the end shows only with an expected head.
    package var firstBad: Int64? { problems.compactMap(\.seq).min() }

    /// The reason that belongs to ``firstBad``, else the first there is.
    package var why: String? {
        (problems.first { $0.seq != nil && $0.seq == firstBad } ?? problems.first)?.description
    }
}
