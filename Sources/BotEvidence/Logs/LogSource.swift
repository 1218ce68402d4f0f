import Dispatch
import FoundationEssentials
import Glibc
import TriageCore

/// Where log lines come from, as `--logs` names it.
package enum LogSource: Sendable, Hashable {
    case file(String)
    /// `-`: its bytes are handed to the search by the caller.
    case standardInput
    /// What a person pasted.
    case pasted(String)
    /// What a command prints.
    case command(LogCommand)

    /// The path, `standard input`, `pasted line`, or the command's name.
    package var name: String {
        switch self {
        case .file(let path): path
        case .standardInput: "standard input"
        case .pasted: LogEvent.pasted
        case .command(let command): command.name
        }
    }

    /// Whether a text is a line of a log, which proves or may prove something, and not a name with words around it.
    package static func isLine(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let marks: [StaticString] = ["HTTP/", "/fapi/", "ClientOrderId="]
        return bytes.contains { $0 <= 0x20 }
            && (text.split(whereSeparator: \.isNewline).contains { LogEntry(Array($0.utf8)).isCatalogued }
                || marks.contains { bytes.firstIndex(of: $0) != nil })
    }

    /// Expands the arguments of `--logs`, in their order: a path, a glob (`*` `?` `[...]`, a leading `~`; by name),
    /// a directory (its `*.log*` files, by name) or `-`. A file reached twice counts once.
    ///
    /// Whether a file can be read shows when it is searched.
    package static func resolve(
        _ arguments: [String], home: String? = ProcessInfo.processInfo.environment["HOME"]
    ) throws(LogSourceProblem) -> [LogSource] {
        var sources: [LogSource] = []
        var seen: Set<String> = []
        for argument in arguments {
            for source in try expand(argument, home: home) {
                if seen.insert(source.identity).inserted { sources.append(source) }
            }
        }
        return sources
    }

    private static func expand(_ argument: String, home: String?) throws(LogSourceProblem) -> [LogSource] {
        guard argument != "-" else { return [.standardInput] }
        guard !argument.isEmpty else { throw LogSourceProblem(argument: argument, detail: "a log needs a name") }
        let path = withHome(argument, home: home)
        if let kind = kind(of: path) {
            guard kind == S_IFDIR else { return [.file(path)] }
            return try logs(in: path, named: argument)
        }
        guard path.contains(where: { "*?[".contains($0) }) else {
            throw LogSourceProblem(argument: argument, detail: "there is no such file or directory")
        }
        let matches = try matching(path, named: argument)
        let files = matches.filter { kind(of: $0) != S_IFDIR }
        guard files.isEmpty else { return files.map { .file($0) } }
        var found: [LogSource] = []
        for directory in matches { found += try logs(in: directory, named: argument) }
        return found
    }

    private static func logs(in directory: String, named argument: String) throws(LogSourceProblem) -> [LogSource] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory)
        } catch {
            throw LogSourceProblem(argument: argument, detail: "the directory \(directory) cannot be listed")
        }
        let folder = directory.hasSuffix("/") ? directory : directory + "/"
        let files = names.filter { $0.contains(".log") && !$0.hasPrefix(".") }.map { folder + $0 }
            .filter { kind(of: $0) != S_IFDIR }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        guard !files.isEmpty else {
            throw LogSourceProblem(argument: argument, detail: "the directory \(directory) holds no *.log* file")
        }
        return files.map { .file($0) }
    }

    private static func matching(_ pattern: String, named argument: String) throws(LogSourceProblem) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        switch glob(pattern, GLOB_ERR, nil, &found) {
        case 0: break
        case GLOB_NOMATCH: throw LogSourceProblem(argument: argument, detail: "no file matches it")
        default: throw LogSourceProblem(argument: argument, detail: "a directory on its way cannot be listed")
        }
        let paths = (0..<Int(found.gl_pathc)).compactMap { index in found.gl_pathv[index].map { String(cString: $0) } }
        return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func withHome(_ path: String, home: String?) -> String {
        guard let home, path == "~" || path.hasPrefix("~/") else { return path }
        return home + path.dropFirst()
    }

    private static func kind(of path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    /// What two names of one file share.
    private var identity: String {
        guard case .file(let path) = self, let real = realpath(path, nil) else { return name }
        defer { free(real) }
        return String(cString: real)
    }
}

