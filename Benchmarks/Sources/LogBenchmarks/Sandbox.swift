import Foundation

/// The embedded exchange, as a process of its own until `stop()`.
struct Sandbox {
    private struct Greeting: Decodable {
        let baseURL: String
        let apiKey: String
        let apiSecret: String
    }

    private let process = Process()
    private let greeting: Greeting

    init(binary: URL) throws {
        let output = Pipe()
        process.executableURL = binary
        process.arguments = ["sandbox", "serve", "--scenario", "orphaned-grid-order"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { break }
            line += more
        }
        do {
            greeting = try JSONDecoder().decode(Greeting.self, from: line)
        } catch {
            process.terminate()
            throw error
        }
    }

    var flags: [String] { ["--env", "sandbox", "--base-url", greeting.baseURL] }
    var environment: [String: String] {
        ["BINANCE_API_KEY": greeting.apiKey, "BINANCE_API_SECRET": greeting.apiSecret]
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
