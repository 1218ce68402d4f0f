import Foundation
import OperatorStage
import Testing

/// What an operator sees: `$ command`, stdout, `--- stderr ---`, `[exit N]`. It is compared with a file beside the tests;
/// `RECORD_TRANSCRIPTS=1 swift test` writes the files anew and fails, so that no recording passes unread.
///
/// On a still stage (``OperatorStage/Stage/setStill(state:faults:_:)``) every run says the same but for the folder, the
/// commit in the version, and the hashes of an audit log in which both stand: nothing else is masked.
struct Transcript {
    private enum Place {
        case inProcess(Stage)
        /// The built binary as a process.
        case process(OperatorStage)
    }

    private let place: Place
    private(set) var text = ""
    private var masks: [(Regex<AnyRegexOutput>, String)] = []

    init(on stage: Stage) { place = .inProcess(stage) }

    /// For what the process itself does: time passes there, so that nothing timed may be shown.
    init(on stage: OperatorStage) { place = .process(stage) }

    /// Plays on a still stage of its own and compares.
    static func play(
        _ name: String, state: String, faults: [String] = [], file: String = #filePath,
        _ play: (inout Transcript) async throws -> Void
    ) async throws {
        try await Stage.setStill(state: state, faults: faults) { stage async throws in
            var transcript = Transcript(on: stage)
            try await play(&transcript)
            try transcript.check(name, file: file)
        }
    }

    mutating func run(_ words: [String], with changes: [String: String?] = [:]) async throws {
        let ended: (exit: Int32, output: String, error: String)
        switch place {
        case .inProcess(let stage):
            let answer = await stage.run(words, with: changes)
            ended = (answer.exit, answer.output, answer.error)
            // Nobody types two commands within a second.
            stage.clock.advance(1_000)
        case .process(let stage):
            let child = try await stage.run(words, with: changes)
            ended = (child.exit, child.outputText, child.errorText)
        }
        let shown = changes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value ?? "") " }.joined()
        text += "$ \(shown)grinderctl \(words.joined(separator: " "))\n" + ended.output
        if !ended.error.isEmpty { text += "--- stderr ---\n" + ended.error }
        text += "[exit \(ended.exit)]\n"
    }

    /// Something that differs from run to run, such as what is made with a new key.
    mutating func mask(_ pattern: Regex<AnyRegexOutput>, as name: String) { masks.append((pattern, name)) }

    private var folder: String {
        switch place {
        case .inProcess(let stage): stage.folder
        case .process(let stage): stage.folder
        }
    }

    private var masked: String {
        var text = text
        for (pattern, name) in masks { text = text.replacing(pattern, with: name) }
        return Self.masked(text, folder: folder)
    }

    static func masked(_ text: String, folder: String) -> String {
        text.replacing(folder, with: "FOLDER")
            .replacing(NarrowParser.version, with: "VERSION")
            .replacing(/[0-9a-f]{64}/, with: "HASH")
            .replacing("\u{1B}", with: "\\e")
    }

    private static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD_TRANSCRIPTS"] == "1" }

    /// Compares with, or records, `Golden/NAME.txt`.
    func check(_ name: String, file: String = #filePath) throws {
        let golden = URL(filePath: file).deletingLastPathComponent().appending(path: "Golden/\(name).txt")
        if Self.isRecording {
            try masked.write(to: golden, atomically: true, encoding: .utf8)
            Issue.record("recorded \(golden.path): read it, and run without RECORD_TRANSCRIPTS")
            return
        }
        let expected = try String(contentsOf: golden, encoding: .utf8)
        let difference = Self.difference(masked, expected)
        #expect(
            difference == nil,
            """
            \(golden.lastPathComponent): \(difference ?? "")
            RECORD_TRANSCRIPTS=1 swift test --filter TranscriptsTests records it anew
            """)
    }

    /// The first line that differs.
    private static func difference(_ seen: String, _ expected: String) -> String? {
        guard seen != expected else { return nil }
        let lines = [seen, expected].map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        let first =
            zip(lines[0], lines[1]).enumerated().first { $1.0 != $1.1 }?.offset ?? min(lines[0].count, lines[1].count)
        func line(_ lines: [Substring]) -> String { lines.indices.contains(first) ? "\"\(lines[first])\"" : "the end" }
        return "line \(first + 1) is \(line(lines[0])) and was \(line(lines[1]))"
    }
}
