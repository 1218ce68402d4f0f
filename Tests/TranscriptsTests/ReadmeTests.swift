import Foundation
import OperatorStage
import Testing

/// The sessions the README shows (its `console` blocks) are typed again, in their order, at one account.
@Suite struct ReadmeTests {
    struct Step {
        var command: String
        var shown: [String] = []
    }

    private static var readme: String {
        get throws {
            let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
            return try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        }
    }

    private static func steps(of readme: String) -> [Step] {
        var steps: [Step] = []
        var isSession = false
        var isContinued = false
        for line in readme.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                isSession = line == "```console"
            } else if isSession, line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2))))
                isContinued = line.hasSuffix("\\")
            } else if isSession, isContinued {
                steps[steps.count - 1].command += "\n" + line
                isContinued = line.hasSuffix("\\")
            } else if isSession {
                steps[steps.count - 1].shown.append(line)
            }
        }
        return steps
    }

    /// A line `…` stands for any lines, a `…` within a line for any text.
    static func matches(_ shown: ArraySlice<String>, _ seen: ArraySlice<String>) -> Bool {
        guard let first = shown.first else { return seen.isEmpty }
        if first.allSatisfy({ $0 == " " || $0 == "…" }), first.contains("…") {
            return (seen.startIndex...seen.endIndex).contains { matches(shown.dropFirst(), seen[$0...]) }
        }
        guard let next = seen.first, matches(line: first, next) else { return false }
        return matches(shown.dropFirst(), seen.dropFirst())
    }

    private static func matches(line: String, _ seen: String) -> Bool {
        let parts = line.split(separator: "…", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return line == seen }
        guard seen.hasPrefix(first), seen.hasSuffix(last) else { return false }
        var rest = seen.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() {
            guard let found = rest.ranges(of: part).first else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }

    /// The words of a command, as bash takes it apart.
    private static func words(of command: String, in folder: String) async throws -> [String] {
        let script = "grinderctl() { printf '%s\\0' \"$@\"; }\n" + command
        let ended = try await ChildProcess.start(
            ["-c", script], environment: [:], folder: folder, program: "/bin/bash"
        ).end()
        #expect(ended.exit == 0 && ended.errorText.isEmpty, "\(command): \(ended.errorText)")
        return ended.outputText.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    @Test func `every session of the README is what is seen`() async throws {
        let steps = Self.steps(of: try Self.readme)
        #expect(steps.count >= 6)
        try await Stage.setStill(state: Account.state) { stage async throws in
            for step in steps {
                let answer = await stage.run(try await Self.words(of: step.command, in: stage.folder))
                stage.clock.advance(1_000)
                let text = answer.all + "[exit \(answer.exit)]"
                let seen = Transcript.masked(text, folder: stage.folder).split(
                    separator: "\n", omittingEmptySubsequences: false
                ).map(String.init)
                let shown = step.shown.map { Transcript.masked($0, folder: stage.folder) }
                #expect(Self.matches(shown[...], seen[...]), "README: $ \(step.command)\nis seen as\n\(text)")
            }
        }
    }

    @Test func `what matches a session, and what does not`() {
        #expect(Self.matches(["a", "…", "z"], ["a", "b", "c", "z"]))
        #expect(Self.matches(["a", "  …"], ["a"]))
        #expect(Self.matches(["{\"a\":1,…,\"z\":…}"], ["{\"a\":1,\"b\":2,\"z\":26}"]))
        #expect(!Self.matches(["a", "z"], ["a", "b", "z"]))
        #expect(!Self.matches(["a…c"], ["a b"]))
        #expect(!Self.matches(["…", "z"], ["a"]))
    }
}
