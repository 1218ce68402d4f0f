import Foundation
import Testing

@testable import AuditLog

@Suite struct AnchorTests {
    private func withFolder<T>(_ body: (String) async throws -> T) async throws -> T {
        let folder = FileManager.default.temporaryDirectory.path + "/grinderctl-anchor-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }

    /// For anchors that start nothing.
    private static let nothing: AuditAnchor.Starting = { _, _ in "a program was started" }

    @Test func `a command's words and line go to who may start it, and so does its complaint`() async {
        let why = await AuditAnchor.command(["logger", "-t", "x"]).note("1:aa") { "\($0) got \($1)" }
        #expect(why == #"["logger", "-t", "x"] got 1:aa"#)
    }

    @Test func `a file gets a line a head, and is its owner's alone`() async throws {
        try await withFolder { folder in
            let path = folder + "/heads"
            #expect(await AuditAnchor.file(path).note("1:aa t", starting: Self.nothing) == nil)
            #expect(await AuditAnchor.file(path).note("2:bb t", starting: Self.nothing) == nil)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "1:aa t\n2:bb t\n")
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func `a folder that is not there is not made: the mount is missing`() async throws {
        try await withFolder { folder in
            let why = await AuditAnchor.file(folder + "/mount/heads").note("1:aa", starting: Self.nothing)
            #expect(why?.contains("cannot be opened") == true)
            #expect(!FileManager.default.fileExists(atPath: folder + "/mount"))
        }
    }

    @Test(arguments: ["link", "folder", "pipe"])
    func `what is no file is refused, not followed`(_ kind: String) async throws {
        try await withFolder { folder in
            let path = folder + "/heads"
            switch kind {
            case "link": try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/null")
            case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            default: try #require(mkfifo(path, 0o600) == 0)
            }
            #expect(await AuditAnchor.file(path).note("1:aa", starting: Self.nothing) != nil)
        }
    }

    @Test func `the system's log gets a datagram; nobody there is told`() async throws {
        try await withFolder { folder in
            let path = folder + "/log"
            #expect(SystemLog.note("1:aa", at: path)?.contains("nothing listens") == true)
            let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
            let bound = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            try #require(bound == 0)
            #expect(SystemLog.note("19:dd", at: path) == nil)
            var buffer = [UInt8](repeating: 0, count: 1_024)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            #expect(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self).hasSuffix("audit head 19:dd"))
        }
    }
}
