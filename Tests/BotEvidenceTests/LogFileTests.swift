import BotEvidence
import Glibc
import Testing
import TriageCore

@Suite struct LogFileTests {
    static let id = NamedIDsTests.id

    @Test func `lines come in the order of the files`() async throws {
        try await withTemporaryFolder { folder in
            let second = try folder.file("2.log", "x\n\(Self.id)\n")
            let first = try folder.file("1.log", "\(Self.id)")
            let evidence = await NamingLines(of: Self.id, in: [.file(second), .file(first)])
            #expect(evidence.lines.map(\.file) == [second, first])
            #expect(evidence.lines.map(\.number) == [2, 1])
            #expect(evidence.searched == [second, first])
            #expect(evidence.problems == [])
        }
    }

    @Test func `what cannot be read is named and the rest is searched`() async throws {
        try await withTemporaryFolder { folder in
            let good = try folder.file("good.log", "\(Self.id)\n")
            let gzip = try folder.file("old.log.gz", bytes: [0x1F, 0x8B, 8, 0])
            let pipe = try folder.pipe("pipe.log")
            let sources = [folder.at("gone.log"), folder.path, pipe, gzip, good].map { LogSource.file($0) }
            let evidence = await NamingLines(of: Self.id, in: sources + [.standardInput])
            #expect(evidence.lines.count == 1)
            #expect(evidence.searched == [good])
            #expect(evidence.problems.allSatisfy { $0.kind == .unreadable })
            #expect(
                evidence.problems.map(\.source)
                    == [folder.at("gone.log"), folder.path, pipe, gzip, "standard input"])
        }
    }

    @Test func `standard input that fails is a problem and what it gave is kept`() async {
        struct Broken: Error {}
        let input = LogChunks { continuation in
            continuation.yield(Array("\(Self.id)\n".utf8))
            continuation.finish(throwing: Broken())
        }
        let evidence = await NamingLines(of: Self.id, in: [.standardInput], standardInput: input)
        #expect(evidence.lines.count == 1)
        #expect(evidence.searched == [])
        #expect(evidence.problems.map(\.source) == ["standard input"])
    }

    @Test func `standard input is read from its descriptor to the end`() async throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        let text = Array("x\n\(Self.id)\n".utf8)
        #expect(write(ends[1], text, text.count) == text.count)
        close(ends[1])
        let input = StandardInput.chunks(descriptor: ends[0])
        let evidence = await NamingLines(of: Self.id, in: [.standardInput], standardInput: input)
        close(ends[0])
        #expect(evidence.lines.map(\.number) == [2])
        #expect(evidence.searched == ["standard input"])
    }

    @Test(arguments: ["truncate", "remove", "replace", "append", "nothing"])
    func `a file that changes under the reading is not taken for whole`(change: String) async throws {
        try await withTemporaryFolder { folder in
            let path = try folder.file("app.log", String(repeating: "x", count: 1_000))
            let file = try RegularFile(path: path)
            var total = try file.next(100).count
            switch change {
            case "truncate": try #require(truncate(path, 500) == 0)
            case "remove": try #require(unlink(path) == 0)
            case "replace":
                try folder.file("new.log", "y")
                try #require(rename(folder.at("new.log"), path) == 0)
            case "append": try #require(truncate(path, 1_200) == 0)
            default: break
            }
            while true {
                let chunk = try file.next(300)
                if chunk.isEmpty { break }
                total += chunk.count
            }
            let problem: FileProblem?
            do throws(FileProblem) {
                try file.settle(bytesRead: total)
                problem = nil
            } catch { problem = error }
            let expected: [String: FileProblem] = [
                "truncate": .changed("it became shorter while it was read"),
                "remove": .changed("it was removed while it was read"),
                "replace": .changed("it was replaced while it was read; the new file was not read"),
            ]
            #expect(problem == expected[change])
        }
    }
}
