import Foundation
import Glibc
import OperatorStage
import Testing

/// `sandbox serve --scenario` with its bot, as a shell uses it.
@Suite struct SandboxBotTests {
    private static let binary = ChildProcess.binary

    private func bash(_ script: String, in folder: String) async throws -> ChildProcess.Ended {
        // On the path, as it is installed: a function would stay a shell of its own, with the pipe of `$(…)` in its hands.
        let programs = folder + "/bin"
        try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: programs + "/grinderctl", withDestinationPath: Self.binary)
        return try await ChildProcess.start(
            ["-c", script], environment: ["HOME": folder, "PATH": programs + ":/usr/bin:/bin"], folder: folder,
            program: "/bin/bash"
        ).end()
    }

    private func scratch<T>(_ body: (String) async throws -> T) async throws -> T {
        let folder = FileManager.default.temporaryDirectory.path + "/grinderctl-served-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await OperatorStage.turn { try await body(folder) }
    }

    @Test(arguments: ["orphaned-grid-order", "gateway-two-bots", "reset-ha-pair", "instance-stopped"])
    func `the first line names the bot, whose files go when it is told to stop`(_ scenario: String) async throws {
        try await scratch { folder in
            let server = try ChildProcess.start(
                ["sandbox", "serve", "--scenario", scenario], environment: ["TMPDIR": folder], folder: folder)
            try await eventually("the sandbox says where it listens") { server.outputSoFar.hasSuffix("\n") }
            let names = try #require(
                try JSONSerialization.jsonObject(with: Data(server.outputSoFar.utf8)) as? [String: String])
            for name in ["baseURL", "wsURL", "apiKey", "apiSecret", "health", "metrics", "logs", "expected"] {
                #expect(names[name]?.isEmpty == false, "\(name)")
            }
            let logs = try #require(names["logs"])
            #expect(FileManager.default.fileExists(atPath: logs))
            server.send(signal: SIGTERM)
            #expect(await server.end().exit == 0)
            #expect(!FileManager.default.fileExists(atPath: logs))
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left.filter { $0.hasPrefix("grinderctl-sandbox") }.isEmpty)
        }
    }

    @Test func `what it exports is all a shell needs, and its process id ends it`() async throws {
        try await scratch { folder in
            let ended = try await bash(
                """
                eval "$(grinderctl sandbox serve --scenario orphaned-grid-order --export 2>/dev/null &)"
                grinderctl triage unexpected grinder_d_BTCUSDT_3_1772964000_41 --json -q; echo "exit $?"
                grinderctl scan -q >/dev/null 2>&1; echo "exit $?"
                echo "$GRINDERCTL_ENV $BINANCE_API_KEY $BINANCE_API_SECRET $GRINDERCTL_WS_URL"
                kill "$GRINDERCTL_SANDBOX_PID"
                for i in $(seq 200); do [ -e "$GRINDERCTL_LOGS" ] || break; sleep 0.05; done
                [ -e "$GRINDERCTL_LOGS" ] && echo left || echo gone
                """, in: folder)
            let lines = ended.outputText.split(separator: "\n").map(String.init)
            #expect(lines.count == 5, "\(ended.outputText) \(ended.errorText)")
            #expect(lines.first?.contains(#""code":"orphaned""#) == true)
            #expect(lines.dropFirst().first == "exit 1")
            #expect(lines.dropFirst(2).first == "exit 1")
            #expect(lines.dropFirst(3).first?.split(separator: " ").count == 4)
            #expect(lines.last == "gone")
        }
    }

    @Test func `nothing but export lines, each a value that a shell reads back`() async throws {
        try await scratch { folder in
            let server = try ChildProcess.start(
                ["sandbox", "serve", "--scenario", "reset-ha-pair", "--export"], environment: ["TMPDIR": folder],
                folder: folder)
            try await eventually("the sandbox exports") { server.outputSoFar.contains("GRINDERCTL_SANDBOX_PID") }
            let lines = server.outputSoFar.split(separator: "\n").map(String.init)
            #expect(lines.allSatisfy { $0.hasPrefix("export ") })
            let names = lines.map { $0.dropFirst("export ".count).prefix { $0 != "=" } }.map(String.init)
            #expect(
                names == [
                    "GRINDERCTL_ENV", "GRINDERCTL_BASE_URL", "GRINDERCTL_WS_URL", "BINANCE_API_KEY",
                    "BINANCE_API_SECRET", "GRINDERCTL_HEALTH", "GRINDERCTL_METRICS", "GRINDERCTL_LOGS",
                    "GRINDERCTL_EXPECTED", "GRINDERCTL_CONFIG", "GRINDERCTL_SANDBOX_PID",
                ])
            #expect(lines.last == "export GRINDERCTL_SANDBOX_PID=\(server.identifier)")
            server.send(signal: SIGTERM)
            #expect(await server.end().exit == 0)
        }
    }

    /// The commands of the README's blocks of one kind (`console`, or none), continued lines joined.
    private static func commands(ofBlocks kind: String) throws -> [(command: String, exit: Int32?)] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        var found: [(command: String, exit: Int32?)] = []
        var block: String?
        for line in readme.replacing("\\\n", with: " ").split(separator: "\n").map(String.init) {
            if line.hasPrefix("```") {
                block = block == nil ? String(line.dropFirst(3)) : nil
            } else if block == kind {
                let isTyped = kind != "console" || line.hasPrefix("$ ")
                let command = line.hasPrefix("$ ") ? String(line.dropFirst(2)) : line
                if isTyped, command.firstMatch(of: #/^([A-Z_]+=\S+ )?grinderctl /#) != nil {
                    found.append((command, nil))
                }
                if let match = line.wholeMatch(of: /\[exit ([0-9]+)\]/), !found.isEmpty {
                    found[found.count - 1].exit = Int32(match.1)
                }
            }
        }
        return found
    }

    @Test func `the README's sessions, typed at the scenario that it names, end as they are shown`() async throws {
        let sessions = try Self.commands(ofBlocks: "console")
        #expect(sessions.count >= 6)
        let script = sessions.map { "\($0.command) >/dev/null 2>&1; echo $?" }.joined(separator: "\n")
        try await scratch { folder in
            let ended = try await bash(
                """
                eval "$(grinderctl sandbox serve --scenario readme --export 2>/dev/null &)"
                trap 'kill "$GRINDERCTL_SANDBOX_PID"' EXIT
                \(script)
                """, in: folder)
            let exits = ended.outputText.split(separator: "\n").map { Int32($0) }
            #expect(exits == sessions.map(\.exit), "\(ended.errorText)")
        }
    }

    @Test func `the README's commands for an account are understood, typed at that scenario`() async throws {
        let all = try Self.commands(ofBlocks: "").map { $0.command.replacing(##/ +#.*/##, with: "") }.filter {
            command in
            // What installs, plays, or waits is not typed here; an approval needs a second person.
            !command.contains(/sandbox serve|drill|approve|--plan|stream watch|listen|\$check/)
        }
        // What looks into the audit log comes behind what writes it.
        let looks = #/grinderctl (audit|incident) /#
        let typed = all.filter { !$0.contains(looks) } + all.filter { $0.contains(looks) }
        #expect(typed.count >= 6)
        let script = typed.map { command in
            let line = command.replacing("CID", with: "grinder_d_BTCUSDT_3_1772964000_41")
                .replacing("'/var/log/grinder/*.log'", with: "\"$GRINDERCTL_LOGS\"")
                .replacing("expected_orders.jsonl", with: "\"$GRINDERCTL_EXPECTED\"")
                .replacing("'…'", with: "'left behind'")
            return "\(line) </dev/null >/dev/null 2>/dev/null; echo $?"
        }.joined(separator: "\n")
        try await scratch { folder in
            let ended = try await bash(
                """
                cd '\(folder)'
                eval "$(grinderctl sandbox serve --scenario readme --export 2>/dev/null &)"
                trap 'kill "$GRINDERCTL_SANDBOX_PID"' EXIT
                \(script)
                """, in: folder)
            let exits = ended.outputText.split(separator: "\n")
            #expect(exits.count == typed.count, "\(ended.errorText)")
            for (command, exit) in zip(typed, exits) { #expect(["0", "1", "3"].contains(exit), "\(command)") }
        }
    }
}
