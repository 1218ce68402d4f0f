import Foundation
import Glibc
import Testing

/// A folder that is gone after `body`.
func withTemporaryFolder<Result>(_ body: (TemporaryFolder) async throws -> Result) async throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: "bot-evidence-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(TemporaryFolder(path: url.path))
}

struct TemporaryFolder {
    let path: String

    @discardableResult
    func file(_ name: String, _ text: String) throws -> String { try file(name, bytes: Array(text.utf8)) }

    @discardableResult
    func file(_ name: String, bytes: [UInt8]) throws -> String {
        let file = at(name)
        try Data(bytes).write(to: URL(filePath: file))
        return file
    }

    func folder(_ name: String) throws -> TemporaryFolder {
        try FileManager.default.createDirectory(atPath: at(name), withIntermediateDirectories: true)
        return TemporaryFolder(path: at(name))
    }

    func pipe(_ name: String) throws -> String {
        try #require(mkfifo(at(name), 0o600) == 0)
        return at(name)
    }

    func at(_ name: String) -> String { "\(path)/\(name)" }
}

extension TemporaryFolder {
    /// Changed so long ago.
    func touch(_ name: String, secondsAgo: TimeInterval) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -secondsAgo)], ofItemAtPath: at(name))
    }
}
