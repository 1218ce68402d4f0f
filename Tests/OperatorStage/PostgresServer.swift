import Foundation
import Glibc

/// A PostgreSQL server of its own: a folder, a socket in it, no port, a password that must never show.
/// `make test-packages` brings it.
package final class PostgresServer: Sendable {
    package static let password = "canaryPgPassw0rd7f3a91c2"
    private static let nobody = 65_534

    private let folder: String
    private let process: ChildProcess

    /// Starts one, hands over, and ends it.
    package static func run<T>(_ body: (PostgresServer) async throws -> T) async throws -> T {
        let server = try await start()
        let result: Result<T, any Error>
        do {
            result = .success(try await body(server))
        } catch {
            result = .failure(error)
        }
        await server.stop()
        return try result.get()
    }

    package struct Missing: Error, CustomStringConvertible {
        package let description: String
    }

    private static func start() async throws -> PostgresServer {
        // A socket's path is short.
        let folder = "/tmp/gpg-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
        try (password + "\n").write(toFile: folder + "/password", atomically: false, encoding: .utf8)
        let owner: [FileAttributeKey: Any] = [.ownerAccountID: nobody, .groupOwnerAccountID: nobody]
        if getuid() == 0 {
            for path in [folder, folder + "/password"] {
                try FileManager.default.setAttributes(owner, ofItemAtPath: path)
            }
        }
        let made = try await plain(
            try program("initdb"),
            [
                "-D", folder + "/data", "-U", "ops", "-A", "scram-sha-256", "--pwfile",
                folder + "/password", "-E",
                "UTF8", "--no-locale", "--no-sync",
            ], folder)
        guard made.exit == 0 else { throw Missing(description: "initdb: \(made.errorText)") }
        let words = unprivileged([
            try program("postgres"), "-D", folder + "/data", "-k", folder, "-c", "listen_addresses=",
            "-c", "fsync=off",
            "-c", "shared_buffers=16MB", "-c", "max_connections=20",
        ])
        let process = try ChildProcess.start(
            Array(words.dropFirst()), environment: ["PATH": "/usr/bin:/bin"], folder: folder, program: words[0])
        let server = PostgresServer(folder: folder, process: process)
        do {
            try await eventually("the server answers") {
                // Each look is a process: none before there is something to look at.
                let isThere = FileManager.default.fileExists(atPath: folder + "/.s.PGSQL.5432")
                return isThere ? try await server.sql("SELECT 1").exit == 0 : false
            }
        } catch {
            await server.stop()
            throw error
        }
        return server
    }

    private init(folder: String, process: ChildProcess) {
        self.folder = folder
        self.process = process
    }

    private func stop() async {
        // Immediate: there is nothing to keep.
        process.send(signal: SIGQUIT)
        _ = await process.end()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The address of a database on it; made with ``create(_:)``.
    package func address(_ database: String) -> String {
        "postgres://ops@/\(database)?host=\(folder)"
    }

    package func create(_ database: String) async throws {
        let made = try await sql("CREATE DATABASE \(database)")
        guard made.exit == 0 else { throw Missing(description: made.errorText) }
    }

    /// What psql says, a row a line, columns by `|`.
    package func sql(_ text: String, in database: String = "postgres") async throws
        -> ChildProcess.Ended
    {
        try await ChildProcess.start(
            ["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c", text, address(database)],
            environment: ["PGPASSWORD": Self.password, "PATH": "/usr/bin:/bin"], folder: folder,
            program: "/usr/bin/psql"
        ).end()
    }

    private static func plain(_ program: String, _ words: [String], _ folder: String) async throws
        -> ChildProcess.Ended
    {
        let all = unprivileged([program] + words)
        return try await ChildProcess.start(
            Array(all.dropFirst()), environment: ["PATH": "/usr/bin:/bin"], folder: folder,
            program: all[0]
        ).end()
    }

    /// A server does not run as root.
    private static func unprivileged(_ words: [String]) -> [String] {
        guard getuid() == 0 else { return words }
        return ["/usr/bin/setpriv", "--reuid=\(nobody)", "--regid=\(nobody)", "--clear-groups"] + words
    }

    private static func program(_ name: String) throws -> String {
        let base = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []).sorted {
            $0.count == $1.count ? $0 > $1 : $0.count > $1.count
        }
        let places =
            versions.map { "\(base)/\($0)/bin/\(name)" } + ["/usr/local/bin/\(name)", "/usr/bin/\(name)"]
        guard let found = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) })
        else {
            throw Missing(description: "there is no \(name): make test-packages")
        }
        return found
    }
}
