package import Foundation
import Glibc

/// Files and folders that may vanish while they are read, as those of `/proc` do; with nothing but the system's calls.
package enum PlainFile {
    /// `nil` when it cannot be read to its end.
    package static func bytes(_ path: String) -> Data? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var data = Data()
        var room = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &room, room.count)
            guard count != 0 else { return data }
            guard count > 0 else { return nil }
            data.append(contentsOf: room[..<count])
        }
    }

    package static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Where a symbolic link points to.
    package static func target(_ path: String) -> String? {
        var room = [CChar](repeating: 0, count: 4_096)
        let count = readlink(path, &room, room.count)
        return count > 0 ? String(decoding: room[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
    }

    /// Nanoseconds; `nil` when there is none.
    package static func modified(_ path: String) -> Int? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
    }
}
