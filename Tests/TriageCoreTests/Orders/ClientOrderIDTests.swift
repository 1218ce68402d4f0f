import Testing
import TriageCore

/// The five settings the samples were taken under, in the order of ``ClientOrderIDSample/flags``.
enum GrinderSetting: Int, CaseIterable {
    case byDefault, allowLegacy, liveReconcile, liveReconcileDTP, noAllowlist

    var config: GrinderIdentityConfig {
        switch self {
        case .byDefault: GrinderIdentityConfig()
        case .allowLegacy: GrinderIdentityConfig(allowsLegacyFormat: true)
        case .liveReconcile: GrinderIdentityConfig(allowedStrategies: ["default"])
        case .liveReconcileDTP: GrinderIdentityConfig(allowedStrategies: ["d", "tp"])
        case .noAllowlist: GrinderIdentityConfig(requiresStrategyAllowlist: false)
        }
    }
}

struct ClientOrderIDTests {
    @Test func `all 71 sampled ids are here`() {
        #expect(ClientOrderIDSample.all.count == 71)
        #expect(Set(ClientOrderIDSample.all.map(\.id)).count >= 69)
    }

    @Test(arguments: ClientOrderIDSample.all, GrinderSetting.allCases)
    func `grinder flags an id as its own code does`(sample: ClientOrderIDSample, setting: GrinderSetting) {
        let expected = Array(sample.flags)[setting.rawValue] == "y"
        #expect(setting.config.flags(ClientOrderID(sample.id)) == expected)
    }

    @Test(arguments: ClientOrderIDSample.all)
    func `grinder's parser takes an id apart as its own code does`(sample: ClientOrderIDSample) {
        let found = GrinderParsedID(sample.id).map { parsed in
            [parsed.prefix, parsed.strategy, parsed.symbol, parsed.level].joined(separator: "|")
                + (parsed.isLegacy ? "|legacy" : "")
        }
        #expect(found == sample.parsed)
    }

    @Test(arguments: ClientOrderIDSample.all)
    func `whose an id is follows the contract, not grinder's parser`(sample: ClientOrderIDSample) {
        let found = Ownership.of(ClientOrderID(sample.id), identity: Identity())
        switch (found, sample.ours) {
        case (.grinders(let parts), .ours(let kind)): #expect(parts.strategy ?? "legacy" == kind)
        case (.notGrinders(let reason), .no): #expect(!reason.isEmpty)
        default: Issue.record("\(found), expected \(sample.ours)")
        }
    }

    @Test func `the parts are the fields of the id`() throws {
        let id = ClientOrderID("grinder_tp_ETHUSDT_-12_1772971200_7")
        let parts = try #require(ClientOrderIDParts(id, prefix: "grinder_"))
        #expect(parts.strategy == "tp")
        #expect(parts.symbol == Symbol("ETHUSDT"))
        #expect(parts.level == "-12")
        #expect(parts.timestamp == "1772971200")
        #expect(parts.sequence == "7")
    }

    @Test(arguments: ["BTCUSDC", "ETHUSDT", "BTCUSDT_260327", "BTCUSD", "TUSDT"])
    func `an order read back on another symbol is not grinder's`(carried: String) throws {
        let id = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1")
        let symbol = try #require(Symbol(carried))
        #expect(!Ownership.of(id, carrying: symbol, identity: Identity()).isGrinders)
        let own = try #require(Symbol("BTCUSDT"))
        #expect(Ownership.of(id, carrying: own, identity: Identity()).isGrinders)
    }

