import BotEvidence
import Foundation
import Glibc
import Testing
import TriageCore

@Suite struct StatusCommandTests {
    @Test func `a command inherits no descriptor but its own three`() async {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let seen = await Program(
            path: "/bin/sh", arguments: ["-c", "for f in /proc/$$/fd/*; do echo ${f##*/}; done"], environment: [:],
            timeout: .seconds(900)
        ).run()
        let numbers = seen.output.split(separator: "\n").compactMap { Int32($0) }
        #expect(Set(numbers).isSuperset(of: [0, 1, 2]))
        // The shell opens what it lists, and dash its script, itself.
        #expect(!numbers.contains(ends[0]) && !numbers.contains(ends[1]), "\(seen.output)")
    }

    @Test(arguments: [
        "echo active", "echo true", "echo '\"running\"'", "echo 'Active: active (running)'", "echo activating",
        "echo UP",
        "echo paused", "true", "echo; exit 0", "echo down; echo up",
        "yes no | head -c 210000; echo up",
    ])
    func `a word of running, or silence and success, is running`(command: String) async {
        #expect(await Self.state(command) == .running)
    }

    @Test(arguments: [
        "echo inactive; exit 3", "echo false", "echo 'inactive (dead)'; exit 3", "echo failed; exit 3",
        "echo no; exit 1",
        "false", "exit 3", "echo Exited", "echo false; echo warning >&2",
    ])
    func `a word of stopped, or a silent 1 or 3, is stopped`(command: String) async {
        #expect(await Self.state(command) == .stopped)
    }

    @Test(arguments: [
        ("echo active; exit 1", "said “active” with exit status 1"),
        ("echo inactive; exit 4", "said “inactive” with exit status 4"),
        ("echo false; echo no such object >&2; exit 1", "said “false” with exit status 1: no such object"),
        ("echo is not running", "said “is not running” with exit status 0"),
        ("echo active; echo inactive", "said “active” with exit status 0"),
        ("echo not stopped", "said “not stopped” with exit status 0"),
        ("echo perhaps", "said “perhaps” with exit status 0"),
        ("echo '[]'; exit 1", "said “[]” with exit status 1"),
        ("echo Unit not found. >&2; exit 3", "said nothing and ended with exit status 3: Unit not found."),
        ("exit 4", "said nothing and ended with exit status 4"), ("kill -9 $$", "was ended by signal 9"),
        ("echo inactive; kill -15 $$", "was ended by signal 15"),
        ("echo token=hunter22 >&2; exit 2", "said nothing and ended with exit status 2: token=<redacted>"),
    ])
    func `anything else is unclear and says why`(command: String, reason: String) async {
        #expect(await Self.state(command) == .unclear("the status command \(reason)"))
    }

    @Test func `a command that is not there is unclear`() async throws {
        let state = try #require(await Self.state("no-such-command-here"))
        #expect("\(state)".contains("unclear"))
        #expect("\(state)".contains("exit status 127"))
    }

    @Test func `a command that does not end is killed with its group`() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.at("pid")
            let state = await Self.state("sleep 600 & echo $! > \(file); echo up; wait", timeout: .seconds(10))
            #expect(state == .unclear("the status command did not end in time and was killed"))
            let child = try #require(try Self.process(in: file))
            #expect(await Self.ends(child))
        }
    }

    @Test func `what a command leaves running does not hold the answer`() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.at("pid")
            #expect(await Self.state("sleep 600 & echo $! > \(file); echo up") == .running)
            let child = try #require(try Self.process(in: file))
            #expect(kill(child, SIGKILL) == 0)
        }
    }

    @Test func `a command sees three variables and no input`() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.at("env")
            _ = await Self.state(
                "cat; env | cut -d= -f1 | sort > \(path)",
                environment: ["PATH": "/usr/bin:/bin", "HOME": "/", "LANG": "C", "BINANCE_API_SECRET": "x"])
            let names = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            // The shell adds PWD, SHLVL and _ itself.
            #expect(Set(names).subtracting(["PWD", "SHLVL", "_", "OLDPWD"]) == ["PATH", "HOME", "LANG"])
        }
    }

    @Test func `many commands at once each get their own answer`() async {
        let sources = (0..<20).map {
            InstanceSource(name: "\($0)", health: nil, statusCommand: $0 % 2 == 0 ? "echo up" : "echo down")
        }
        let reports = await InstanceProbe(commandTimeout: .seconds(900)).probe(sources) { nil }
        #expect(reports.map(\.service) == (0..<20).map { $0 % 2 == 0 ? .running : .stopped })
    }

    private static func process(in file: String) throws -> pid_t? {
        pid_t(try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .newlines))
    }

    /// Its parent is gone: whoever adopts it reaps it in its own time, so a zombie has ended.
    private static func ends(_ process: pid_t) async -> Bool {
        for _ in 0..<90_000 {
            let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
            guard let state = status?.split(separator: " ").dropFirst(2).first, state != "Z", state != "X" else {
                return true
            }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    private static func state(
        _ command: String, environment: [String: String] = ["PATH": "/usr/bin:/bin"], timeout: Duration = .seconds(900)
    ) async -> InstanceReport.ServiceState? {
        let probe = InstanceProbe(
            environment: environment, redaction: Redaction(secrets: ["hunter22"]), commandTimeout: timeout)
        return await probe.probe([InstanceSource(name: "bot", health: nil, statusCommand: command)]) { nil }.first?
            .service
    }
}
