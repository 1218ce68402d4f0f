import ArgumentParser
import Foundation
import Testing
import TriageCore

@testable import grinderctl

/// The field's words, one a thing, in everything a user reads: what is said otherwise is a riddle at three in the morning.
@Suite struct GlossaryTests {
    /// What once stood on the screen, or stands there in other tongues' grammar, and what to say instead.
    static let forbidden: [(phrase: String, instead: String)] = [
        ("clears no action", "does not authorise actions"), ("does not tell its symbol", "can't work out the symbol"),
        (" is no symbol", "isn't a symbol"), ("alert of this tool's", "doesn't handle this alert"),
        ("no intent is open", "no unresolved requests"), ("at most so many", "maximum number of"),
        ("at most so much", "maximum"), ("names what is acted on", "repeat the id or symbol"),
        ("asks for attention", "needs attention"), ("why mismatches stay", "not the cause"),
        ("keeps it in step", "synchronised"), ("kept in step", "synchronised"),
        ("there is no look at", "can't be checked"), ("pair of eyes", "another operator"),
        (" is no time", "isn't a time"), (" is no interval", "isn't an interval"),
        (" is no duration", "isn't a duration"),
        (" is no plan", "isn't a plan"), (" is no report", "isn't a report"), (" is no export", "isn't an export"),
        (" is no metrics", "isn't a metrics page"), (" is no count", "isn't a count"), ("every so often", "repeatedly"),
        ("the last word is", "the last entry is"), ("what the payload asks for", "alerts in payload"),
        ("no alert of", "doesn't handle"), ("a month later", "for the reviewer"), ("does not tell", "doesn't show"),
        (" client id ", "client order id"), ("web socket", "WebSocket"), ("listen key", "listenKey"),
        ("recv window", "recvWindow"), ("order-id", "order id"),
        ("reduce only", "reduce-only"), ("run book", "runbook"), ("take profit", "take-profit"),
    ]

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func slips(in text: String) -> [String] {
        forbidden.filter { text.localizedCaseInsensitiveContains($0.phrase) }.map { "\"\($0.phrase)\": \($0.instead)" }
    }

    private static func files(_ folder: String, _ ending: String) throws -> [URL] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
        return names.filter { $0.hasSuffix(ending) }.sorted().map { root.appending(path: "\(folder)/\($0)") }
    }

    /// The string literals of a source; comments are read by maintainers.
    private static func literals(of source: String) -> [String] {
        source.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
            .flatMap { line in line.matches(of: #/"((?:[^"\\]|\\.)*)"/#).map { String($0.1) } }
    }

    @Test(arguments: [
        "Sources/grinderctl", "Sources/TriageCore", "Sources/AuditLog", "Sources/BotEvidence", "Sources/Binance",
    ])
    func `no message says it in words that were mended`(_ folder: String) throws {
        let files = try Self.files(folder, ".swift")
        #expect(files.count > 10)
        for file in files {
            let source = try String(contentsOf: file, encoding: .utf8)
            for text in Self.literals(of: source) {
                let slips = Self.slips(in: text)
                #expect(slips.isEmpty, "\(file.lastPathComponent): \(slips.joined(separator: "; ")) in \"\(text)\"")
            }
        }
    }

    @Test func `no runbook, readme or help says it so either`() throws {
        for file in try Self.files("Runbooks", ".md") + [Self.root.appending(path: "README.md")] {
            let slips = Self.slips(in: try String(contentsOf: file, encoding: .utf8))
            #expect(slips.isEmpty, "\(file.lastPathComponent): \(slips.joined(separator: "; "))")
        }
        for command in ExampleTests.commands {
            let slips = Self.slips(in: GrinderCtl.helpMessage(for: command.type))
            #expect(slips.isEmpty, "\(command): \(slips.joined(separator: "; "))")
        }
    }

    @Test func `a flag that does nothing is not listed`() {
        for (type, isListed) in [(Cancel.self, false), (Reset.self, false), (Flatten.self, true)]
            as [(any ParsableCommand.Type, Bool)]
        {
            #expect(GrinderCtl.helpMessage(for: type).contains("--while-running") == isListed)
            #expect(!GrinderCtl.helpMessage(for: type).contains("No effect"))
        }
    }

    @Test func `each abstract is a short sentence, and no option's help says what the next one says`() {
        for command in ExampleTests.commands {
            let abstract = command.type.configuration.abstract
            #expect(abstract.hasSuffix(".") || abstract.hasSuffix("?"), "\(command): \(abstract)")
            #expect(abstract.count <= 110, "\(command): \(abstract)")
        }
    }

    @Test func `the check finds what it is for`() {
        #expect(!Self.slips(in: "Record nothing; such a triage clears no action.").isEmpty)
        #expect(!Self.slips(in: "btcusdt is no symbol: BTCUSDT is one").isEmpty)
        #expect(Self.slips(in: "The order filled.").isEmpty)
    }
}
