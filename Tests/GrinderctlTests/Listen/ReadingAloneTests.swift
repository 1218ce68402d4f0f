import Foundation
import Testing
import TriageCore

@testable import Binance
@testable import grinderctl

/// `listen` is built without the capability to act.
@Suite struct ReadingAloneTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

    @Test func `what a session holds cannot send what changes something`() {
        let types: [Any.Type] = [
            BinanceClient.self, Session.self, ListenInvestigation.self, ListenWorkflow.self, AlertWorkflow.self,
        ]
        for type in types { #expect(!(type is any ExchangeTrading.Type), "\(type)") }
        #expect((BinanceTrading.self as Any.Type) is any ExchangeTrading.Type)
    }

    @Test func `the listening names nothing that acts, and its server knows no exchange`() throws {
        let acting = [
            "openActing", "BinanceTrading", "ExchangeTrading", "RecordedIntent", "Clearance", "Gates", "ActionContext",
            "RequestSender", "CancelSender", "FlattenSender", ".acting(", "createListenKey", "extendListenKey",
        ]
        let files = try ["grinderctl/Workflows/Listen", "grinderctl/Commands/Listen", "Listening"].flatMap { folder in
            try FileManager.default.contentsOfDirectory(
                at: Self.sources.appending(path: folder), includingPropertiesForKeys: nil)
        }
        #expect(files.count > 10)
        for file in files {
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
                .filter { !$0.drop(while: \.isWhitespace).hasPrefix("//") }
            for name in acting { #expect(!lines.contains { $0.contains(name) }, "\(file.lastPathComponent): \(name)") }
            guard file.path.contains("/Sources/Listening/") else { continue }
            for module in ["Binance", "AuditLog", "TriageCore", "BotEvidence"] {
                #expect(!lines.contains { $0.hasSuffix("import \(module)") }, "\(file.lastPathComponent): \(module)")
            }
        }
    }
}
