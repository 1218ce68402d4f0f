import Foundation
import OperatorStage
import Testing

/// The built binary as `listen`, and the files its `--notify` leaves.
struct ListeningChild {
    let child: ChildProcess
    let port: Int
    let folder: String

    static func start(_ stage: OperatorStage, _ more: [String] = [], with changes: [String: String?] = [:]) async throws
        -> ListeningChild
    {
        let folder = stage.folder + "/told"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        // Whole or not there.
        let notify = "cat > '\(folder)/.part.'$$ && mv '\(folder)/.part.'$$ '\(folder)/'$$"
        let child = try stage.start(["listen", "--bind", "127.0.0.1:0", "--notify", notify] + more, with: changes)
        try await eventually("listen says where: \(child.errorSoFar)") { child.outputSoFar.hasSuffix("\n") }
        let url = try #require(JSONTree(text: child.outputSoFar)["url"].text)
        let port = try #require(url.split(separator: ":").last.flatMap { Int($0.prefix { $0.isNumber }) })
        return ListeningChild(child: child, port: port, folder: folder)
    }

    var url: String { "http://127.0.0.1:\(port)/webhook" }

    /// What was told so far.
    var told: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { !$0.hasPrefix(".") }.compactMap {
            FileManager.default.contents(atPath: folder + "/" + $0).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    func metric(_ name: String) async -> Int {
        let page = await RawHTTP.get("/metrics", from: port)?.body ?? ""
        let line = page.split(separator: "\n").first { $0.hasPrefix("grinderctl_listen_\(name) ") }
        return line.flatMap { $0.split(separator: " ").last.flatMap { Int($0) } } ?? 0
    }

    /// Resident memory, in KiB.
    var residentMemory: Int {
        let status = (try? String(contentsOfFile: "/proc/\(child.identifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { $0.split(separator: " ").dropFirst().first.flatMap { Int($0) } } ?? 0
    }
}
