import Foundation
import OperatorStage

/// One line, typed into a shell on a terminal of 80 columns and 24 rows.
struct TypedLine {
    /// What stands on the screen, from the answer's first row on.
    let shown: ShownScreen
    /// All of it.
    let rows: [String]

    private static let mark = "== exit "

    /// - Parameters:
    ///   - line: as it is pasted; what asks a question gets no answer.
    ///   - first: how the answer's first row may begin.
    init(
        _ line: String, on stage: OperatorStage, with changes: [String: String?] = [:],
        beginning first: (String) -> Bool = { _ in true }
    ) async throws {
        let bin = stage.folder + "/bin"
        if !FileManager.default.fileExists(atPath: bin) {
            try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: false)
            try FileManager.default.createSymbolicLink(
                atPath: bin + "/grinderctl", withDestinationPath: ChildProcess.binary)
        }
        var environment = stage.environment.merging(
            ["TERM": "xterm", "LANG": "C.UTF-8", "PATH": "\(bin):/usr/bin:/bin"], uniquingKeysWith: { $1 })
        for (name, value) in changes { environment[name] = value }
        let terminal = try Terminal(columns: 80, rows: 24)
        let child = try ChildProcess.start(
            ["-c", "{ \(line)\n} </dev/null; printf '\(Self.mark)%s.\\n' $?"], environment: environment,
            folder: stage.folder, prefix: ["/usr/bin/setsid", "--ctty", "--wait"], program: "/bin/sh",
            terminal: terminal.device)
        _ = await child.end()
        try await eventually("the shell says how it ended") {
            terminal.text.firstMatch(of: #/== exit [0-9]+\./#) != nil
        }
        var rows = Screen(terminal.text).lines.map { $0.filter { $0 != "\r" } }
        let end = rows.lastIndex { $0.hasPrefix(Self.mark) } ?? rows.count - 1
        let exit = Int32(rows[end].dropFirst(Self.mark.count).prefix { $0.isNumber }) ?? -1
        rows = Array(rows[..<end])
        self.rows = rows
        let begin = rows.firstIndex(where: first) ?? 0
        shown = ShownScreen(output: rows[begin...].joined(separator: "\n"), exit: exit)
    }

    /// With the reason and the fact that are left to a person.
    static func filled(_ line: String) -> String {
        line.replacing("'…'", with: "'left behind'").replacing("=…", with: "=yes")
    }
}

extension OperatorStage {
    /// Readable by its owner alone, as a configuration has to be.
    func write(_ text: String, to name: String) throws -> String {
        let path = folder + "/" + name
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return path
    }
}
