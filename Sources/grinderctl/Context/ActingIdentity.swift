import ArgumentParser
import AuditLog
import FoundationEssentials
import Glibc
import TriageCore

/// Who really acts: recorded when an investigation or incident is opened. `sudo` and `su` change the user, but neither
/// the login nor the processes above this one.
struct ActingIdentity: Sendable, Hashable {
    struct Process: Sendable, Hashable {
        let id: Int32
        /// The kernel's name of it, at most 15 bytes; never its arguments, which may hold anything.
        let name: String
    }

    var user: String
    var userID: UInt32
    /// The user whose rights it has, where that is another one.
    var effectiveUser: String?
    /// Who logged in, as the kernel's audit remembers it through `su` and `sudo`.
    var loginUser: String?
    /// The variable `SUDO_USER`.
    var sudoUser: String?
    var terminal: String?
    /// `SSH_CONNECTION`: client address and port, server address and port.
    var sshConnection: String?
    var host: String
    /// From the parent upwards, bounded.
    var ancestry: [Process]

    /// What a test bench says that has no process of its own to tell about.
    static let unknown = ActingIdentity(user: "unknown", userID: 0, host: "unknown", ancestry: [])
}

extension ActingIdentity {
    private static let longestAncestry = 16

    static func live(environment: [String: String], host: String) -> ActingIdentity {
        let real = getuid()
        let effective = geteuid()
        return ActingIdentity(
            user: userName(real), userID: real, effectiveUser: effective == real ? nil : userName(effective),
            loginUser: loginUser, sudoUser: given(environment["SUDO_USER"]), terminal: terminal,
            sshConnection: given(environment["SSH_CONNECTION"]), host: host, ancestry: ancestry(of: getppid()))
    }

    /// Variables are another's to set: bounded.
    private static func given(_ text: String?) -> String? {
        text.flatMap { $0.isEmpty ? nil : String($0.prefix(200)) }
    }

    private static func userName(_ id: uid_t) -> String {
        getpwuid(id).flatMap { $0.pointee.pw_name }.map { String(cString: $0) } ?? "uid \(id)"
    }

    /// `nil` without a login (a service), or where the kernel keeps no audit.
    private static var loginUser: String? {
        guard let id = contents("/proc/self/loginuid").flatMap({ uid_t($0.trimmed) }), id != uid_t.max else {
            return nil
        }
        return userName(id)
    }

    private static var terminal: String? {
        for descriptor in [STDIN_FILENO, STDERR_FILENO, STDOUT_FILENO] {
            var name = [CChar](repeating: 0, count: 256)
            guard ttyname_r(descriptor, &name, name.count - 1) == 0 else { continue }
            return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        return nil
    }

    private static func ancestry(of parent: pid_t) -> [Process] {
        var found: [Process] = []
        var id = parent
        while id > 0, found.count < longestAncestry, let (process, next) = look(at: id) {
            found.append(process)
            id = next
        }
        return found
    }

    /// Of `4711 (name) S 4710 …`; the name may hold anything, so its end is the last bracket.
    private static func look(at id: pid_t) -> (Process, parent: pid_t)? {
        guard let text = contents("/proc/\(id)/stat"), let start = text.firstIndex(of: "("),
            let end = text.lastIndex(of: ")"), start < end
        else { return nil }
        let name = String(text[text.index(after: start)..<end])
        let rest = text[text.index(after: end)...].split(separator: " ")
        guard rest.count > 1, let parent = pid_t(rest[1]) else { return nil }
        return (Process(id: id, name: name), parent)
    }

    private static func contents(_ path: String) -> String? {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }
}

/// What an opened investigation says of its making beside the identity.
struct Opening: Sendable {
    let who: ActingIdentity
    let version: String
    /// SHA-256 of the configuration file's bytes; `nil` without one.
    let configuration: String?
    /// With every secret replaced.
    let arguments: [String]
}

extension Opening {
    /// Looks up who acts; every text from outside goes through the redaction.
    init(at context: CommandContext, secrets: [String], configuration: String?) {
        let passwords = [context.environment["PGPASSWORD"]].compactMap { $0 }
        let redaction = ArgumentRedaction(forbidding: secrets + passwords)
        var who = context.whoActs()
        who.sudoUser = who.sudoUser.map { redaction.redacted($0) }
        who.sshConnection = who.sshConnection.map { redaction.redacted($0) }
        self.init(
            who: who, version: GrinderCtl.configuration.version, configuration: configuration,
            arguments: ["grinderctl"] + redaction.redacted(context.arguments))
    }
}
