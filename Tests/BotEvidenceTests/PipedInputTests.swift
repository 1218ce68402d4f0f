import BotEvidence
import Foundation
import Testing
import TriageCore

@Suite struct PipedInputTests {
    /// A pipe whose writing end is closed again, as the shell's `<(…)` is once its command has ended.
    private static func pipe(holding text: String) throws -> Int32 {
        var ends: [Int32] = [-1, -1]
        try #require(Glibc.pipe(&ends) == 0)
        let bytes = Array(text.utf8)
        try #require(write(ends[1], bytes, bytes.count) == bytes.count)
        close(ends[1])
        return ends[0]
    }

    @Test func `a pipe can be read by its name as often as needed`() throws {
        let descriptor = try Self.pipe(holding: "once\n")
        defer { close(descriptor) }
        let name = "/dev/fd/\(descriptor)"
        #expect(try PipedInput.path(name) == name)
        for _ in 0..<2 {
            #expect(try RegularFile.contents(of: name, limit: 100).bytes == Array("once\n".utf8))
            #expect(try PipedInput.path(name) == name)
        }
    }

    @Test func `pages through pipes have no age, and no address to be asked again`() async throws {
        let pages = [
            try Self.pipe(holding: #"{"uptime_s": 3600, "ready": true, "mode": "trading_loop"}"#),
            try Self.pipe(holding: "grinder_up 1\ngrinder_account_sync_last_wall_ts 0\n"),
        ]
        defer { pages.forEach { close($0) } }
        let names = try pages.map { try PipedInput.path("/dev/fd/\($0)") }
        let source = InstanceSource(name: "bot", health: names[0], metrics: names[1])
        let report = try #require(
            await InstanceProbe().probe([source], exchangeNow: { nil }, withMetrics: true).first)
        #expect(try report.health.get().isAtLatest)
        #expect(report.syncing.isSyncing == nil, "\(report.syncing)")
        #expect(report.addresses == InstanceAddresses(health: nil, metrics: nil))
        try await withTemporaryFolder { folder in
            let file = try folder.file("h.json", #"{"uptime_s": 3600}"#)
            let descriptor = open(file, O_RDONLY)
            defer { close(descriptor) }
            for path in [file, "/dev/fd/\(descriptor)"] {
                let report = await InstanceProbe().probe([InstanceSource(name: "bot", health: path)]) { nil }.first
                #expect(try report?.health.get().isAtLatest == false)
            }
        }
    }

    @Test func `a named pipe is read to its end`() async throws {
        try await withTemporaryFolder { folder in
            let name = try folder.pipe("fifo")
            let writer = Thread {
                let descriptor = open(name, O_WRONLY)
                _ = write(descriptor, "twice", 5)
                close(descriptor)
            }
            writer.start()
            let path = try PipedInput.path(name)
            for _ in 0..<2 { #expect(try RegularFile.contents(of: path, limit: 100).bytes == Array("twice".utf8)) }
            let number = try #require(Int32(path.dropFirst("/proc/self/fd/".count)))
            close(number)
        }
    }

    @Test func `a file, a folder and what is not there keep their names`() async throws {
        try await withTemporaryFolder { folder in
            for name in [try folder.file("a", "b"), folder.path, folder.at("none"), "/dev/null"] {
                #expect(try PipedInput.path(name) == name)
            }
        }
        #expect(throws: FileProblem.missing) { _ = try PipedInput.path("/dev/fd/987654") }
    }

    @Test(arguments: [
        ("-", true), ("/dev/stdin", true), ("/dev/fd/0", true), ("/proc/self/fd/0", true), ("/dev/fd/1", false),
        ("stdin", false), ("--", false),
    ])
    func `standard input has several names`(name: String, isInput: Bool) {
        #expect(PipedInput.isStandardInput(name) == isInput)
    }
}
