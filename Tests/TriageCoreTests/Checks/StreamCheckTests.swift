import Testing
import TriageCore

struct StreamCheckTests {
    @Test func `only a check by name asks for the listenKey, and before it connects`() {
        #expect(!CheckWorld().stream().asked.contains(.listenKey))
        let named = CheckWorld().stream(byName: true).asked
        #expect(named.contains(.listenKey))
        #expect(named.last == .streamHandshake)
    }

    @Test func `a server that opens and no word of the bot: it cannot be known, and says what would decide`() {
        let verdict = CheckWorld().stream().verdict
        #expect(verdict?.code == "inconclusive")
        #expect(verdict?.summary.contains("--logs") == true)
        #expect(verdict?.next.first == NextCommand("check", "stream"))
    }

    /// The log's words, without and with a key that exists.
    @Test(arguments: [
        (["listenKey_created", "ws_connected"], "healthy", "healthy"),
        (["ws_connected", "ws_transient_error", "ws_reconnected"], "healthy", "healthy"),
        (["ws_connected", "listenKey_expired"], "dead", "degraded"),
        (["ws_connected", "listenKey_expired", "ws_transient_error"], "dead", "degraded"),
        (["ws_connected", "listenKey_expired", "ws_reconnected"], "healthy", "healthy"),
        (["ws_connected", "ws_transient_error", "reconnect_failed"], "degraded", "degraded"),
        (["ws_connected", "keepalive_failed"], "degraded", "degraded"),
        (["ws_connected", "ws_closed", "listenKey_closed"], "degraded", "degraded"),
        (["keepalive_ok"], "healthy", "healthy"),
        // Of the market stream.
        (["WS disconnected"], "inconclusive", "healthy"),
    ])
    func `the log's last word decides`(words: [String], plain: String, named: String) {
        var world = CheckWorld()
        world.logs = .success(CheckWorld.log(words))
        #expect(world.stream().verdict?.code == plain)
        #expect(world.stream(byName: true).verdict?.code == named)
    }

    @Test func `a log that ended long ago says nothing of now`() {
        var world = CheckWorld()
        world.logs = .success(CheckWorld.log(["ws_connected"], endedBefore: 3_600_001))
        #expect(world.stream().verdict?.code == "inconclusive")
        world.logs = .success(CheckWorld.log(["ws_connected"], endedBefore: 3_600_000))
        #expect(world.stream().verdict?.code == "healthy")
        // A death it tells of is not undone by time.
        world.logs = .success(CheckWorld.log(["listenKey_expired"], endedBefore: 9_000_000))
        #expect(world.stream().verdict?.code == "dead")
    }

    @Test func `no listenKey is a dead stream, whatever the log says`() {
        var world = CheckWorld()
        world.listenKey = .success(.absent)
        world.logs = .success(CheckWorld.log(["ws_connected"]))
        let verdict = world.stream(byName: true).verdict
        #expect(verdict?.code == "dead")
        #expect(verdict?.confidence == .certain)
        #expect(verdict?.next.first == NextCommand("stream", "reconnect"))
    }

    @Test func `no connection is death, a refusal or a close is not silence`() {
        var world = CheckWorld()
        world.handshake = .failure(Given.unreachable)
        #expect(world.stream().verdict?.code == "exchange-unavailable")
        world.handshake = .success(CheckWorld.handshake(.refused(status: 502)))
        #expect(world.stream().verdict?.code == "inconclusive")
        #expect(world.stream(byName: true).verdict?.code == "inconclusive")
        world.handshake = .success(CheckWorld.handshake(.closed("close code 1008 by the server")))
        #expect(world.stream(byName: true).verdict?.code == "degraded")
        world.handshake = .success(CheckWorld.handshake(.refused(status: 404)))
        #expect(world.stream().verdict?.cause.contains("HTTP 404") == true)
    }

    @Test func `a key that the exchange refuses is not a dead stream`() {
        var world = CheckWorld()
        let refused = Unavailable(
            .credentialsRefused, source: "PUT /fapi/v1/listenKey", detail: "HTTP 401", trouble: .keyFormat)
        world.listenKey = .failure(refused)
        #expect(world.stream(byName: true).verdict?.code == "credentials-refused")
        world.listenKey = .failure(Given.unreachable)
        #expect(world.stream(byName: true).verdict?.code == "inconclusive")
    }

    @Test func `healthy is never certain: only an event shows that it is read`() {
        var world = CheckWorld()
        world.logs = .success(CheckWorld.log(["ws_connected"]))
        #expect(world.stream(byName: true).verdict?.confidence == .likely)
    }
}
