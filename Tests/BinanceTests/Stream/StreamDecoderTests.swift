import Testing
import TriageCore

@testable import Binance

struct StreamDecoderTests {
    private static func event(_ text: String) throws -> StreamEvent {
        try #require(StreamDecoder.event(Array(text.utf8)))
    }

    @Test func `an order update with an id beyond 2^53`() throws {
        let event = try Self.event(StreamSamples.new)
        guard case .order(let update) = event.content else { throw Wrong(event) }
        #expect(event.name == "ORDER_TRADE_UPDATE")
        #expect(event.time == Timestamp(milliseconds: 1_780_000_003_010))
        #expect(update.orderID == OrderID(8_389_765_612_825_190_229))
        #expect(update.clientOrderID.rawValue == "grinder_d_BTCUSDT_1_1772971200_1")
        #expect(update.status == OrderStatus("NEW"))
        #expect(update.price?.description == "61234.50")
        #expect(update.fill == nil)
    }

    @Test func `a fill is one, whichever event tells it`() throws {
        let full = try #require(try Self.event(StreamSamples.partial).fill)
        let lite = try #require(try Self.event(StreamSamples.lite).fill)
        #expect(full == lite)
        #expect(full.tradeID == 6_512_340_001)
        #expect(full.quantity.description == "0.002")
        #expect(try Self.event(StreamSamples.liquidation).fill?.tradeID == 12_345_999)
        #expect(try Self.event(StreamSamples.canceled).fill == nil)
        var tally = FillTally()
        #expect(tally.repeats(try Self.event(StreamSamples.lite)) == false)
        #expect(tally.repeats(try Self.event(StreamSamples.partial)) == true)
        #expect(tally.repeats(try Self.event(StreamSamples.new)) == false)
        #expect(tally.count == 1)
    }

