import ExchangeSandbox
import Foundation
import Testing

@testable import grinderctl

@Suite struct TypedArgumentsTests {
    private static let key = "unitTestKeyThatNobodyEverUsedAnywhere0123456789abcdefABCDEF00"

    @Test(arguments: [
        ["triage", "missing", "SECRET"], ["SECRET"], ["triage", "unexpected", "--answer", "instance-stopped=SECRET"],
        ["--SECRET"], ["cancel", "x", "--reason", "see SECRET"], ["timeline", "SECRET", "--json"], ["help", "SECRET"],
        ["explain", "SECRET"], ["audit", "show", "xSECRETx"], ["drill", "SECRET"], ["--order=SECRET"],
    ])
    func `a secret is never repeated, wherever it stands and however it is kept`(_ words: [String]) async throws {
        let words = words.map { $0.replacing("SECRET", with: Self.key) }
        try await Stage.set { stage async throws in
            let file = try stage.write(Self.key + "\n", to: "secret")
            let key = try stage.write("unitTestApiKey0123456789", to: "key")
            let config = try stage.write(
                "credentials: {key-file: \"\(key)\", secret-file: \"\(file)\"}\n", to: "config.yaml")
            let kept: [[String: String?]] = [
                ["BINANCE_API_SECRET": Self.key],
                ["BINANCE_API_SECRET": nil, "BINANCE_API_SECRET_FILE": file],
                ["BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil, "GRINDERCTL_CONFIG": config],
            ]
            for changes in kept {
                let answer = await stage.run(words, with: changes)
                #expect(answer.exit == 64)
                #expect(!answer.all.contains(Self.key), "\(answer.all)")
                #expect(answer.all.contains("contains the API key or secret"))
            }
            #expect(stage.exchange.seenRequests().isEmpty)
            #expect(!FileManager.default.fileExists(atPath: stage.auditPath))
        }
    }

    @Test func `the configuration named on the line is looked into`() async throws {
        try await Stage.set { stage async throws in
            let file = try stage.write(Self.key, to: "secret")
            let key = try stage.write("unitTestApiKey0123456789", to: "key")
            let config = try stage.write(
                "credentials: {key-file: \"\(key)\", secret-file: \"\(file)\"}\n", to: "config.yaml")
            let answer = await stage.run(
                ["help", Self.key, "--config", config],
                with: ["BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil])
            #expect(answer.exit == 64)
            #expect(!answer.all.contains(Self.key))
        }
    }

    @Test func `words that the runtime has lost are the kernel's, and a record that cannot be read takes none away`() {
        let typed = ["grinderctl", "cancel", "--execute"]
        #expect(TypedArguments.typed(runtimes: ["grinderctl"], kernels: typed) == ["cancel", "--execute"])
        #expect(TypedArguments.typed(runtimes: [], kernels: typed) == ["cancel", "--execute"])
        #expect(TypedArguments.typed(runtimes: typed, kernels: []) == ["cancel", "--execute"])
        #expect(TypedArguments.typed(runtimes: ["grinderctl"], kernels: ["grinderctl"]) == [])
    }

    @Test func `the kernel's record of the words`() {
        #expect(TypedArguments.words(ofKernelRecord: Array("a\0--b=\0\0c d\0".utf8)) == ["a", "--b=", "", "c d"])
        #expect(TypedArguments.words(ofKernelRecord: []) == [])
    }
}
