package import Foundation
import Glibc
import Synchronization

/// The built binary, started as an operator's shell would start it, with nothing but the environment it is given.
package final class ChildProcess: Sendable {
    package struct Ended: Sendable {
        /// The exit status; 128 + the signal's number when a signal ended it.
        package let exit: Int32
        package let output: Data
        package let error: Data

        package var outputText: String { String(decoding: output, as: UTF8.self) }
        package var errorText: String { String(decoding: error, as: UTF8.self) }
    }

    /// Where its stdout goes.
    package enum Output: Sendable {
        case captured
        /// An existing file or device, like `/dev/full`.
        case path(String)
        /// A pipe nobody reads any more.
        case closedPipe
    }

    private static let starting = Mutex(())

    package let identifier: pid_t
    private let outputPath: String?
    private let errorPath: String
    private let ending: Task<Int32, Never>

    /// Beside the test bundle, which is where the build puts both.
    package static var binary: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = [CommandLine.arguments.first ?? "", own].map {
            URL(filePath: $0).deletingLastPathComponent().appending(path: "grinderctl").path
        }
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: ".build/debug/grinderctl").path
        return (beside + [root]).first { FileManager.default.isExecutableFile(atPath: $0) } ?? root
    }

    /// - Parameters:
    ///   - folder: where its output is kept until it has been read.
    ///   - terminal: all three of its streams, instead of files.
    ///   - prefix: words before the binary, like `setpriv --reuid=65534`.
    package static func start(
        _ words: [String], environment: [String: String], folder: String, input: String = "",
        output: Output = .captured, prefix: [String] = [], program: String = ChildProcess.binary,
        terminal: FileHandle? = nil
    ) throws -> ChildProcess {
        let name = folder + "/child-" + UUID().uuidString
        try input.write(toFile: name + ".in", atomically: false, encoding: .utf8)
        let command = prefix + [program] + words
        let process = Process()
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.environment = environment
        process.standardInput = FileHandle(forReadingAtPath: name + ".in")
        var outputPath: String?
        switch output {
        case .captured:
            outputPath = name + ".out"
            process.standardOutput = try created(name + ".out")
        case .path(let path):
            process.standardOutput = FileHandle(forWritingAtPath: path)
        case .closedPipe:
            let pipe = Pipe()
            process.standardOutput = pipe.fileHandleForWriting
            try pipe.fileHandleForReading.close()
        }
        process.standardError = try created(name + ".err")
        if let terminal {
            process.standardInput = terminal
            process.standardOutput = terminal
            process.standardError = terminal
        }
        let (ends, reporter) = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { ended in
            let signalled = ended.terminationReason == .uncaughtSignal
            reporter.yield(signalled ? 128 + ended.terminationStatus : ended.terminationStatus)
            reporter.finish()
        }
        // Foundation's run() is not safe beside another one.
        try starting.withLock { _ in try process.run() }
        // The child has its own by now; a terminal is looked at afterwards.
        if terminal == nil {
            for channel in [process.standardInput, process.standardOutput, process.standardError] {
                try? (channel as? FileHandle)?.close()
            }
        }
        let ending = Task<Int32, Never> {
            var exit: Int32 = -1
            for await status in ends { exit = status }
            return exit
        }
        return ChildProcess(
            identifier: process.processIdentifier, outputPath: outputPath, errorPath: name + ".err", ending: ending)
    }

    private init(identifier: pid_t, outputPath: String?, errorPath: String, ending: Task<Int32, Never>) {
        self.identifier = identifier
        self.outputPath = outputPath
        self.errorPath = errorPath
        self.ending = ending
    }

    private static func created(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(filePath: path))
        return try FileHandle(forWritingTo: URL(filePath: path))
    }

    package func send(signal number: Int32) { kill(identifier, number) }

    /// What it has said on stdout so far.
    package var outputSoFar: String {
        outputPath.flatMap { FileManager.default.contents(atPath: $0) }.map { String(decoding: $0, as: UTF8.self) }
            ?? ""
    }

    /// What it has said on stderr so far.
    package var errorSoFar: String {
        String(decoding: FileManager.default.contents(atPath: errorPath) ?? Data(), as: UTF8.self)
    }

    /// What everybody on the machine can read of it.
    package var commandLine: String {
        String(decoding: PlainFile.bytes("/proc/\(identifier)/cmdline") ?? Data(), as: UTF8.self)
    }

    /// A child that has not ended by then is killed: its exit is then 137, and no test waits for ever.
    package static let patience = Duration.seconds(900)

    /// The files it holds open or mapped.
    package var openFiles: [String] {
        let folder = "/proc/\(identifier)/fd"
        let held = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
        }
        let maps = (try? String(contentsOfFile: "/proc/\(identifier)/maps", encoding: .utf8)) ?? ""
        return held + maps.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) }
    }

    package func end() async -> Ended {
        let watchdog = Task { [identifier] in
            try await Task.sleep(for: Self.patience)
            kill(identifier, SIGKILL)
        }
        let exit = await ending.value
        watchdog.cancel()
        let output = outputPath.flatMap { FileManager.default.contents(atPath: $0) } ?? Data()
        return Ended(exit: exit, output: output, error: FileManager.default.contents(atPath: errorPath) ?? Data())
    }
}

extension ChildProcess {
    /// Whether these bytes stand anywhere in its writable memory.
    package func memoryHolds(_ bytes: Data) -> Bool {
        let maps = (try? String(contentsOfFile: "/proc/\(identifier)/maps", encoding: .utf8)) ?? ""
        let memory = open("/proc/\(identifier)/mem", O_RDONLY)
        guard memory >= 0, !maps.isEmpty else { return false }
        defer { close(memory) }
        for line in maps.split(separator: "\n") {
            let words = line.split(separator: " ")
            let ends = words[0].split(separator: "-").compactMap { Int($0, radix: 16) }
            guard words[1].hasPrefix("rw"), ends.count == 2, ends[1] - ends[0] <= 1 << 28 else { continue }
            var part = Data(count: ends[1] - ends[0])
            let count = part.withUnsafeMutableBytes { pread(memory, $0.baseAddress, $0.count, ends[0]) }
            if count > 0, part.prefix(count).range(of: bytes) != nil { return true }
        }
        return false
    }
}
