import Foundation
import Glibc

/// A folder of our own, 0700, where `TMPDIR` says, else in /tmp.
enum TemporaryFolder {
    /// - Throws: 77 where it may not be made, 74 where it cannot: no such folder, a full or read-only disk.
    static func make(named name: String) throws(CommandError) -> URL {
        let base = FileManager.default.temporaryDirectory
        let folder = base.appending(path: name)
        guard mkdir(folder.path, 0o700) == 0 else {
            let number = errno
            let isSet = ProcessInfo.processInfo.environment["TMPDIR"]?.isEmpty == false
            throw CommandError(
                [EACCES, EPERM].contains(number) ? .permissions : .auditUnwritable,
                "no temporary folder can be made in \(base.path)\(isSet ? ", which TMPDIR names" : ""): "
                    + "\(String(cString: strerror(number))). Nothing was sent. Name a folder you may write with TMPDIR."
            )
        }
        return folder
    }
}
