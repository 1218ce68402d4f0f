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

/// What an opened investigation says of its making beside the identity.
struct Opening: Sendable {
    let who: ActingIdentity
    let version: String
    /// SHA-256 of the configuration file's bytes; `nil` without one.
    let configuration: String?
    /// With every secret replaced.
    let arguments: [String]
}
