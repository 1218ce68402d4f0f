import Glibc

/// Whoever can write the configuration decides what may be acted on, by whose approval, and which commands are run.
enum ConfigurationOwner {
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
    static func objection(to path: String) -> Objection? {
        let folder = path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
        guard let file = place(path), let around = place(folder.isEmpty ? "/" : folder) else { return nil }
        return objection(to: path, file, in: around, for: geteuid(), privateGroup: privateGroup())
    }

    /// - Parameter privateGroup: the group that only this user is in, by the usual scheme of one group a user.
    static func objection(
        to path: String, _ file: Place, in folder: Place, for user: uid_t, privateGroup: gid_t?
    ) -> Objection? {
        func mended(_ words: String...) -> String { Printable.shellLine(words + [path]) }
        if file.owner != user, file.owner != 0 {
            return Objection(
                words: "the configuration \(path) belongs to another user (uid \(file.owner))",
                attempt: mended("chown", "\(user)"))
        }
        if file.mode & 0o002 != 0 {
            return Objection(words: "everybody can write the configuration \(path)", attempt: mended("chmod", "o-w"))
        }
        if file.mode & 0o020 != 0, file.group != privateGroup {
            return Objection(
                words: "a group (gid \(file.group)) can write the configuration \(path)",
                attempt: mended("chmod", "g-w"))
        }
        // Without the sticky bit whoever can write the folder can put another file in its place.
        if folder.mode & 0o002 != 0, folder.mode & S_ISVTX == 0 {
            return Objection(
                words: "everybody can replace the configuration \(path): its folder is writable by all",
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
