import AuditLog
import JSON
import TriageCore

/// Entries like those a month of nights leaves behind: investigations with their steps and verdicts, some of which end
/// in an action. The same ones at every run.
struct Incidents {
    private var number = 0
    private var random: UInt64 = 0x2545_F491_4F6C_DD1D

    private mutating func next(_ bound: Int) -> Int {
        random ^= random << 13
        random ^= random >> 7
        random ^= random << 17
        return Int(random % UInt64(bound))
    }

    /// The entries of one investigation; seqs begin after `last`.
    mutating func investigation(after last: Int64) -> [EntryDraft] {
        number += 1
        let symbol = number.isMultiple(of: 50_000) ? "DOGEUSDT" : ["BTCUSDT", "ETHUSDT", "SOLUSDT"][next(3)]
        let id = "grinder_d_\(symbol)_\(next(20))_1772971200_\(number)"
        let name = "investigation-\(number)"
        func draft(_ kind: AuditKind, _ payload: JSONValue) -> EntryDraft {
            EntryDraft(
                kind: kind, investigation: name, incident: "INC-\(number / 100)", symbol: symbol, clientOrderID: id,
                payload: payload)
        }
        let accountContext: JSONValue = [
            "account": "0123456789abcdef", "baseURL": "https://fapi.binance.com", "environment": "mainnet",
        ]
        var drafts = [draft(.investigationOpened, ["command": "triage unexpected", "station": accountContext])]
        for step in ["logs", "order", "owner", "expected", "instance"] {
            let facts: [JSONValue] = (0..<2).map {
                ["name": "status", "source": "GET /fapi/v1/order", "value": .string("NEW \($0) \(next(1_000_000))")]
            }
            drafts.append(
                draft(
                    .step, ["facts": .array(facts), "id": .string(step), "status": "ok", "summary": "open: BUY 0.005"]))
        }
        drafts.append(draft(.verdict, ["action": "cancel", "code": "orphaned", "station": accountContext]))
        guard number.isMultiple(of: 4) else { return drafts }
        let request: JSONValue = [
            "endpoint": "DELETE /fapi/v1/order", "orderId": .string("8389765612825\(next(900_000) + 100_000)"),
            "symbol": .string(symbol),
        ]
        drafts.append(draft(.actionPlanned, ["action": "cancel", "reason": "left behind", "request": request]))
        drafts.append(draft(.actionIntent, ["action": "cancel", "reason": "left behind", "request": request]))
        let intent = JSONValue.integer(last + Int64(drafts.count))
        drafts.append(draft(.actionOutcome, ["action": "cancel", "intent": intent, "outcome": "done"]))
        drafts.append(
            draft(
                .actionVerified,
                ["action": "cancel", "intent": intent, "outcome": "verified", "settled": true, "status": "CANCELED"]))
        return drafts
    }
}
