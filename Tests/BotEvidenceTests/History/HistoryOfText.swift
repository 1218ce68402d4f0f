import BotEvidence
import CZlib
import Foundation
import Testing
import TriageCore

/// The history of a log that is given on standard input; `now` is two days after the samples' run.
func history(
    _ text: String, naming ids: Set<ClientOrderID>? = nil, symbol: Symbol? = nil, since: String? = nil,
    until: String? = nil, now: String = "2026-03-10T00:00:00Z", zone: LogZone = .utc, limit: Int = 20_000
) async throws -> LogHistory {
    await history(
        Array(text.utf8), naming: ids, symbol: symbol, since: try since.map(moment), until: try until.map(moment),
        now: try moment(now), zone: zone, limit: limit)
}

func history(
    _ bytes: [UInt8], naming ids: Set<ClientOrderID>?, symbol: Symbol?, since: Timestamp?, until: Timestamp?,
    now: Timestamp, zone: LogZone, limit: Int
) async -> LogHistory {
    let found = await LogReader.history(
        [.standardInput], naming: ids, symbol: symbol, since: since, until: until, now: now, zone: zone,
        standardInput: chunks([bytes]), limit: limit)
    // Whatever a test reads: passing over plain lines finds what reading them all does.
    let all = await LogReader.history(
        [.standardInput], naming: ids, symbol: symbol, since: since, until: until, now: now, zone: zone,
        standardInput: chunks([bytes]), limit: limit, readsAll: true)
    #expect(found == all)
    return found
}

func moment(_ text: String) throws -> Timestamp { try #require(Timestamp(iso8601: text)) }

/// A log in `Samples/`: grinder's own, trimmed.
func sample(_ name: String) throws -> String {
    let url = try #require(Bundle.module.url(forResource: "Samples/\(name)", withExtension: nil))
    return try String(contentsOf: url, encoding: .utf8)
}

extension LogHistory {
    var times: [String] { events.map { $0.time?.moment.description ?? "-" } }
    var numbers: [Int] { events.map(\.number) }
}

/// As `gzip` writes it.
func gzipped(_ text: String) throws -> [UInt8] { try gzipped(Array(text.utf8)) }

func gzipped(_ bytes: [UInt8]) throws -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    try #require(deflateInit2_(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK)
    defer { deflateEnd(&stream) }
    var input = bytes
    return input.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        return [UInt8](unsafeUninitializedCapacity: input.count + 1_000) { output, used in
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            deflate(&stream, Z_FINISH)
            used = output.count - Int(stream.avail_out)
        }
    }
}
