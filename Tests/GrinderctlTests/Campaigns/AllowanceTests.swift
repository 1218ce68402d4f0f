import Foundation
import OperatorStage
import TestSupport
import Testing

@Suite struct AllowanceTests {
    @Test func `a share is played whole, however long it takes`() {
        var share = Campaign.Allowance(full: 100, share: 3, longest: .seconds(1), isWhole: false)
        while share.allowsOneMore { share.spend(.seconds(60)) }
        #expect(share.played == 3)
    }

    @Test func `a whole campaign ends by its cases, or by the time that they took`() {
        var quick = Campaign.Allowance(full: 100, share: 3, longest: .seconds(120), isWhole: true)
        while quick.allowsOneMore { quick.spend(.seconds(1)) }
        #expect(quick.played == 100)
        var slow = Campaign.Allowance(full: 100, share: 3, longest: .seconds(120), isWhole: true)
        while slow.allowsOneMore { slow.spend(.seconds(50)) }
        #expect(slow.played == 3)
    }

    /// What knows of a whole run is run by `make torture`.
    @Test func `every campaign is one of make torture's`() async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-B", root.appending(path: ".packaging/torture").path, "--list"]
        process.standardOutput = output
        try process.run()
        let listed = try #require(try output.fileHandleForReading.readToEnd())
        process.waitUntilExit()
        let names = Set(String(decoding: listed, as: UTF8.self).split(separator: "\n").map(String.init))
        var campaigns: Set<String> = []
        let tests = root.appending(path: "Tests").path
        for path in FileManager.default.enumerator(atPath: tests)?.compactMap({ $0 as? String }) ?? []
        where path.hasSuffix("Tests.swift") {
            let text = try String(contentsOfFile: tests + "/" + path, encoding: .utf8)
            guard text.contains(/Campaign\.(cases|parts|run|tell|isWhole|Allowance)|GRINDERCTL_TORTURE/) else {
                continue
            }
            campaigns.insert(path.split(separator: "/").last.map { String($0.dropLast(".swift".count)) } ?? "")
        }
        campaigns.remove("AllowanceTests")
        #expect(campaigns.count > 25)
        #expect(campaigns.subtracting(names).isEmpty, "\(campaigns.subtracting(names).sorted())")
    }
}
