import Foundation
import OperatorStage
import Synchronization

/// Looks over a command's shoulder while it runs, as others on the machine can: at its arguments, at arguments and
/// environment of what it starts, and at the audit log's files.
final class ProcessObserver: Sendable {
    private let search: CanarySearch
    private let folder: String
    private let found = Mutex<Set<String>>([])
    private let seen = Mutex<[String: Int]>([:])

    init(_ search: CanarySearch, folder: String) {
        self.search = search
        self.folder = folder
    }

    /// `secret in the environment of sh`
    var findings: Set<String> { found.withLock { $0 } }
    /// How often what was looked at.
    var looks: [String: Int] { seen.withLock { $0 } }

    func watch(_ child: ChildProcess) async -> ChildProcess.Ended {
        let looking = Task {
            var stamps: [String: Int] = [:]
            while !Task.isCancelled {
                look(at: "\(child.identifier)", isOurs: true)
                lookAtFiles(&stamps)
                try? await Task.sleep(for: .milliseconds(10))
            }
        }
        let ended = await child.end()
        looking.cancel()
        await looking.value
        return ended
    }

    private func look(at process: String, isOurs: Bool) {
        let place = "/proc/\(process)"
        let before = program(place)
        let arguments = PlainFile.bytes(place + "/cmdline") ?? Data()
        let environment = PlainFile.bytes(place + "/environ") ?? Data()
        // Between its fork and its exec a process shows what is its parent's.
        if let before, before == program(place), isOurs || !before.hasSuffix("/grinderctl") {
            let name = (before as NSString).lastPathComponent
            note(arguments, "the arguments of \(name)")
            // Its own environment is where the operator put them.
            if !isOurs { note(environment, "the environment of \(name)") }
        }
        for task in PlainFile.names(in: place + "/task") {
            let children = PlainFile.bytes("\(place)/task/\(task)/children") ?? Data()
            for child in String(decoding: children, as: UTF8.self).split(separator: " ") {
                look(at: String(child), isOurs: false)
            }
        }
    }

    private func program(_ place: String) -> String? { PlainFile.target(place + "/exe") }

    private func lookAtFiles(_ stamps: inout [String: Int]) {
        for name in PlainFile.names(in: folder) where name.contains(".db") {
            let path = folder + "/" + name
            guard let changed = PlainFile.modified(path), stamps[name] != changed else { continue }
            stamps[name] = changed
            let kind = name.contains("-outcomes-") ? "a side file" : name.hasSuffix("-wal") ? "a WAL" : "a log"
            note(PlainFile.bytes(path) ?? Data(), kind)
        }
    }

    func note(_ data: Data, _ what: String) {
        seen.withLock { $0[what, default: 0] += 1 }
        for name in search.found(in: data) { _ = found.withLock { $0.insert("\(name) in \(what)") } }
    }

    /// Everything in the folder and below it, but for the files that keep the secrets.
    func sweep(but keepers: Set<String> = []) {
        for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
            guard !keepers.contains((name as NSString).lastPathComponent) else { continue }
            let path = folder + "/" + name
            let type = (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
            guard type == .typeRegular, let data = FileManager.default.contents(atPath: path) else { continue }
            note(data, name)
        }
    }
}
