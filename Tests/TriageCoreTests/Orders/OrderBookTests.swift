import FoundationEssentials
import Testing

@testable import TriageCore

@Suite struct OrderBookTests {
    private static func quantity(_ text: String) throws -> Quantity { try #require(Quantity(text)) }

    private static func level(_ price: String, _ quantity: String) throws -> OrderBook.Level {
        OrderBook.Level(price: try #require(Price(price)), quantity: try Self.quantity(quantity))
    }

    private static func book() throws -> OrderBook {
        OrderBook(
            bids: [try level("100", "1"), try level("99", "2"), try level("98", "0"), try level("90", "10")],
            asks: [try level("101", "1"), try level("103", "1")])
    }

    @Test func `a sale walks down the bids`() throws {
        let taking = try Self.book().taking(try Self.quantity("2"), by: .sell)
        #expect(taking.quantity == 2 && taking.levels == 2)
        #expect(taking.average == Decimal(string: "99.5") && taking.worst == Price("99"))
        #expect(taking.covers(try Self.quantity("2.0")))
    }

    @Test func `a purchase walks up the asks and ends where they do`() throws {
        let taking = try Self.book().taking(try Self.quantity("5"), by: .buy)
        #expect(taking.quantity == 2 && taking.average == 102 && taking.worst == Price("103"))
        #expect(!taking.covers(try Self.quantity("5")))
    }

    @Test func `an empty level counts as none, an empty side takes nothing`() throws {
        #expect(try Self.book().taking(try Self.quantity("4"), by: .sell).levels == 3)
        let empty = OrderBook(bids: [], asks: []).taking(try Self.quantity("1"), by: .sell)
        #expect(empty.average == nil && empty.worst == nil && empty.quantity == 0)
    }
}

@Suite struct AbbreviatedIDTests {
    private static let ids = [
        "grinder_d_BTCUSDT_3_1772964000_41", "grinder_d_BTCUSDT_4_1772964000_42", "web_Kp3vLx",
    ].map { ClientOrderID($0) }

    private static func meaning(_ text: String) -> AbbreviatedID { AbbreviatedID(text, prefix: "grinder_", among: ids) }

    @Test func `a part that one id has means that id`() {
        #expect(Self.meaning("_41") == .one(Self.ids[0]))
        #expect(Self.meaning("grinder_d_BTCUSDT_4") == .one(Self.ids[1]))
        #expect(Self.meaning("Kp3v") == .one(Self.ids[2]))
    }

    @Test func `a part of several, of none or too short means none`() {
        #expect(Self.meaning("grinder_d") == .several(Array(Self.ids.prefix(2))))
        #expect(Self.meaning("_43") == .none)
        #expect(Self.meaning("41") == .none)
    }

    @Test func `a whole id is never a part`() {
        #expect(Self.meaning("grinder_d_BTCUSDT_3_1772964000_4") == .whole)
        #expect(Self.meaning("web_Kp3vLx") == .whole)
    }
}