    @Test(arguments: [
        // Another prefix is somebody else's bot, and the configured one alone is ours.
        ("mybot_arb_BTCUSDT_2_1704067200_1", Identity(prefix: "mybot_", strategies: ["arb"]), true),
        ("mybot_d_BTCUSDT_2_1704067200_1", Identity(prefix: "mybot_", strategies: ["arb"]), false),
        ("grinder_d_BTCUSDT_2_1704067200_1", Identity(prefix: "mybot_"), false),
        ("my_grinder_d_BTCUSDT_1_1704067200_1", Identity(prefix: "my_grinder_"), true),
        ("grinder_d_BTCUSDT_2_1704067200_1", Identity(prefix: ""), false),
        // With this prefix, what is left of the usual id reads as legacy SYMBOL_LEVEL_TS_SEQ.
        ("grinder_d_BTCUSDT_2_1704067200_1", Identity(prefix: "grinder_d_"), true),
        ("grinder_d_BTCUSDT_2_1704067200_1", Identity(prefix: "grinder_d_", acceptsLegacy: false), false),
        ("grinder_smoke_BTCUSDT_1_1772971200_1", Identity(strategies: ["smoke"]), true),
        ("grinder_d_BTCUSDT_1_1772971200_1", Identity(strategies: ["smoke"]), false),
        ("grinder_D_BTCUSDT_1_1772971200_1", Identity(), false),
        ("grinder_BTCUSDT_1_1704067200000_42", Identity(acceptsLegacy: false), false),
        ("grinder_BTCUSDT_1_1704067200000_42", Identity(strategies: []), true),
        ("grinder_d_BTCUSDT_1_1772971200_1", Identity(acceptsLegacy: false), true),
    ])
    func `prefix, strategies and legacy are as configured`(text: String, identity: Identity, isOurs: Bool) {
        #expect(Ownership.of(ClientOrderID(text), identity: identity).isGrinders == isOurs)
    }

    @Test(arguments: [
        ("-1", true), ("0", true), ("c", true), ("cleanup", true), ("Z9", true), ("-a9", true),
        ("--1", false), ("1-", false), ("-", false), ("", false), ("+1", false), ("1.5", false), ("1_2", false),
        ("\u{e9}", false), ("\u{661}", false), (" 1", false), ("1\n", false),
    ])
    func `a level is one word with at most one leading hyphen`(level: String, isOurs: Bool) {
        let id = ClientOrderID("grinder_d_BTCUSDT_\(level)_1772971_1")
        #expect(Ownership.of(id, identity: Identity()).isGrinders == isOurs)
    }

    @Test(arguments: [
        ("1", "1", true), ("0", "0", true), ("007", "1", true), ("-1", "1", false), ("1", "-1", false),
        ("", "1", false), ("1", "", false), ("1a", "1", false), ("1", "1 ", false), ("1", "1\n", false),
        ("1", "1\r\n", false), ("\u{661}", "1", false), ("1", "\u{ff11}", false), ("1", "1\u{301}", false),
        ("1", "1\u{0}", false), ("1e3", "1", false),
    ])
    func `time and sequence are ASCII digits`(time: String, sequence: String, isOurs: Bool) {
        let id = ClientOrderID("grinder_d_BTCUSDT_1_\(time)_\(sequence)")
        #expect(Ownership.of(id, identity: Identity()).isGrinders == isOurs)
    }

    @Test func `36 characters are grinder's and 37 are not`() {
        let longest = "grinder_d_BTCUSDT_1_1772971200_12345"
        #expect(longest.count == 36)
        #expect(Ownership.of(ClientOrderID(longest), identity: Identity()).isGrinders)
        #expect(ClientOrderID(longest).isAcceptable)
        #expect(!Ownership.of(ClientOrderID(longest + "6"), identity: Identity()).isGrinders)
        #expect(!ClientOrderID(longest + "6").isAcceptable)
    }

    @Test(arguments: [
        ("a", true), ("web_1:2/3.4-5", true), ("", false), ("a b", false), ("a\n", false), ("\u{212a}", false),
        ("\u{ff11}", false), ("e\u{301}", false), ("a\u{0}", false), ("a%20", false), ("\u{5e01}", false),
    ])
    func `the exchange takes 36 characters of its own alphabet`(text: String, isAcceptable: Bool) {
        #expect(ClientOrderID(text).isAcceptable == isAcceptable)
    }
}
