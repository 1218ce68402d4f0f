import Foundation
import Glibc

/// Tells of each change to files of a folder the moment it happens (`inotify`), from a thread of its own.
package final class FolderChanges: Sendable {
    private let instance: Int32
    private let watch: Int32

    private static let changes = UInt32(IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_CLOSE_WRITE)

    /// - Parameter onChange: is given 1, 2, 3 … for the changes to files whose names begin so.
    package init(in folder: String, of prefix: String, onChange: @escaping @Sendable (Int) -> Void) throws {
        instance = inotify_init1(Int32(IN_CLOEXEC))
        watch = inotify_add_watch(instance, folder, Self.changes)
        guard watch >= 0 else { throw CocoaError(.fileReadUnknown) }
        let instance = instance
        Thread.detachNewThread {
            Self.follow(instance, prefix, onChange)
            close(instance)
        }
    }

    /// The thread ends with the last event of its watch.
    package func stop() { inotify_rm_watch(instance, watch) }

    private static func follow(_ instance: Int32, _ prefix: String, _ onChange: (Int) -> Void) {
        var room = [UInt8](repeating: 0, count: 64 * 1_024)
        var seen = 0
        while true {
            let count = read(instance, &room, room.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            for name in names(room[..<count]) {
                guard let name else { return }
                guard name.hasPrefix(prefix) else { continue }
                seen += 1
                onChange(seen)
            }
        }
    }

    /// `struct inotify_event`: wd, mask, cookie, len, each of four bytes, and a name of len bytes, padded with zeros;
    /// `nil` for the end of the watch.
    private static func names(_ bytes: ArraySlice<UInt8>) -> [String?] {
        func word(_ place: Int) -> Int { bytes[place..<(place + 4)].reversed().reduce(0) { $0 << 8 | Int($1) } }
        var names: [String?] = []
        var place = bytes.startIndex
        while place + 16 <= bytes.endIndex {
            let end = place + 16 + word(place + 12)
            let name = String(decoding: bytes[(place + 16)..<end].prefix { $0 != 0 }, as: UTF8.self)
            names.append(word(place + 4) & Int(IN_IGNORED) != 0 ? nil : name)
            place = end
        }
        return names
    }
}
