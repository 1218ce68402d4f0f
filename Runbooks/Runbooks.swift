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
    /// The team's own questions (`ask:` of the front matter).
    package let asked: [Ask]
    package let text: String

    fileprivate struct FrontMatter: Decodable {
        var id, title, command: String
        var mismatch: String?
    }

    private struct Questions: Decodable {
        let ask: [Ask]?
    }

    /// In the order of the headings.
    package var steps: [Step] {
        Self.steps(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }

    /// Reads a Markdown file with YAML front matter. A step is a heading `## id: title`.
    package init(text: String) throws(RunbookProblem) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
            throw RunbookProblem(line: 1, what: "it does not begin with front matter between two lines ---")
        }
        let front: FrontMatter
        if let plain = FrontMatter(plain: lines[1..<end]) {
            (front, asked) = (plain, [])
        } else {
            (front, asked) = try Self.decoded(lines[1..<end].joined(separator: "\n"))
        }
        id = front.id
        title = front.title
        mismatch = front.mismatch
        command = front.command
        self.text = text
    }

    private static func decoded(_ matter: String) throws(RunbookProblem) -> (FrontMatter, [Ask]) {
        let front: FrontMatter
        do {
            front = try YAMLDecoder().decode(FrontMatter.self, from: matter)
        } catch {
            throw RunbookProblem(line: 2, what: "the front matter lacks id, title or command")
        }
        do {
            return (front, try YAMLDecoder().decode(Questions.self, from: matter).ask ?? [])
        } catch {
            throw RunbookProblem(line: 2, what: "ask: of the front matter is no list of {id, text, …}")
        }
    }

    /// Every runbook compiled into this binary.
    package static var all: [Runbook] {
        get throws(RunbookProblem) {
            var found: [Runbook] = []
            for file in files { found.append(try Runbook(text: String(decoding: file.bytes(), as: UTF8.self))) }
            return found
        }
    }

    package static var compiledIDs: [String] { files.map(\.id) }

    private static let files: [(id: String, bytes: @Sendable () -> [UInt8])] = [
        ("missing", { PackageResources.missing_md }), ("unexpected", { PackageResources.unexpected_md }),
        ("divergence", { PackageResources.divergence_md }), ("position", { PackageResources.position_md }),
        ("flatten", { PackageResources.flatten_md }), ("reset", { PackageResources.reset_md }),
        ("escalation", { PackageResources.escalation_md }), ("stream", { PackageResources.stream_md }),
        ("recovery", { PackageResources.recovery_md }), ("alerts", { PackageResources.alerts_md }),
    ]

    /// The one of that id in this binary; the others are not read.
    package static func compiled(_ id: String) throws(RunbookProblem) -> Runbook? {
        guard let file = files.first(where: { $0.id == id }) else { return nil }
        return try Runbook(text: String(decoding: file.bytes(), as: UTF8.self))
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

extension Runbook.FrontMatter {
    /// Lines `key: words` alone, which YAML reads as the same; `nil` where there is anything else. A YAML parser costs a
    /// command's start more than its whole triage.
    fileprivate init?(plain lines: ArraySlice<String>) {
        var values: [String: String] = [:]
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[colon...].dropFirst(2)
            guard line[colon...].hasPrefix(": "), Self.isPlain(value),
                values.updateValue(String(value), forKey: String(line[..<colon])) == nil
            else { return nil }
        }
        guard let id = values.removeValue(forKey: "id"), let title = values.removeValue(forKey: "title"),
            let command = values.removeValue(forKey: "command")
        else { return nil }
        let mismatch = values.removeValue(forKey: "mismatch")
        guard values.isEmpty else { return nil }
        self.init(id: id, title: title, command: command, mismatch: mismatch)
    }

    private static let otherValues: Set<String> = ["null", "true", "false", "yes", "no", "on", "off"]

    private static func isPlain(_ value: Substring) -> Bool {
        guard let first = value.unicodeScalars.first, first.properties.isAlphabetic, !value.hasSuffix(" "),
            !otherValues.contains(value.lowercased())
        else { return false }
        return value.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "A"..."Z", "a"..."z", "0"..."9", " ", "_", "-", ".", ",", "'", "[", "]", "|": true
            default: false
            }
        }
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
