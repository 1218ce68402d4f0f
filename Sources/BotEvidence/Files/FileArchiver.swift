import FoundationEssentials
import Glibc
package import TriageCore

/// Sets files aside: renamed beside where they are, with the moment in their new name. Nothing is deleted, nothing
/// overwritten, and only plain files are touched.
package enum FileArchiver {
    package enum Outcome: Sendable, Hashable {
        case moved(to: String)
        /// There is nothing of that name.
        case absent
        case failed(String)
    }

    package enum FileState: Sendable, Hashable {
        case plain
        case absent
        /// It is there, and stays there, because.
        case unmovable(String)
    }

    /// The path from the root: a reset may be resumed from another folder.
    package static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }

    package static func state(_ path: String) -> FileState {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            return [ENOENT, ENOTDIR].contains(errno) ? .absent : .unmovable(reason)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .plain
        case S_IFLNK: return .unmovable("it is a symbolic link, and only plain files are moved")
        default: return .unmovable("it is not a plain file")
        }
    }

    package static func move(_ path: String, at moment: Timestamp) -> Outcome {
        switch state(path) {
        case .absent: return .absent
        case .unmovable(let why): return .failed(why)
        case .plain: break
        }
        let stamp = moment.description.filter { $0 != "-" && $0 != ":" }
        for number in 1...99 {
            let name = "\(path).reset-\(stamp)" + (number == 1 ? "" : "-\(number)")
            // A second name first, which fails where there is one already; then the old one is taken away.
            guard link(path, name) == 0 else {
                if errno == EEXIST { continue }
                return .failed(reason)
            }
            guard unlink(path) == 0 else {
                let why = reason
                unlink(name)
                return .failed(why)
            }
            return .moved(to: name)
        }
        return .failed("there are 99 files set aside at the same moment")
    }

    /// Where a file that is not there was set aside to, the last time: a plain file with a moment in its name.
    package static func copy(of path: String) -> String? {
        guard state(path) == .absent, let end = path.lastIndex(of: "/") else { return nil }
        let folder = String(path[...end])
        let beginning = "\(path[path.index(after: end)...]).reset-"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { name in
            guard name.hasPrefix(beginning) else { return false }
            let moment = name.dropFirst(beginning.count)
            return moment.wholeMatch(of: /[0-9]{8}T[0-9]{6}\.[0-9]{3}Z(-[0-9]{1,2})?/) != nil
                && state(folder + name) == .plain
        }.max().map { folder + $0 }
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
