import Testing

@testable import Binance

@Suite struct SigningTests {
    private static let futures = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9"
    private static let spot = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"
    private static let spotKey = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"

    /// Binance's published examples (futures general info, spot rest-api and web-socket-api) and three computed ones.
    @Test(arguments: [
        (
            futures,
            "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC&recvWindow=5000"
                + "&timestamp=1591702613943",
            "3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9"
        ),
        (
            futures,
            "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=9000&recvWindow=5000"
                + "&timestamp=1591702613943",
            "ec11dcc17e67e47f0d3c3f513dfe9062307e37619c5c82ebaa8fe0bdf3d59519"
        ),
        (
            futures,
            "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTCquantity=1&price=9000&recvWindow=5000"
                + "&timestamp=1591702613943",
            "30baaf0fab549bbeda7f5ef201898b34122da25fd23c646cac2c529aebe670a4"
        ),
        (
            spot,
            "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000"
                + "&timestamp=1499827319559",
            "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71"
        ),
        (
            spot, "timestamp=1578963600000",
            "d84e6641b1e328e7b418fff030caed655c266299c9355e36ce801ed14631eed4"
        ),
        (
            spot,
            "symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&side=BUY&type=LIMIT&timeInForce=GTC"
                + "&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559",
            "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3"
        ),
        (
            spot,
            "apiKey=\(spotKey)&price=52000.00&quantity=0.01000000&recvWindow=100&side=SELL&symbol=BTCUSDT"
                + "&timeInForce=GTC&timestamp=1645423376532&type=LIMIT",
            "aa1b5712c094bc4e57c05a1a5c1fd8d88dcd628338ea863fec7b88e59fe2db24"
        ),
        (
            spot,
            "apiKey=\(spotKey)&price=0.10000000&quantity=1.00000000&recvWindow=5000&side=BUY&symbol=１２３４５６"
                + "&timeInForce=GTC&timestamp=1645423376532&type=LIMIT",
            "b33892ae8e687c939f4468c6268ddd4c40ac1af18ad19a064864c47bae0752cd"
        ),
    ])
    func `signs Binance's own examples`(secret: String, payload: String, signature: String) {
        #expect(HMACSigner(secret: secret).signature(over: Array(payload.utf8)) == signature)
    }

    @Test func `a query is encoded while it is built, in the order given`() {
        let query = Query([
            ("symbol", "１２３４５６"), ("side", "BUY"), ("type", "LIMIT"), ("timeInForce", "GTC"), ("quantity", "1"),
            ("price", "0.1"), ("recvWindow", "5000"), ("timestamp", "1499827319559"),
        ])
        #expect(
            query.text
                == "symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&side=BUY&type=LIMIT&timeInForce=GTC"
                + "&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559")
    }

    @Test(arguments: [
        ("AZaz09-._~", "AZaz09-._~"), ("a b+c", "a%20b%2Bc"), ("/:=&?#%'\"", "%2F%3A%3D%26%3F%23%25%27%22"),
        ("[1,2]", "%5B1%2C2%5D"), ("测试USDT", "%E6%B5%8B%E8%AF%95USDT"), ("\u{0}\r\n", "%00%0D%0A"),
    ])
    func `everything but unreserved characters is percent-encoded`(text: String, encoded: String) {
        #expect(Query.encoded(text) == encoded)
    }

    @Test func `credentials show a fingerprint and nothing else`() {
        let credentials = Credentials(apiKey: "the-key", secret: "the-secret")
        var dumped = ""
        dump([credentials], to: &dumped)
        dump(credentials.signer, to: &dumped)
        let shown = [
            "\(credentials)", String(reflecting: credentials), "\([credentials as Credentials?])", dumped,
            "\(credentials.signer)", String(reflecting: credentials.signer),
        ]
        for text in shown {
            #expect(!text.contains("the-key") && !text.contains("the-secret"))
        }
        // sha256sum of "the-key"
        #expect(credentials.fingerprint == "ad44dc8e51cfbfa5")
    }
}
