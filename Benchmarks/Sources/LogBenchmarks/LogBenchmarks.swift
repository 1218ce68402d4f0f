import Foundation

/// How fast the built grinderctl reads logs, beside `grep -c`. See README.md.
@main
struct LogBenchmarks {
    private let binary: URL
    private let megabytes: Int
    private let folder: URL

    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        let binary = arguments.first ?? "../.build/release/grinderctl"
        guard arguments.count <= 2, let megabytes = Int(arguments.dropFirst().first ?? "50"), megabytes > 0,
            FileManager.default.isExecutableFile(atPath: binary)
        else {
            print("usage: LogBenchmarks [GRINDERCTL [MEGABYTES]]; \(binary) must be a built grinderctl")
            exit(64)
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let url = URL(fileURLWithPath: binary).standardizedFileURL
        try LogBenchmarks(binary: url, megabytes: megabytes, folder: folder).run()
    }

    private func run() throws {
        let sandbox = try Sandbox(binary: binary)
        defer { sandbox.stop() }
        print("MB/s\(String(repeating: " ", count: 23))grep -c   triage missing   timeline")
        for form in BotLog.Form.allCases {
            for percent in [0, 100] { try measure(BotLog(form: form, relevantPercent: percent), sandbox) }
        }
    }

    private func measure(_ log: BotLog, _ sandbox: Sandbox) throws {
        let file = folder.appendingPathComponent("grinder.log")
        let empty = folder.appendingPathComponent("empty.log")
        try Data().write(to: empty)
        let size = try write(log, to: file)
        let grep = try seconds(URL(fileURLWithPath: "/usr/bin/env"), ["grep", "-c", "RECONCILE", file.path], [:])
        let reading = ["--no-audit", "--no-input", "--json", "--logs"]
        let commands = [["triage", "missing", "grinder_d_BTCUSDT_1_1772971200_7"], ["timeline", "BTCUSDT"]]
        let own = try commands.map { command in
            let fixed = command + sandbox.flags + reading
            // What it takes to start and to ask the exchange is not reading.
            let overhead = try seconds(binary, fixed + [empty.path], sandbox.environment)
            return try seconds(binary, fixed + [file.path], sandbox.environment) - overhead
        }
        let rates = zip([grep] + own, [7, 17, 11]).map { taken, width in
            let rate = String(Int(Double(size) / 1e6 / max(taken, 0.001)))
            return String(repeating: " ", count: width - rate.count) + rate
        }
        print(log.name.padding(toLength: 27, withPad: " ", startingAt: 0) + rates.joined())
    }

    private func write(_ log: BotLog, to file: URL) throws -> Int {
        var log = log
        var bytes: [UInt8] = []
        while bytes.count < megabytes * 1_000_000 { bytes += log.line().utf8 }
        try Data(bytes).write(to: file)
        return bytes.count
    }

    /// The best of three, wall clock.
    private func seconds(_ executable: URL, _ arguments: [String], _ environment: [String: String]) throws -> Double {
        var best = Double.infinity
        for _ in 0..<3 {
            let process = Process()
            process.executableURL = executable
            process.arguments = arguments
            process.environment = environment.merging(["HOME": folder.path, "PATH": "/usr/bin:/bin", "LC_ALL": "C"]) {
                own, _ in own
            }
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            let start = ContinuousClock.now
            try process.run()
            process.waitUntilExit()
            // What is found or not known is no failure of the reading.
            guard (0...2).contains(process.terminationStatus) else {
                throw Failure(command: arguments, status: process.terminationStatus)
            }
            best = min(best, (ContinuousClock.now - start) / .seconds(1))
        }
        return best
    }

    private struct Failure: Error {
        let command: [String]
        let status: Int32
    }
}
