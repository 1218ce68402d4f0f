import Testing

@testable import Binance

@Suite struct HostRuleTests {
    @Test(arguments: [
        (ExchangeEnvironment.mainnet, "https://fapi.binance.com", "https://fapi.binance.com"),
        (.mainnet, "https://fapi.binance.com/", "https://fapi.binance.com"),
        (.mainnet, "HTTPS://FAPI.Binance.COM", "https://fapi.binance.com"),
        (.mainnet, "https://fapi.binance.com:443", "https://fapi.binance.com:443"),
        (.demo, "https://demo-fapi.binance.com", "https://demo-fapi.binance.com"),
        (.demo, "https://testnet.binancefuture.com", "https://testnet.binancefuture.com"),
        (.mainnet, "http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        (.sandbox, "http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        (.sandbox, "http://127.255.0.9", "http://127.255.0.9"),
        (.sandbox, "https://localhost:1", "https://localhost:1"),
        (.sandbox, "http://LOCALHOST:65535", "http://localhost:65535"),
        (.sandbox, "http://[::1]:8080", "http://[::1]:8080"),
        (.demo, "http://[::1]", "http://[::1]"),
    ])
    func `lets through Binance's own hosts and loopback`(
        environment: ExchangeEnvironment, text: String, kept: String
    ) throws {
        #expect(try HostRule.rest(text, environment: environment).get().description == kept)
    }

    private static let anywhere = [
        "", "fapi.binance.com", "https://", "://fapi.binance.com", "https:fapi.binance.com", "https:///fapi",
        "ftp://fapi.binance.com", "wss://fapi.binance.com", "file:///etc/passwd", "http://fapi.binance.com",
        "https://user@fapi.binance.com", "https://user:secret@fapi.binance.com", "https://fapi.binance.com@evil.com",
        "https://evil.com#@fapi.binance.com", "https://fapi.binance.com?x=1", "https://fapi.binance.com/?x=1",
        "https://fapi.binance.com#x", "https://fapi.binance.com/fapi", "https://fapi.binance.com//",
        "https://fapi.binance.com.", "https://fapi.binance.com.evil.com", "https://evilfapi.binance.com",
        "https://api.binance.com", "https://binance.com", "https://fapi.binance.com:8443", "https://fapi.binance.com:0",
        "https://fapi.binance.com:", "https://fapi.binance.com:99999", "https://fapi.binance.com:443:443",
        "https://fapi.binance.com:+443", "https://fapi.binance.com:0443", "https://fapi.binance.com\\@evil.com",
        "https:\\\\fapi.binance.com", "https://fapi.binance.com\r\nHost: evil.com", " https://fapi.binance.com",
        "https://fapi.binance.com ", "https://fapi.bin\tance.com", "https://fapi.binance.com\u{0}.evil.com",
        "https://fаpi.binance.com", "https://fapi.binance。com", "https://ｆapi.binance.com",
        "https://fapi%2ebinance.com", "https://[fapi.binance.com]", "http://127.0.0.1.evil.com", "http://127.1",
        "http://2130706433", "http://0x7f.1", "http://0x7f000001", "http://0177.0.0.1", "http://127.0.0.01",
        "http://127.0.0.256", "http://127.0.0.1.", "http://127.0.0.+1", "http://0.0.0.0", "http://10.0.0.1",
        "http://localhost.", "http://localhost.evil.com", "http://localhost:0", "http://localhost:99999",
        "http://localhost:80a", "http://[::ffff:127.0.0.1]", "http://[::]", "http://[::1", "http://[::1]x",
        "http://[::1%25lo]", "http://[0:0:0:0:0:0:0:1]", "http://::1", "http://127.0.0.1@evil.com",
        "http://127.0.0.1\u{7f}",
    ]

    @Test(arguments: anywhere, ExchangeEnvironment.allCases)
    func `refuses everything else in every environment`(text: String, environment: ExchangeEnvironment) {
        #expect(throws: HostRefusal.self) { try HostRule.rest(text, environment: environment).get() }
    }

    @Test(arguments: [
        (ExchangeEnvironment.mainnet, "https://demo-fapi.binance.com"),
        (.mainnet, "https://testnet.binancefuture.com"),
        (.demo, "https://fapi.binance.com"),
        (.sandbox, "https://fapi.binance.com"),
        (.sandbox, "https://demo-fapi.binance.com"),
    ])
    func `refuses the host of another environment`(environment: ExchangeEnvironment, text: String) {
        #expect(throws: HostRefusal.self) { try HostRule.rest(text, environment: environment).get() }
    }

    @Test func `each environment has its default, the sandbox none`() throws {
        #expect(try HostRule.rest(nil, environment: .mainnet).get().description == "https://fapi.binance.com")
        #expect(try HostRule.rest(nil, environment: .demo).get().description == "https://demo-fapi.binance.com")
        #expect(try HostRule.stream(nil, environment: .mainnet).get().description == "wss://fstream.binance.com")
        #expect(try HostRule.stream(nil, environment: .demo).get().description == "wss://fstream.binancefuture.com")
        let refusal = #expect(throws: HostRefusal.self) { try HostRule.rest(nil, environment: .sandbox).get() }
        #expect(refusal?.reason.contains("--base-url") == true)
    }

    @Test(arguments: [
        (ExchangeEnvironment.mainnet, "wss://fstream.binance.com", true),
        (.demo, "wss://fstream.binancefuture.com", true),
        (.demo, "wss://demo-fstream.binance.com", true),
        (.sandbox, "ws://127.0.0.1:9", true),
        (.mainnet, "wss://localhost:9", true),
        (.mainnet, "ws://fstream.binance.com", false),
        (.mainnet, "https://fstream.binance.com", false),
        (.mainnet, "wss://fapi.binance.com", false),
        (.mainnet, "wss://demo-fstream.binance.com", false),
        (.demo, "wss://fstream.binance.com", false),
        (.sandbox, "wss://fstream.binance.com", false),
        (.mainnet, "wss://fstream.binance.com/ws", false),
        (.sandbox, "http://127.0.0.1:9", false),
    ])
    func `streams have hosts of their own`(environment: ExchangeEnvironment, text: String, isKept: Bool) {
        let kept = try? HostRule.stream(text, environment: environment).get()
        #expect((kept != nil) == isKept)
    }

    @Test func `a refusal does not repeat user info or a query`() {
        for text in ["https://user:hunter2@fapi.binance.com", "https://fapi.binance.com?token=hunter2"] {
            let refusal = #expect(throws: HostRefusal.self) { try HostRule.rest(text, environment: .mainnet).get() }
            #expect(refusal?.reason.contains("hunter2") == false)
        }
    }
}
