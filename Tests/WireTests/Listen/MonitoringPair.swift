import Foundation
import OperatorStage

/// A real Prometheus and a real Alertmanager on loopback: Debian's packages, which `make test-packages` brings.
struct MonitoringPair {
    struct Missing: Error, CustomStringConvertible { let description: String }

    /// The rules and the route that are shipped, with short times.
    /// - Parameters:
    ///   - page: where the bot's metrics are, `127.0.0.1:PORT`.
    ///   - webhook: where `listen` is.
    static func run<T>(
        in folder: String, scraping page: String, telling webhook: String, _ body: () async throws -> T
    ) async throws -> T {
        let route = try text("docs/alertmanager.yml")
            .replacing("http://127.0.0.1:9097/webhook", with: webhook)
            .replacing("group_interval: 1m", with: "group_interval: 1s")
            .replacing("repeat_interval: 4h", with: "repeat_interval: 1s")
        try route.write(toFile: folder + "/alertmanager.yml", atomically: false, encoding: .utf8)
        let rules = try text("Runbooks/alerts.yaml")
            .replacing(/for: [0-9]+[smh]/, with: "for: 0s").replacing(/\[[0-9]+[smh]\]/, with: "[8s]")
        try rules.write(toFile: folder + "/rules.yaml", atomically: false, encoding: .utf8)
        let alertmanager = try start(
            ["prometheus-alertmanager", "alertmanager"],
            [
                "--config.file=\(folder)/alertmanager.yml", "--storage.path=\(folder)/alertmanager",
                "--web.listen-address=127.0.0.1:0", "--cluster.listen-address=",
            ], folder)
        return try await ending(alertmanager) {
            let address = try await address(of: alertmanager)
            try """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: ['\(folder)/rules.yaml']
            alerting: {alertmanagers: [{static_configs: [{targets: ['\(address)']}]}]}
            scrape_configs: [{job_name: grinder, static_configs: [{targets: ['\(page)']}]}]

            """.write(toFile: folder + "/prometheus.yml", atomically: false, encoding: .utf8)
            let prometheus = try start(
                ["prometheus"],
                [
                    "--config.file=\(folder)/prometheus.yml", "--storage.tsdb.path=\(folder)/prometheus",
                    "--web.listen-address=127.0.0.1:0",
                ], folder)
            return try await ending(prometheus) {
                _ = try await self.address(of: prometheus)
                return try await body()
            }
        }
    }

    static func program(_ names: [String]) throws -> String {
        let places = names.flatMap { ["/usr/bin/\($0)", "/usr/local/bin/\($0)"] }
        guard let found = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw Missing(description: "there is no \(names[0]) (Debian's package \(names[0])): make test-packages")
        }
        return found
    }

    private static func start(_ names: [String], _ words: [String], _ folder: String) throws -> ChildProcess {
        try ChildProcess.start(
            words, environment: ["PATH": "/usr/bin:/bin", "HOME": folder], folder: folder, program: try program(names))
    }

    /// Both say where they listen once they do.
    private static func address(of child: ChildProcess) async throws -> String {
        func said() -> String? {
            child.errorSoFar.firstMatch(of: /msg="Listening on" address=([0-9.:]+)/).map { String($0.1) }
        }
        try await eventually("it says where it listens: \(child.errorSoFar.suffix(500))") { said() != nil }
        return said() ?? ""
    }

    private static func ending<T>(_ child: ChildProcess, _ body: () async throws -> T) async throws -> T {
        let result: Result<T, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        child.send(signal: SIGTERM)
        _ = await child.end()
        return try result.get()
    }

    private static func text(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
