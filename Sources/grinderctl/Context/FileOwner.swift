import Glibc

/// Who else than its owner can write a file that an action stands on. Whoever can write the configuration decides what may
/// be acted on, by whose approval, and which commands are run; whoever can write the audit log decides which verdict
/// clears it.
struct FileOwner {
    /// As messages call it: `the configuration`.
    let what: String
    /// A group that only this user is in may write the file (the usual scheme of one group a user, umask 002).
    let allowsPrivateGroup: Bool

    static let configuration = FileOwner(what: "the configuration", allowsPrivateGroup: true)
    static let auditLog = FileOwner(what: "the audit log", allowsPrivateGroup: false)

    /// Of a file or folder, as far as it tells who may write it.
    struct Place: Sendable, Hashable {
        var mode: mode_t
        var owner: uid_t
        var group: gid_t
    }

    struct Objection: Error, Sendable, Hashable {
        let words: String
        let attempt: String
    }

    /// Why the file is not to be acted by; `nil` when its owner alone can write it. What cannot be looked at has no
    /// objection: reading it fails by itself.
    func objection(to path: String) -> Objection? {
        let real = Self.resolved(path)
        // A link leads to a file in another folder, which somebody else may be able to write.
        for path in real.map({ $0 == path ? [path] : [path, $0] }) ?? [path] {
            guard let file = Self.place(path), let around = Self.place(Self.folder(of: path)) else { continue }
            let found = objection(
                to: path, file, in: around, for: geteuid(), privateGroup: allowsPrivateGroup ? Self.privateGroup() : nil
            )
            if let found { return found }
        }
        return real.flatMap { replaceable(path, by: Self.ancestors(of: $0)) }
            ?? replaceable(path, by: Self.ancestors(of: path))
    }

    /// Whoever can write a folder on the way, without its sticky bit, can put another one in the place of what is below.
    private func replaceable(_ path: String, by folders: [String]) -> Objection? {
        for folder in folders {
            guard let place = Self.place(folder), place.mode & 0o002 != 0, place.mode & S_ISVTX == 0 else { continue }
            return Objection(
                words: "anyone can replace \(what) \(path): the folder \(folder) is world-writable",
                attempt: Printable.shellLine(["chmod", "o-w", folder]))
        }
        return nil
    }

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// The folders above it, from the nearest on.
    private static func ancestors(of path: String) -> [String] {
        var all: [String] = []
        var folder = folder(of: path)
        while folder != all.last, all.count < 256 {
            all.append(folder)
            guard folder != "/", folder != "." else { break }
            folder = Self.folder(of: folder)
        }
        return all
    }

    /// The same of a file that may not be there yet, of its folder, and of files that SQLite keeps beside it.
    func objection(toLog path: String) -> Objection? {
        var status = stat()
        // Opening it refuses what is no file.
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { return nil }
        if let objection = objection(to: path) { return objection }
        for suffix in ["-wal", "-shm", "-journal"] {
            if let objection = objection(to: path + suffix) { return objection }
        }
        let folder = Self.folder(of: path)
        guard let around = Self.place(folder), around.mode & S_ISVTX == 0, around.mode & 0o022 != 0 else { return nil }
        let whose = around.mode & 0o002 != 0 ? "everybody" : "a group (gid \(around.group))"
        return Objection(
            words: "\(whose) can write the folder of \(what), \(folder)",
            attempt: Printable.shellLine(["chmod", "go-w", folder]))
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// - Parameter privateGroup: the group that only this user is in, by the usual scheme of one group a user.
    func objection(
        to path: String, _ file: Place, in folder: Place, for user: uid_t, privateGroup: gid_t?
    ) -> Objection? {
        func mended(_ words: String...) -> String { Printable.shellLine(words + [path]) }
        if file.owner != user, file.owner != 0 {
            return Objection(
                words: "\(what) \(path) belongs to another user (uid \(file.owner))",
                attempt: mended("chown", "\(user)"))
        }
        if file.mode & 0o002 != 0 {
            return Objection(words: "anyone can write \(what) \(path)", attempt: mended("chmod", "o-w"))
        }
        if file.mode & 0o020 != 0, file.group != privateGroup {
            return Objection(
                words: "a group (gid \(file.group)) can write \(what) \(path)",
                attempt: mended("chmod", "g-w"))
        }
        // Without the sticky bit whoever can write the folder can put another file in its place.
        if folder.mode & 0o002 != 0, folder.mode & S_ISVTX == 0 {
            return Objection(
                words: "anyone can replace \(what) \(path): its folder is world-writable",
                attempt: Printable.shellLine([
                    "chmod", "o-w", String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]),
                ]))
        }
        return nil
    }

    private static func place(_ path: String) -> Place? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Place(mode: status.st_mode, owner: status.st_uid, group: status.st_gid)
    }

    private static func privateGroup() -> gid_t? {
        guard let user = getpwuid(geteuid()), let group = getgrgid(getegid()) else { return nil }
        return strcmp(user.pointee.pw_name, group.pointee.gr_name) == 0 ? getegid() : nil
    }
}
