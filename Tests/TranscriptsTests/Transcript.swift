import Foundation
import OperatorStage
import Testing

/// What an operator sees: `$ command`, stdout, `--- stderr ---`, `[exit N]`, with everything that differs from run to
/// run masked. It is compared with a file beside the tests; `RECORD_TRANSCRIPTS=1 swift test` writes the files anew
/// and fails, so that no recording passes unread.
struct Transcript {
    private let stage: OperatorStage
    private(set) var text = ""

    init(on stage: OperatorStage) { self.stage = stage }

    mutating func run(_ words: [String], with changes: [String: String?] = [:]) async throws {
        let ended = try await stage.run(words, with: changes)
        let shown = changes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value ?? "") " }.joined()
        text += "$ \(shown)grinderctl \(words.joined(separator: " "))\n" + ended.outputText
        // On a slow machine a step is told as it ends; whether it is must not show here.
        let error = ended.errorText.replacing(/(?m)^(?:  ok|  !!|fail|skip|  \?\?|  \.\.)  [^\n]*\n/, with: "")
        if !error.isEmpty { text += "--- stderr ---\n" + error }
        text += "[exit \(ended.exit)]\n"
    }

    /// Plays on a fresh stage and compares; where it differs, on another one, five times at most. The tool measures the
    /// exchange's clock and its answers: on a starved machine it sees a slow exchange, and says so. What is wrong differs
    /// every time.
    static func play(
        _ name: String, state: String, faults: [String] = [], file: String = #filePath,
        _ play: (inout Transcript) async throws -> Void
    ) async throws {
        for attempt in 1...5 {
            let isDone = try await OperatorStage.set(state: state, faults: faults) { stage async throws in
                var transcript = Transcript(on: stage)
                try await play(&transcript)
                let isRight = transcript.matches(name, file)
                guard attempt == 5 || isRecording || isRight else { return false }
                try transcript.check(name, file: file)
                return true
            }
            if isDone { return }
        }
    }

    private static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD_TRANSCRIPTS"] == "1" }

    private static func golden(_ name: String, _ file: String) -> URL {
        URL(filePath: file).deletingLastPathComponent().appending(path: "Golden/\(name).txt")
    }

    private func matches(_ name: String, _ file: String) -> Bool {
        // There is none yet when it is recorded first.
        let golden = try? String(contentsOf: Self.golden(name, file), encoding: .utf8)
        return masked == golden
    }

    private var masks: [(Regex<AnyRegexOutput>, String)] = []

    /// Something that differs from run to run.
    mutating func mask(_ pattern: Regex<AnyRegexOutput>, as name: String) { masks.append((pattern, name)) }

    private var masked: String {
        var text = text
        for (pattern, name) in masks { text = text.replacing(pattern, with: name) }
        return Self.masked(text, folder: stage.folder)
    }

    static func masked(_ text: String, folder: String) -> String {
        text.replacing(folder, with: "FOLDER")
            .replacing(/http:\/\/127\.0\.0\.1:[0-9]{3,}/, with: "http://127.0.0.1:PORT")
            .replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "ID")
            .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z/, with: "TIME")
            .replacing(/[0-9a-f]{64}/, with: "HASH")
            .replacing(/gctl-f-[0-9a-f]{24}/, with: "gctl-f-HEX")
            .replacing(/"requests":\[[^\]]*\],"weight":[0-9]+/, with: #""requests":[REQUESTS],"weight":N"#)
            .replacing(/[0-9]{16,}/, with: "NUMBER")
            .replacing(/"account":"[0-9a-f]{16}"/, with: "\"account\":\"ACCOUNT\"")
            .replacing(/account [0-9a-f]{16}/, with: "account ACCOUNT")
            .replacing(/up [0-9.]+ s/, with: "up N s")
            .replacing(/by [^\n]+ on [^\n]+, sandbox/, with: "by OPERATOR on HOST, sandbox")
            .replacing(/drawn by [^\n]+ on [^\n]+, TIME/, with: "drawn by OPERATOR on HOST, TIME")
            .replacing(/account [0-9a-f]{16}/, with: "account ACCOUNT")
            .replacing(/, TIME, by [^\n"]+? on [^\n"\\]+/, with: ", TIME, by OPERATOR on HOST")
            .replacing(/TIME by [^\n:".;]+/, with: "TIME by OPERATOR")
            .replacing(/"(opened|closed)By":"[^"]+"/) { "\"\($0.1)By\":\"OPERATOR\"" }
            .replacing(/who: [^\n]+/, with: "who: SOMEBODY; ANCESTRY")
            .replacing(/who     [^\n]+/, with: "who     OPERATOR on HOST")
            // The last member of its payload, and so of its line.
            .replacing(/"who":\{[^\n]+/, with: "\"who\":WHO}")
            .replacing(/"version":"[^"]+"/, with: "\"version\":\"VERSION\"")
            .replacing(/(version: |> grinderctl |^)([0-9]+\.[0-9]+\.[0-9]+) \([^)]*\)/.anchorsMatchLineEndings()) {
                "\($0.1)\($0.2) (COMMIT)"
            }
            .replacing(/-?[0-9]+ ms/, with: "N ms")
            .replacing(/[0-9]+ of its budget/, with: "N of its budget")
            .replacing(/this IP: [0-9]+ of/, with: "this IP: N of")
            .replacing(/used [0-9]+ of/, with: "used N of")
            .replacing(/this IP [0-9]+ of/, with: "this IP N of")
            .replacing(/waiting [0-9]+ s/, with: "waiting N s")
            // A slow machine measures the exchange's clock more than once.
            .replacing(/[0-9]+ requests?, weight [0-9]+/, with: "N requests, weight N")
            .replacing("\u{1B}", with: "\\e")
    }

    /// Compares with, or records, `Golden/NAME.txt`.
    func check(_ name: String, file: String = #filePath) throws {
        let golden = Self.golden(name, file)
        if Self.isRecording {
            try masked.write(to: golden, atomically: true, encoding: .utf8)
            Issue.record("recorded \(golden.path): read it, and run without RECORD_TRANSCRIPTS")
            return
        }
        let expected = try String(contentsOf: golden, encoding: .utf8)
        #expect(
            masked == expected,
            "\(golden.lastPathComponent): RECORD_TRANSCRIPTS=1 swift test --filter TranscriptsTests records it anew")
    }
}
