import AuditLog
import Foundation
import Testing
import TriageCore

@testable import grinderctl

/// `docs/interface.md` tells every code that scripts and reviewers may meet.
@Suite struct InterfacePageTests {
    private let page: String

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/interface.md")
        page = try String(contentsOf: file, encoding: .utf8)
    }

    @Test(arguments: CommandError.Code.allCases)
    func `every exit code stands in the table`(_ code: CommandError.Code) {
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") }
        let codes = rows.flatMap { $0.split(separator: "|")[0].split(separator: " ") }.compactMap { Int32($0) }
        #expect(codes.contains(code.exit), "\(code.exit)")
    }

    @Test(arguments: AuditKind.allCases)
    func `the payload of every kind of audit row is told, member by member`(_ kind: AuditKind) throws {
        let row = try #require(page.split(separator: "\n").first { $0.hasPrefix("| `\(kind.rawValue)` |") })
        let members = kind.memberNames.map { "`\($0)`" }.joined(separator: ", ")
        #expect(row.hasSuffix("| \(members) |"), "docs/interface.md, \(kind.rawValue): | \(members) |")
    }

    @Test(arguments: StepReport.Status.allCases.map(\.rawValue) + Verdict.Confidence.allCases.map(\.rawValue))
    func `every status of a step and every confidence is named`(_ word: String) {
        #expect(page.contains("`\(word)`"))
    }
}
