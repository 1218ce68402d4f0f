import BotEvidence
import Testing
import TriageCore

@Suite struct NamedIDsTests {
    static let id = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1")

    @Test(arguments: [
        "ID", " ID ", "ID.", "ID:", "ID: filled", "ID...", "(ID)", "\"ID\"", "'ID',", "cid=ID&x=1", "ID|", "<ID>",
        "/ID",
        "/order/ID", "/order/ID/", "order:ID", "...ID", "ID\0", "\0ID", "éIDé", "id=%22ID%22", "%27ID%27", "%2FID",
        "?origClientOrderId=ID&timestamp=1", "?origClientOrderId%3DID%26timestamp%3D1", "%2522ID%2522", "ID%", "ID%2",
        #"{\"client_order_id\": \"ID\"}"#, #"x\nID\n"#, #"x\\nID\\n"#, #"a\u0026id=ID\u0026b"#, #"\u0022ID\u0022"#,
        "\u{1B}[32mID\u{1B}[0m", #"\u001b[32mID\u001b[0m"#, #"\x1b[1;32mID\x1b[0m"#,
        "grinder%5Fd_BTCUSDT_1_1772971200_1",
        "IDIDID ID", "ID\r",
    ])
    func `a line names the id as a whole token`(template: String) {
        let text = template.replacing("ID", with: Self.id.rawValue)
        #expect(Self.names(text, Self.id), "\(text)")
    }

    @Test(arguments: [
        "ID2", "ID_2", "ID-2", "ID-", "xID", "_ID", "-ID", "x.ID", "ID.5", "ID:x", "ID/x", "ID..5", "IDID", "ID%5F1",
        "ID%2e1",
        "ID%2F%2F1", #"ID\u005f1"#, "%5FID", "", "nothing", "grinder_d_BTCUSDT_1_1772971200_",
        "GRINDER_D_BTCUSDT_1_1772971200_1",
        "grinder_d_BTCUSDT_1_1772971200\n_1", "grinder_d_BTCUSDT_1_1772971200 _1", "ID2 ID3",
    ])
    func `a line of another id does not name it`(template: String) {
        let text = template.replacing("ID", with: Self.id.rawValue)
        for line in text.split(separator: "\n") { #expect(!Self.names(String(line), Self.id), "\(text)") }
    }

    @Test(arguments: [("a.", "a."), ("a.", "x/a.."), ("a:b/c", "/a:b/c"), ("a:b/c", "a:b/c.")])
    func `an id may hold punctuation itself`(id: String, text: String) {
        #expect(Self.names(text, ClientOrderID(id)))
    }

    @Test func `several ids of one line are named in their order, each once`() {
        let other = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_12")
        var ids = NamedIDs(wanted: [other, Self.id, ClientOrderID("grinder_d_ETHUSDT_1_1772971200_5")])
        #expect(ids.wanted(in: Array("\(other) \(Self.id) before \(other)".utf8)) == [Self.id, other])
        #expect(ids.wanted(in: Array("\(other)".utf8)) == [other])
    }

    @Test func `a token of megabytes is no id and hides none`() {
        let giant = String(repeating: "a", count: 3_000_000)
        #expect(Self.names("\(giant)\(Self.id) \(giant)/\(Self.id). \(giant)", Self.id))
        #expect(!Self.names(giant + Self.id.rawValue, Self.id))
    }

    private static func names(_ text: String, _ id: ClientOrderID) -> Bool {
        var ids = NamedIDs(wanted: [id])
        return ids.wanted(in: Array(text.utf8)) == [id]
    }
}
