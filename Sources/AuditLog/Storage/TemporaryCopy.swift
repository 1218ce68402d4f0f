import Foundation
import Glibc

/// A private copy of a log with its `-wal` or `-journal`, removed with its last reference.
final class TemporaryCopy: Sendable {
    let path: String
    private let folder: String

    init(of file: LogFile) throws(AuditFailure) {
        let base = FileManager.default.temporaryDirectory.path
        var template = Array("\(base)/grinderctl-audit-XXXXXX".utf8CString)
        // mkdtemp makes the folder 0700.
        guard mkdtemp(&template) != nil else {
            let number = errno
            throw file.failure(
                [EACCES, EPERM].contains(number) ? .permission : .inputOutput,
                "no folder for a copy can be made in \(base): \(String(cString: strerror(number))); name another with TMPDIR"
            )
        }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = folder + "/audit.db"
        do {
            try FileManager.default.copyItem(atPath: file.path, toPath: path)
            for (original, suffix) in [(file.walPath, "-wal"), (file.journalPath, "-journal")] {
                guard try file.status(of: original) != nil else { continue }
                try FileManager.default.copyItem(atPath: original, toPath: path + suffix)
            }
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            throw file.failure(.busy, "it changes while it is copied")
        } catch let error as CocoaError where error.code == .fileWriteOutOfSpace {
            try? FileManager.default.removeItem(atPath: folder)
            throw file.failure(.diskFull, "there is no room for the copy it is read from in \(base)")
        } catch let failure as AuditFailure {
            throw failure
        } catch {
            throw file.failure(.permission, "it cannot be copied to be read: \(error.localizedDescription)")
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// Lets other processes go on.
func pause(milliseconds: UInt32) {
    usleep(milliseconds * 1000)
}
