import ExchangeSandbox
import Foundation
import OperatorStage
import Testing

@testable import grinderctl

/// What an action shows on a terminal of 80 columns and 24 rows, and that the command in its last row does what it says.
@Suite struct ActionScreenTests {
    typealias Scene = ActionScene

    @Test(arguments: ActionScene.all)
    func `the outcome first, one command last, and all of it on one screen`(_ scene: Scene) async throws {
        try await Stage.set(state: scene.state) { stage async throws in
            for words in scene.before { _ = await stage.run(words, with: scene.changes) }
            stage.exchange.add(faults: try scene.faults.map { try Fault(spec: $0) })
            let config = try scene.config.map { ["--config", try stage.write($0, to: "config.yaml")] } ?? []
            let answer = await stage.run(scene.words + config, with: scene.changes, console: Self.terminal())
            let screen = ReadScreen(answer.output)
            #expect(screen.rows.first?.hasPrefix(scene.first) == true, "\(answer.output)\(answer.error)")
            #expect(screen.rows.count <= 24, "\(screen.rows.count) rows\n\(answer.output)")
            #expect(screen.words.allSatisfy { $0.count <= 80 }, "\(answer.output)")
            for said in scene.says { #expect(screen.holds(said), "\(said)\n\(answer.output)") }
            guard let last = scene.last else {
                #expect(screen.commands.isEmpty, "\(answer.output)")
                return
            }
            #expect(screen.rows.last?.hasPrefix(last) == true, "\(answer.output)")
            #expect(screen.commands.count == (scene.name == "both sides" ? 2 : 1), "\(answer.output)")
            #expect(screen.commands.allSatisfy { !$0.contains("--without-triage") && !$0.contains("--while-running") })
            guard let leads = scene.leads, let command = screen.commands.last else { return }
            let done = await stage.run(
                ReadScreen.typed(command), with: scene.changes, console: Self.terminal())
            #expect(done.output.hasPrefix(leads + " ") || done.output.contains(": \(leads)"), "\(command)\n\(done.all)")
        }
    }

    @Test(arguments: ActionScene.all)
    func `-v holds every fact, -q a line a result, md a block for a ticket`(_ scene: Scene) async throws {
        try await Stage.set(state: scene.state) { stage async throws in
            for words in scene.before { _ = await stage.run(words, with: scene.changes) }
            stage.exchange.add(faults: try scene.faults.map { try Fault(spec: $0) })
            let config = try scene.config.map { ["--config", try stage.write($0, to: "config.yaml")] } ?? []
            let plain = await stage.run(scene.words + config + ["--verbose"], with: scene.changes)
            let screen = ReadScreen(plain.output)
            #expect(screen.rows.first?.hasPrefix(scene.first) == true, "\(plain.output)")
            for said in scene.says where !said.contains("FAIL") && said.contains("grinder_") {
                #expect(screen.holds(said), "\(said)\n\(plain.output)")
            }
            let block = await stage.run(scene.words + config + ["--format", "md"], with: scene.changes)
            #expect(block.output.hasPrefix("**"), "\(block.output)")
            #expect(!block.output.contains("```sh") || block.output.contains("\ngrinderctl "), "\(block.output)")
            let quiet = await stage.run(scene.words + config + ["-q"], with: scene.changes)
            let lines = quiet.output.split(separator: "\n")
            #expect(lines.allSatisfy { $0.split(separator: "\t", omittingEmptySubsequences: false).count == 6 })
        }
    }

    private static func terminal() -> ScriptedConsole { ScriptedConsole(outputWidth: 80) }
}

/// A screen as it was printed.
struct ReadScreen {
    let rows: [String]

    init(_ output: String) {
        rows = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// The last rows that are commands.
    var commands: [String] { rows.reversed().prefix { $0.hasPrefix("grinderctl ") }.reversed() }
    var words: [String] { Array(rows.dropLast(commands.count)) }

    /// Whatever rows it was broken into.
    func holds(_ text: String) -> Bool {
        func flat(_ text: String) -> String { text.split { $0.isWhitespace }.joined(separator: " ") }
        return flat(rows.joined(separator: " ")).contains(flat(text))
    }

    /// As a shell would split it, with what is left to a person filled in.
    static func typed(_ command: String) -> [String] {
        let filled = command.replacing("'…'", with: "'a reason'")
            .replacing("instance-stopped=…", with: "instance-stopped=yes")
        var words: [String] = []
        var word: String?
        var isQuoted = false
        for character in filled {
            if character == "'" {
                isQuoted.toggle()
                word = word ?? ""
            } else if character == " ", !isQuoted {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let done = word { words.append(done) }
        return Array(words.dropFirst())
    }
}
