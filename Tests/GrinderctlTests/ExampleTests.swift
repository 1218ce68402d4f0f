import ArgumentParser
import Foundation
import Testing

@testable import grinderctl

/// The examples of every help text, read with the parser they are examples of.
@Suite struct ExampleTests {
    struct Command: CustomTestStringConvertible {
        let path: [String]
        let type: any ParsableCommand.Type
        var testDescription: String { path.joined(separator: " ") }
    }

    static let commands: [Command] = all(below: GrinderCtl.self, ["grinderctl"])

    private static func all(below type: any ParsableCommand.Type, _ path: [String]) -> [Command] {
        [Command(path: path, type: type)]
            + type.configuration.subcommands.flatMap { all(below: $0, path + [Shell.name(of: $0)]) }
    }

    /// The lines under EXAMPLES, continued ones joined.
    private static func examples(of type: any ParsableCommand.Type) -> [String] {
        let parts = type.configuration.discussion.split(separator: "EXAMPLES\n", maxSplits: 1)
        guard let last = parts.last, type.configuration.discussion.contains("EXAMPLES\n") else { return [] }
        return last.replacing("\\\n", with: "").split(separator: "\n").map { String($0).trimmed }
            .filter { $0.contains("grinderctl ") && !$0.hasPrefix("#") }
    }

    /// The words of the last `grinderctl …` of a line, as a shell splits them; what a pipe or redirection adds is dropped.
    private static func words(_ line: String) throws -> [String] {
        let call = try #require(line.ranges(of: "grinderctl ").last.map { line[$0.upperBound...] })
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in call {
            if quote == nil, word == nil, character == "#" { break }
            switch (quote, character) {
            case (let open?, _) where character == open: quote = nil
            case (.some, _): word = (word ?? "") + String(character)
            case (nil, "'"), (nil, "\""):
                quote = character
                word = word ?? ""
            case (nil, " "):
                if let word { words.append(word) }
                word = nil
            case (nil, _): word = (word ?? "") + String(character)
            }
        }
        #expect(quote == nil, "a quote stays open: \(line)")
        if let word { words.append(word) }
        let end =
            words.firstIndex { $0 == "|" || $0.hasPrefix(">") || $0 == "<" } ?? words.endIndex
        return words[..<end].map { $0.hasSuffix(")") ? String($0.dropLast()) : $0 }
    }

    @Test(arguments: commands)
    func `every command's help has examples, which the parser takes for that command`(_ command: Command) throws {
        let examples = Self.examples(of: command.type)
        #expect(!examples.isEmpty, "\(command.testDescription) has no EXAMPLES")
        var isShown = false
        for example in examples {
            let words = try Self.words(example)
            let parsed: any ParsableCommand
            do {
                parsed = try GrinderCtl.parseAsRoot(Shell.withDashedCodes(words))
            } catch {
                Issue.record("\(example): \(GrinderCtl.message(for: error))")
                continue
            }
            // The tool puts together the command's own flags alone.
            let narrow = try CommandWords.parse(Shell.withDashedCodes(words))
            #expect("\(narrow)" == "\(parsed)")
            let path = try #require(Self.commands.first { $0.type == type(of: parsed) }?.path)
            isShown = isShown || path.starts(with: command.path)
        }
        #expect(isShown, "no example of \(command.testDescription) is one of it")
    }

    @Test(arguments: [
        ["scan", "--nonsense"], ["triage"], ["triage", "missing"], ["--json", "scan"], ["nonsense"], [],
        ["cancel", "--help"],
        ["triage", "missing", "--version"], ["help", "gates"], ["--version"], ["triage", "BTCUSDT"],
    ])
    func `what one command alone does not take is told by all`(_ words: [String]) {
        func told(_ parse: ([String]) throws -> any ParsableCommand) -> String {
            do { return "\(try parse(words))" } catch { return GrinderCtl.fullMessage(for: error) }
        }
        #expect(told(CommandWords.parse) == told { try GrinderCtl.parseAsRoot($0) })
    }

    @Test func `every command of the README's blocks is one the parser takes`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let blocks = readme.split(separator: "```", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }
        let lines = blocks.flatMap { $0.element.replacing("\\\n", with: "").split(separator: "\n") }
            .map { String($0).trimmed }
            .filter { $0.contains(/^(\w*\$ )?([A-Z_]+=\S+ )?grinderctl [a-z]/) && !$0.contains("  [sandbox") }
        #expect(lines.count >= 15)
        for line in lines {
            #expect(throws: Never.self, "\(line)") {
                try GrinderCtl.parseAsRoot(Shell.withDashedCodes(try Self.words(line)))
            }
        }
    }

    @Test(arguments: commands)
    func `an example is not broken by the width of a terminal`(_ command: Command) {
        let help = GrinderCtl.helpMessage(for: command.type, columns: 80)
        for line in command.type.configuration.discussion.split(separator: "\n") where line.hasPrefix("  grinderctl") {
            #expect(help.split(separator: "\n").contains(line), "over 80 columns: \(line)")
        }
    }
}
