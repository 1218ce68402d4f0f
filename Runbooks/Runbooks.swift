import Yams

/// One runbook: the prose of a procedure, with a heading for each step the code can take.
package struct Runbook: Sendable, Hashable {
    package struct Step: Sendable, Hashable {
        package let id: String
        package let title: String
        /// Words of the line `Asks: …`.
        package let asks: [String]
        package let asksOperator: Bool
        /// Of its heading, from 1.
        package let line: Int
    }

    /// A question a team puts to the operator beside the steps of the procedure.
    package struct Ask: Sendable, Hashable, Decodable {
        package let id: String
        package let title: String
        package let text: String
        package let choices: [String]
        /// The step it comes after; `nil`: at the end.
        package let after: String?

        private enum Keys: String, CodingKey { case id, title, text, choices, after }

        package init(from decoder: any Decoder) throws {
            let keys = try decoder.container(keyedBy: Keys.self)
            id = try keys.decode(String.self, forKey: .id)
            text = try keys.decode(String.self, forKey: .text)
            title = try keys.decodeIfPresent(String.self, forKey: .title) ?? text
            choices = try keys.decodeIfPresent([String].self, forKey: .choices) ?? []
            after = try keys.decodeIfPresent(String.self, forKey: .after)
        }
    }

    package let id: String
    package let title: String
    /// `nil` for prose without a procedure of its own.
    package let mismatch: String?
    package let command: String
    /// In the order of the headings.
    package let steps: [Step]
    /// The team's own questions (`ask:` of the front matter).
    package let asked: [Ask]
    package let text: String

    private struct FrontMatter: Decodable {
        let id, title, command: String
        let mismatch: String?
    }

    private struct Questions: Decodable {
        let ask: [Ask]?
    }

    /// Reads a Markdown file with YAML front matter. A step is a heading `## id: title`.
    package init(text: String) throws(RunbookProblem) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
            throw RunbookProblem(line: 1, what: "it does not begin with front matter between two lines ---")
        }
        let matter = lines[1..<end].joined(separator: "\n")
        do {
            let front = try YAMLDecoder().decode(FrontMatter.self, from: matter)
            id = front.id
            title = front.title
            mismatch = front.mismatch
            command = front.command
        } catch {
            throw RunbookProblem(line: 2, what: "the front matter lacks id, title or command")
        }
        do {
            asked = try YAMLDecoder().decode(Questions.self, from: matter).ask ?? []
        } catch {
            throw RunbookProblem(line: 2, what: "ask: of the front matter is no list of {id, text, …}")
        }
        steps = Self.steps(lines)
        self.text = text
    }

    /// Every runbook compiled into this binary.
    package static var all: [Runbook] {
        get throws(RunbookProblem) { try compiled.get() }
    }

    /// Read once.
    private static let compiled = Result { () throws(RunbookProblem) in try read() }

    private static func read() throws(RunbookProblem) -> [Runbook] {
        var found: [Runbook] = []
        let files = [
            PackageResources.missing_md, PackageResources.unexpected_md, PackageResources.divergence_md,
            PackageResources.position_md, PackageResources.flatten_md, PackageResources.reset_md,
            PackageResources.escalation_md, PackageResources.stream_md, PackageResources.recovery_md,
            PackageResources.alerts_md,
        ]
        for bytes in files {
            found.append(try Runbook(text: String(decoding: bytes, as: UTF8.self)))
        }
        return found
    }

    private static func steps(_ lines: [String]) -> [Step] {
        var steps: [Step] = []
        var heading: (id: String, title: String, line: Int)?
        var asks: [String] = []
        var asksOperator = false
        func close() {
            guard let heading else { return }
            steps.append(
                Step(id: heading.id, title: heading.title, asks: asks, asksOperator: asksOperator, line: heading.line))
        }
        for (index, line) in lines.enumerated() {
            if line.hasPrefix("## ") {
                close()
                heading = line.wholeMatch(of: /## ([a-z][a-z0-9-]*): (.+)/).map {
                    (String($0.1), String($0.2), index + 1)
                }
                asks = []
                asksOperator = false
            } else if line.hasPrefix("Asks: ") {
                asks = line.dropFirst(6).split(separator: ",").map { $0.filter { $0 != " " } }
            } else if line.hasPrefix("Asks the operator") {
                asksOperator = true
            }
        }
        close()
        return steps
    }
}

/// Why a text is no runbook.
package struct RunbookProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// From 1.
    package let line: Int
    package let what: String

    package init(line: Int, what: String) {
        self.line = line
        self.what = what
    }

    package var description: String { "line \(line): \(what)" }
}
