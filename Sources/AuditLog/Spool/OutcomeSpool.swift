import Crypto
import Glibc
import JSON
import Synchronization
import TriageCore

/// Room on the disk beside the log, taken before a request is sent: what became of it is written here when the log can
/// take it no more. The next command that records takes it in and removes the file.
///
/// `PATH-outcomes-XXXX`, 0600, locked (`flock`) by the process that may write to it. Each record is one line, its SHA-256
/// before it; zeros follow the last.
package final class OutcomeSpool: Sendable {
    static let size = 256 * 1_024

    package let path: String
    private let descriptor: Int32
    private let state = Mutex(State())

    private struct State {
        var offset = 0
        var records = 0
        var isReleased = false
    }

    /// Makes the file and has it on the disk, zeros and name.
    static func make(beside file: LogFile) throws(AuditFailure) -> OutcomeSpool {
        let path = file.path + infix + String(UInt64.random(in: .min ... .max), radix: 16)
        let draft = path + unfinished
        let descriptor = open(draft, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw file.failure(kind(errno), "no room for an outcome: \(systemError())") }
        let zeros = [UInt8](repeating: 0, count: size)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, write(zeros, at: 0, to: descriptor), fsync(descriptor) == 0,
            rename(draft, path) == 0
        else {
            let failure = file.failure(kind(errno), "no room for an outcome: \(systemError())")
            unlink(draft)
            close(descriptor)
            throw failure
        }
        let spool = OutcomeSpool(path: path, descriptor: descriptor)
        try file.sync(folder: file.folder)
        return spool
    }

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    static let infix = "-outcomes-"
    static let unfinished = ".new"
    static let damaged = ".damaged"

    private static func kind(_ code: Int32) -> AuditFailure.Kind {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: .diskFull
        case EACCES, EPERM, EROFS: .permission
        default: .inputOutput
        }
    }

    private static func write(_ bytes: [UInt8], at offset: Int, to descriptor: Int32) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, offset + written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }

    /// Durably, when it returns `true`.
    func keep(_ record: SpooledRecord) -> Bool {
        state.withLock { state in
            guard !state.isReleased, let line = try? record.line(number: state.records + 1),
                state.offset + line.count < Self.size, Self.write(line, at: state.offset, to: descriptor),
                fsync(descriptor) == 0
            else { return false }
            state.offset += line.count
            state.records += 1
            return true
        }
    }

    package var keptRecords: Int { state.withLock { $0.records } }

    /// Nothing more is to come. A file nothing was written to is removed; otherwise it waits for the next command.
    package func release() {
        state.withLock { state in
            guard !state.isReleased else { return }
            state.isReleased = true
            if state.records == 0 { unlink(path) }
            close(descriptor)
        }
    }

    deinit { release() }
}

/// An entry on its way into the log by the detour of a spool.
struct SpooledRecord: Sendable, Hashable {
    let kind: String
    let ts: String
    let investigation: String?
    let incident: String?
    let symbol: String?
    let clientOrderID: String?
    let identity: AuditIdentity
    let payload: JSONValue
    /// What its line in the spool begins with, once it has been read from one.
    var seal = ""

    func line(number: Int) throws(JSONProblem) -> [UInt8] {
        let text = try CanonicalJSON.text(of: [
            "n": .integer(Int64(number)), "kind": .string(kind), "ts": .string(ts),
            "investigation": .string(orNull: investigation), "incident": .string(orNull: incident),
            "symbol": .string(orNull: symbol), "client_order_id": .string(orNull: clientOrderID),
            "operator": .string(identity.operator), "host": .string(identity.host),
            "environment": .string(identity.environment), "payload": payload,
        ])
        return Array("\(Self.seal(of: Array(text.utf8))) \(text)\n".utf8)
    }

    static func seal(of bytes: [UInt8]) -> String { SHA256.hash(data: bytes).hexadecimal }

    /// What a spool holds, and what is wrong with it from the first byte on that cannot be read.
    static func all(in bytes: [UInt8]) -> (records: [SpooledRecord], damage: String?) {
        var records: [SpooledRecord] = []
        var rest = bytes[...]
        while let first = rest.first, first != 0 {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return (records, "a record is torn") }
            let line = rest[..<end]
            rest = rest[(end + 1)...]
            let text = Array(line.dropFirst(65))
            guard line.count > 65, String(decoding: line.prefix(64), as: UTF8.self) == seal(of: text),
                let record = SpooledRecord(text, number: records.count + 1)
            else { return (records, "record \(records.count + 1) is not what was written") }
            records.append(record)
        }
        guard bytes.count == OutcomeSpool.size else { return (records, "its size is \(bytes.count)") }
        return (records, rest.allSatisfy { $0 == 0 } ? nil : "something follows its records")
    }

    private init?(_ text: [UInt8], number: Int) {
        guard let value = try? CanonicalJSON.parse(String(decoding: text, as: UTF8.self)),
            value["n"]?.integerValue == Int64(number), let kind = value["kind"]?.stringValue,
            let ts = value["ts"]?.stringValue, let name = value["operator"]?.stringValue,
            let host = value["host"]?.stringValue, let environment = value["environment"]?.stringValue,
            let payload = value["payload"]
        else { return nil }
        self.init(
            kind: kind, ts: ts, investigation: value["investigation"]?.stringValue,
            incident: value["incident"]?.stringValue, symbol: value["symbol"]?.stringValue,
            clientOrderID: value["client_order_id"]?.stringValue,
            identity: AuditIdentity(operator: name, host: host, environment: environment), payload: payload,
            seal: Self.seal(of: text))
    }

    init(
        kind: String, ts: String, investigation: String?, incident: String?, symbol: String?, clientOrderID: String?,
        identity: AuditIdentity, payload: JSONValue, seal: String = ""
    ) {
        self.kind = kind
        self.ts = ts
        self.investigation = investigation
        self.incident = incident
        self.symbol = symbol
        self.clientOrderID = clientOrderID
        self.identity = identity
        self.payload = payload
        self.seal = seal
    }
}
