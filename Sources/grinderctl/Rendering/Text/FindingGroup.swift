import TriageCore

/// Findings of one verdict and cause, in the order they were found.
struct FindingGroup {
    private(set) var findings: [Finding]

    var first: Finding { findings[0] }
    var code: String { first.verdict.code }

    /// What needs a hand first; of equal weight, as it was found.
    static func groups(of findings: [Finding]) -> [FindingGroup] {
        var groups: [FindingGroup] = []
        for finding in findings {
            if let place = groups.firstIndex(where: { $0.holds(finding) }) {
                groups[place].findings.append(finding)
            } else {
                groups.append(FindingGroup(findings: [finding]))
            }
        }
        return groups.enumerated()
            .sorted { ($0.element.first.verdict.rank, $0.offset) < ($1.element.first.verdict.rank, $1.offset) }
            .map(\.element)
    }

    /// How many of each verdict, in the order of the groups.
    static func tally(_ groups: [FindingGroup]) -> [(code: String, count: Int)] {
        var parts: [(code: String, count: Int)] = []
        for group in groups {
            if let place = parts.firstIndex(where: { $0.code == group.code }) {
                parts[place].count += group.findings.count
            } else {
                parts.append((group.code, group.findings.count))
            }
        }
        return parts
    }

    private func holds(_ finding: Finding) -> Bool {
        let (mine, other) = (first.verdict, finding.verdict)
        return mine.code == other.code && mine.confidence == other.confidence && mine.action == other.action
            && mine.brief?.shared == other.brief?.shared
            && (mine.brief != nil || other.brief != nil || mine.cause == other.cause)
    }

    /// `cancel them: placed before the bot's start`
    var heading: String {
        let verdict = first.verdict
        return
            "\(verdict.words(of: first.subject).replacing(" it", with: " them")): \(verdict.brief?.shared ?? verdict.cause)"
    }

    /// Of a group of one, all in one: `grinder_d_…, cancel it: placed 10:00:00Z, 1 h 30 min before the bot's start`
    var sentence: String { "\(first.title), \(first.verdict.words(of: first.subject)): \(first.verdict.cause)" }

    /// What is one finding's own.
    func own(of finding: Finding) -> String { finding.verdict.brief?.own ?? "" }
}
