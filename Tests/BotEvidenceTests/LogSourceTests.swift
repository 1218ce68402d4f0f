import BotEvidence
import Glibc
import Testing

@Suite struct LogSourceTests {
    @Test func `paths, globs, folders and a dash are expanded in their order and by name`() async throws {
        try await withTemporaryFolder { folder in
            for name in ["b.log", "a.log", "a.log.1", "notes.txt", "x1.out", "x2.out", ".hidden.log"] {
                try folder.file(name, "")
            }
            _ = try folder.folder("sub.log")
            func resolved(_ arguments: String...) throws -> [String] {
                try LogSource.resolve(arguments.map { $0 == "-" ? $0 : folder.at($0) }).map {
                    $0.name.replacing(folder.path + "/", with: "")
                }
            }
            #expect(try resolved("x?.out", "-", "a.log") == ["x1.out", "x2.out", "standard input", "a.log"])
            #expect(try resolved("x[2-9].out") == ["x2.out"])
            #expect(try resolved("*.log*") == ["a.log", "a.log.1", "b.log"])
            #expect(try resolved("") == ["a.log", "a.log.1", "b.log"])
            #expect(try resolved("notes.txt") == ["notes.txt"])
        }
    }

    @Test func `a leading tilde is the home folder`() async throws {
        try await withTemporaryFolder { home in
            try home.file("bot.log", "")
            let sources = try LogSource.resolve(["~/b*.log", "~"], home: home.path)
            #expect(sources == [.file(home.at("bot.log"))])
        }
    }

    @Test func `a name with glob characters that exists is itself`() async throws {
        try await withTemporaryFolder { folder in
            try folder.file("app[1].log", "")
            #expect(try LogSource.resolve([folder.at("app[1].log")]) == [.file(folder.at("app[1].log"))])
        }
    }

    @Test func `a file reached twice counts once`() async throws {
        try await withTemporaryFolder { folder in
            let log = try folder.file("app.log", "")
            try #require(symlink(log, folder.at("current.log")) == 0)
            #expect(try LogSource.resolve([log, folder.path, folder.at("*.log"), "-", "-"]).count == 2)
        }
    }

    @Test(arguments: [
        ("none.log", "there is no such file or directory"), ("none*.log", "no file matches it"),
        ("empty", "the directory FOLDER/empty holds no *.log* file"),
        ("emp*", "the directory FOLDER/empty holds no *.log* file"),
    ])
    func `an argument that names nothing is a problem that names it`(name: String, detail: String) async throws {
        try await withTemporaryFolder { folder in
            _ = try folder.folder("empty")
            try folder.file("there.log", "")
            let expected = LogSourceProblem(
                argument: folder.at(name), detail: detail.replacing("FOLDER", with: folder.path))
            #expect(throws: expected) { try LogSource.resolve([folder.at("there.log"), folder.at(name)]) }
        }
    }
}
