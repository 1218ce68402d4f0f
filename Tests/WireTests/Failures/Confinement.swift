import Foundation
import Glibc
import OperatorStage

/// Puts a command where it may do less than its starter: on a file system of its own, or under a user without rights.
enum Confinement {
    static let nobody = 65_534

    /// Whether a process here may have mounts of its own.
    @Sendable static func canMount() async -> Bool {
        await succeeds(namespace + ["/bin/sh", "-c", "mount -t tmpfs none /mnt"])
    }

    /// Whether a file's mode keeps somebody out: it never keeps root out, who must be able to become another.
    @Sendable static func canBeRefused() async -> Bool {
        guard geteuid() == 0 else { return true }
        return await succeeds([
            "/usr/bin/setpriv", "--reuid=\(nobody)", "--regid=\(nobody)", "--clear-groups", "/bin/true",
        ])
    }

    private static let namespace = ["/usr/bin/unshare"] + (geteuid() == 0 ? ["-m"] : ["-r", "-m"])

    /// Words before a command that let a shell script mount first, and then run it as `"$@"`.
    static func mounted(_ script: String) -> [String] { namespace + ["/bin/sh", "-c", script, "sh"] }

    private static func succeeds(_ words: [String]) async -> Bool {
        let folder = FileManager.default.temporaryDirectory.path + "/grinderctl-try-\(UUID().uuidString)"
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let child = try? ChildProcess.start(
            Array(words.dropFirst()), environment: ["PATH": "/usr/bin:/bin"], folder: folder, program: words[0])
        return await child?.end().exit == 0
    }
}

extension OperatorStage {
    /// A folder with the log in it that belongs to a user without rights.
    func unprivilegedFolder() throws -> String {
        let place = folder + "/unprivileged"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
        try FileManager.default.copyItem(atPath: auditPath, toPath: place + "/audit.db")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
        for path in [place, place + "/audit.db"] where geteuid() == 0 {
            chown(path, uid_t(Confinement.nobody), gid_t(Confinement.nobody))
        }
        return place
    }

    /// Runs the binary as that user, with the log in that folder.
    func runUnprivileged(_ words: [String], in place: String) async throws -> ChildProcess.Ended {
        let variables = environment.merging(["GRINDERCTL_AUDIT_DB": place + "/audit.db", "HOME": "/nonexistent"]) { $1 }
        guard geteuid() == 0 else {
            return try await ChildProcess.start(words, environment: variables, folder: folder).end()
        }
        // Where the build lies, that user may not look.
        let program = folder + "/grinderctl"
        if link(ChildProcess.binary, program) != 0 {
            try FileManager.default.copyItem(atPath: ChildProcess.binary, toPath: program)
        }
        let user = Confinement.nobody
        return try await ChildProcess.start(
            words, environment: variables, folder: folder,
            prefix: ["/usr/bin/setpriv", "--reuid=\(user)", "--regid=\(user)", "--clear-groups"], program: program
        ).end()
    }
}
