import Foundation
import Glibc
import Testing

@testable import grinderctl

/// A secret file that is a pipe: `BINANCE_API_SECRET_FILE=<(pass show binance)`.
@Suite struct SecretPipeTests {
    private func reading(_ text: String, mode: mode_t = 0o600, _ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.path + "/grinderctl-pipe-\(UUID().uuidString)"
        try #require(mkfifo(path, mode) == 0)
        chmod(path, mode)
        defer { unlink(path) }
        // Opened for both, a pipe waits for nobody; what was written stays until it is read.
        let writer = open(path, O_RDWR)
        try #require(writer >= 0)
        _ = Array(text.utf8).withUnsafeBytes { write(writer, $0.baseAddress, $0.count) }
        let reader = open(path, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        close(writer)
        try body(path)
    }

    @Test func `a pipe is read to its end, and once for the whole command`() throws {
        try reading("a-secret\n") { path in
            for _ in 1...2 {
                let bytes = try SecretFile.read(path, named: "BINANCE_API_SECRET_FILE")
                #expect(bytes == Array("a-secret\n".utf8))
            }
        }
    }

    @Test func `one that others can read is refused`() throws {
        try reading("a-secret", mode: 0o644) { path in
            let refused = #expect(throws: CommandError.self) { try SecretFile.read(path, named: "a") }
            #expect(refused?.code == .permissions)
        }
    }
}