    @Test func `the other events of the documentation`() throws {
        guard case .algo(let algo) = try Self.event(StreamSamples.triggered).content else { throw Wrong("algo") }
        #expect(algo.algoID == AlgoOrderID(1_000_000_033_225_453))
        #expect(algo.actualOrderID == OrderID(88_937_381_063))
        guard case .account(let account) = try Self.event(StreamSamples.account).content else { throw Wrong("account") }
        #expect(account.reason == "ORDER")
        #expect(account.positions == [.init("BTCUSDT", "LONG", "20")])
        #expect(account.balances == [.init("USDT", "122624.12345678", "50.12345678")])
        #expect(
            try Self.event(StreamSamples.leverage).content
                == .configuration("BTCUSDT leverage 25", of: Symbol("BTCUSDT")))
        #expect(try Self.event(StreamSamples.assets).content == .configuration("multi-assets margin on", of: nil))
        #expect(try Self.event(StreamSamples.marginCall).content == .marginCall(["ETHUSDT LONG 1.327"]))
    }

    @Test func `an expired key is told and the key itself dropped`() throws {
        let event = try Self.event(StreamSamples.expired)
        #expect(event.content == .listenKeyExpired)
        #expect(!"\(event)".contains(StreamSamples.key))
        let wrapped = try Self.event(#"{"stream":"\#(StreamSamples.key)","data":\#(StreamSamples.expired)}"#)
        #expect(wrapped == event)
    }

    @Test func `strings and numbers are the same, unknown fields nothing, unknown events keep their name`() throws {
        let swapped = StreamSamples.new.replacing(
            #""i":8389765612825190229"#, with: #""i":"8389765612825190229","zz":[1]"#)
        #expect(try Self.event(swapped) == Self.event(StreamSamples.new))
        let event = try Self.event(#"{"e":"STRATEGY_UPDATE","E":"1780000003010","su":{"si":1}}"#)
        #expect(
            event
                == StreamEvent(
                    name: "STRATEGY_UPDATE", time: Timestamp(milliseconds: 1_780_000_003_010), content: .other,
                    body: #"{"e":"STRATEGY_UPDATE","E":"1780000003010","su":{"si":1}}"#))
    }

    @Test func `what is not understood keeps its body, and no key in it`() throws {
        let key = String(repeating: "k7", count: 32)
        let event = try Self.event(#"{"e":"NEW_THING","E":1,"k":"\#(key)","n":{"a":[1,"b"]}}"#)
        #expect(event.body == #"{"e":"NEW_THING","E":1,"k":"<hidden>","n":{"a":[1,"b"]}}"#)
        #expect(try Self.event(#"{"e":"ALGO_UPDATE"}"#).body == #"{"e":"ALGO_UPDATE"}"#)
        #expect(try Self.event(StreamSamples.new).body == nil)
    }

    @Test func `a balance change that was not sent is none, not 0`() throws {
        let event = try Self.event(#"{"e":"ACCOUNT_UPDATE","a":{"m":"ORDER","B":[{"a":"USDT","wb":"5"}],"P":[]}}"#)
        guard case .account(let update) = event.content else { throw Wrong("account") }
        #expect(update.balances == [.init("USDT", "5", nil)])
    }

    /// What a watch of BTCUSDT shows of an event: the positions that are left, or nil.
    @Test(arguments: [
        (#"{"e":"ACCOUNT_CONFIG_UPDATE","ac":{"s":"ETHUSDT","l":7}}"#, false),
        (#"{"e":"ACCOUNT_CONFIG_UPDATE","ac":{"s":"BTCUSDT","l":7}}"#, true),
        (#"{"e":"ACCOUNT_CONFIG_UPDATE","ai":{"j":true}}"#, true),
        (#"{"e":"ACCOUNT_UPDATE","a":{"m":"ORDER","B":[],"P":[{"s":"ETHUSDT","pa":"1"}]}}"#, false),
        (#"{"e":"ACCOUNT_UPDATE","a":{"m":"FUNDING_FEE","S":"ETHUSDT","B":[{"a":"USDT","wb":"1"}]}}"#, false),
        (#"{"e":"ACCOUNT_UPDATE","a":{"m":"DEPOSIT","B":[{"a":"USDT","wb":"1"}]}}"#, true),
        (#"{"e":"MARGIN_CALL","p":[{"s":"ETHUSDT","pa":"1"}]}"#, false),
        (#"{"e":"MARGIN_CALL","p":[{"s":"ETHUSDT","pa":"1"},{"s":"BTCUSDT","pa":"1"}]}"#, true),
        (#"{"e":"SOMETHING_NEW"}"#, true),
    ])
    func `a watch of one symbol shows nothing of another`(text: String, isShown: Bool) throws {
        let symbol = try #require(Symbol("BTCUSDT"))
        #expect((try Self.event(text).narrowed(to: symbol) != nil) == isShown)
    }

    @Test func `rows of other symbols are left out of an event about several`() throws {
        let symbol = try #require(Symbol("BTCUSDT"))
        let event = try Self.event(
            #"{"e":"ACCOUNT_UPDATE","a":{"m":"ORDER","B":[{"a":"USDT","wb":"1"}],"P":[{"s":"ETHUSDT","pa":"1"},"#
                + #"{"s":"BTCUSDT","pa":"2"}]}}"#)
        guard case .account(let update)? = event.narrowed(to: symbol)?.content else { throw Wrong("account") }
        #expect(update.positions == [.init("BTCUSDT", "BOTH", "2")])
        #expect(update.balances.count == 1)
    }

    @Test func `a known event that lacks what it must have is told, not dropped`() throws {
        let event = try Self.event(StreamSamples.new.replacing(#""c":"#, with: #""cc":"#))
        #expect(event.content == .unreadable("field c is missing"))
        #expect(try Self.event(#"{"e":"ALGO_UPDATE"}"#).content == .unreadable("field o is missing"))
    }

    @Test(arguments: ["", "[]", "null", "{}", #"{"E":1}"#, "not json", "{\"e\":", #"{"e":7,"e":{}}"#, "\u{0}"])
    func `garbage is no event`(text: String) {
        let event = StreamDecoder.event(Array(text.utf8))
        #expect(event == nil || event?.content == .other)
    }
}

struct Wrong: Error {
    let what: String
    init(_ what: Any) { self.what = "\(what)" }
}
