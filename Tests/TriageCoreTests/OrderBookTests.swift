import FoundationEssentials
import Testing

@testable import TriageCore

@Suite struct OrderBookTests {
    private static func level(_ price: String, _ quantity: String) -> OrderBook.Level {
        OrderBook.Level(price: Price(price)!, quantity: Quantity(quantity)!)
    }

    private static let book = OrderBook(
        bids: [level("100", "1"), level("99", "2"), level("98", "0"), level("90", "10")],
        asks: [level("101", "1"), level("103", "1")])

    @Test func `a sale walks down the bids`() {
        let taking = Self.book.taking(Quantity("2")!, by: .sell)
        #expect(taking.quantity == 2 && taking.levels == 2)
        #expect(taking.average == Decimal(string: "99.5") && taking.worst == Price("99"))
        #expect(taking.covers(Quantity("2.0")!))
    }

    @Test func `a purchase walks up the asks and ends where they do`() {
        let taking = Self.book.taking(Quantity("5")!, by: .buy)
        #expect(taking.quantity == 2 && taking.average == 102 && taking.worst == Price("103"))
        #expect(!taking.covers(Quantity("5")!))
    }

    @Test func `an empty level counts as none, an empty side takes nothing`() {
        #expect(Self.book.taking(Quantity("4")!, by: .sell).levels == 3)
        let empty = OrderBook(bids: [], asks: []).taking(Quantity("1")!, by: .sell)
        #expect(empty.average == nil && empty.worst == nil && empty.quantity == 0)
    }
}

@Suite struct AbbreviatedIDTests {
    private static let ids = ["grinder_d_BTCUSDT_3_1772964000_41", "grinder_d_BTCUSDT_4_1772964000_42", "web_Kp3vLx"]
        .map {
            ClientOrderID($0)
        }

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
