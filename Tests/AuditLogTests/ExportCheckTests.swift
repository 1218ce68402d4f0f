import AuditLog
import Testing

/// Heads noted elsewhere against exports of one chain and of several.
@Suite struct ExportCheckTests {
    private static func entries(_ numbers: ClosedRange<Int>) throws -> [AuditEntry] {
        let log = try TemporaryLog()
        let store = try log.open()
        _ = try store.append(numbers.map { draft($0) })
        return try store.entries()
    }

    private static func chains(_ entries: [AuditEntry], _ heads: [AuditPosition]) -> [ExportCheck.Chain] {
        let check = ExportCheck(expecting: heads)
        for entry in entries { check.take(ExportLine(entry)) }
        return check.finish()
    }

    @Test func `the heads of both chains are held, each by its own`() throws {
        let (one, other) = (try Self.entries(1...9), try Self.entries(101...104))
        let heads = [one[8].position, other[3].position, one[2].position]
        let chains = Self.chains(one + other, heads)
        #expect(chains.map(\.verification.entries) == [9, 4])
        #expect(chains.filter { !$0.verification.ok }.isEmpty, "\(chains)")
    }

    @Test(arguments: [0, 4, 8])
    func `a line that stands twice is tampering, the first one too`(_ index: Int) throws {
        var entries = try Self.entries(1...9)
        entries.insert(entries[index], at: index + 1)
        let chains = Self.chains(entries, [])
        #expect(chains.count == 1)
        #expect(chains.contains { !$0.verification.ok })
    }

    @Test func `a tail that was cut shows under its head, also when another chain follows`() throws {
        let (one, other) = (try Self.entries(1...9), try Self.entries(101...104))
        for rest in [[], other] {
            let chains = Self.chains(Array(one.prefix(6)) + rest, [one[8].position])
            #expect(chains[0].verification.firstBad == 7)
        }
    }

    @Test func `a head that no chain has is a problem of every one that may have lost it`() throws {
        let (one, other) = (try Self.entries(1...9), try Self.entries(101...104))
        let strange = AuditPosition(seq: 5, hash: other[0].hash)
        #expect(Self.chains(one + other, [strange]).map(\.verification.firstBad) == [nil, 5])
        #expect(Self.chains(one, [strange]).map(\.verification.firstBad) == [5])
    }
}
