import FoundationEssentials
import Glibc

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