/// A `--logs` argument that names nothing (the shell's exit 66).
package struct LogSourceProblem: Error, Sendable, Hashable {
    /// As it was given.
    package let argument: String
    /// Without the argument's name (but a directory's) and without a full stop at its end.
    package let detail: String

    package init(argument: String, detail: String) {
        self.argument = argument
        self.detail = detail
    }
}

/// A command whose output is a log: `kubectl logs deploy/grinder --since-time={since}`, `ssh bot-1 journalctl -u grinder`.
package struct LogCommand: Sendable, Hashable {
    /// How far back is asked where nobody says, in milliseconds.
    package static let reach = TimeSpan.day
    package static let timeout = Duration.seconds(30)

    /// The source that is shown.
    package let name: String
    /// For `/bin/sh -c`; `{since}` and `{until}` stand for moments as ISO 8601 has them, in UTC.
    package let text: String
    let environment: [String: String]
    let timeout: Duration

    /// - Parameter environment: all of it; it holds no key of the exchange.
    package init(
        name: String, text: String, environment: [String: String], timeout: Duration = LogCommand.timeout
    ) {
        self.name = name
        self.text = text
        self.environment = environment
        self.timeout = timeout
    }

    /// It is told from when on: what lies before is not in what it prints.
    var begins: Bool { text.contains("{since}") }
    var ends: Bool { text.contains("{until}") }

    /// The first `{word}` that was meant as a moment and is none: a slip of `{since}` or `{until}`, or another tool's word
    /// for one. What a shell, awk or a template writes between braces (`${HOME}`, `{print $1}`, `{{.Name}}`, `{}`) is not.
    package static func strangePlaceholder(in text: String) -> String? {
        for match in text.matches(of: #/(?<before>[${]?)\{(?<word>[A-Za-z][A-Za-z_-]*)\}(?<after>\}?)/#) {
            let word = String(match.word)
            guard match.before.isEmpty, match.after.isEmpty, word != "since", word != "until" else { continue }
            if momentWords.contains(word.lowercased()) || isSlip(word.lowercased()) { return word }
        }
        return nil
    }

    private static let momentWords: Set<String> = [
        "from", "to", "start", "end", "begin", "stop", "now", "time", "date", "after", "before", "span", "window",
    ]

    /// At most two letters added, lost or exchanged.
    private static func isSlip(_ word: String) -> Bool {
        ["since", "until"].contains { wanted in
            let change = Array(word).difference(from: Array(wanted))
            return max(change.insertions.count, change.removals.count) <= 2
        }
    }

    func chunks(over span: TimeSpan) -> LogChunks {
        let text = text.replacing("{since}", with: "\(span.from)").replacing("{until}", with: "\(span.to)")
        return CommandOutput.chunks(
            of: Program(path: "/bin/sh", arguments: ["-c", text], environment: environment, timeout: timeout))
    }
}

/// What standard input or a command gives, chunk by chunk.
package typealias LogChunks = AsyncThrowingStream<[UInt8], any Error>

/// A stream of bytes that cannot be opened by name.
package enum StandardInput {
    private struct Failed: Error {}
    private static let chunkSize = 262_144

    /// What `descriptor` gives until its end, read as it is asked for: no more than one chunk is held.
    /// The waiting is done on a thread of its own.
    package static func chunks(descriptor: Int32 = STDIN_FILENO) -> LogChunks {
        let queue = DispatchQueue(label: "grinderctl.standard-input")
        return LogChunks(unfolding: {
            try await withCheckedThrowingContinuation { continuation in
                queue.async { continuation.resume(with: next(descriptor)) }
            }
        })
    }

    private static func next(_ descriptor: Int32) -> Result<[UInt8]?, any Error> {
        var count = -1
        let bytes = [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, used in
            repeat { count = read(descriptor, buffer.baseAddress, chunkSize) } while count < 0 && errno == EINTR
            used = max(0, count)
        }
        guard count >= 0 else { return .failure(Failed()) }
        return .success(bytes.isEmpty ? nil : bytes)
    }
}
