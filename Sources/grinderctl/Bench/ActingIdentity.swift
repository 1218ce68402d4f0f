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

    var payload: JSONValue {
        [
            "user": .string(user), "uid": .integer(Int64(userID)), "effectiveUser": .string(orNull: effectiveUser),
            "loginUser": .string(orNull: loginUser), "sudoUser": .string(orNull: sudoUser),
            "tty": .string(orNull: terminal), "ssh": .string(orNull: sshConnection), "host": .string(host),
            "ancestry": .array(ancestry.map { ["pid": .integer(Int64($0.id)), "name": .string($0.name)] }),
        ]
    }

    /// What a test bench says that has no process of its own to tell about.
    static let unknown = ActingIdentity(user: "unknown", userID: 0, host: "unknown", ancestry: [])
}

/// What an opened investigation says of its making beside the identity.
struct Opening: Sendable {
    let who: ActingIdentity
    let version: String
    /// SHA-256 of the configuration file's bytes; `nil` without one.
    let configuration: String?
    /// With every secret replaced.
    let arguments: [String]

    /// The payload with what belongs to every opening added; what the command says itself stays.
    func completing(_ payload: JSONValue) -> JSONValue {
        guard case .object(let said) = payload else { return payload }
        let more: [String: JSONValue] = [
            "who": who.payload, "version": .string(version), "config": .string(orNull: configuration),
            "argv": .array(arguments.map { .string($0) }),
        ]
        return .object(more.merging(said) { $1 })
    }

    /// `ada, through sudo by grace, on oncall-1, /dev/pts/3, from 10.0.0.7; sshd → bash → grinderctl 0.1.0`
    static func line(of payload: JSONValue) -> String? {
        guard let who = payload["who"], let user = who["user"]?.stringValue else { return nil }
        func word(_ name: String) -> String? { who[name]?.stringValue.flatMap { $0.isEmpty ? nil : $0 } }
        var words = [user]
        if let effective = word("effectiveUser") { words.append("acting as \(effective)") }
        if let sudo = word("sudoUser") { words.append("through sudo by \(sudo)") }
        if let login = word("loginUser"), login != user { words.append("logged in as \(login)") }
        words.append("on \(word("host") ?? "an unknown host")")
        words.append(word("tty") ?? "no terminal")
        if let client = word("ssh")?.split(separator: " ").first { words.append("over ssh from \(client)") }
        let ancestry = (who["ancestry"]?.arrayValue ?? []).reversed().compactMap { $0["name"]?.stringValue }
        let version = payload["version"]?.stringValue.map { " \($0)" } ?? ""
        return words.joined(separator: ", ") + "; " + (ancestry + ["grinderctl" + version]).joined(separator: " > ")
    }
}
