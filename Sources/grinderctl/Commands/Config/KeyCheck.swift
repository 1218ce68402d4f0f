import Binance
import JSON
import TriageCore

/// Asks the exchange what one key may do.
struct KeyCheck {
    let context: CommandContext
    let baseURL: BaseURL
    let shared: SharedOptions
    let notes: Notes

    /// What is known of one key.
    struct Checked: Sendable {
        let role: KeyRole
        let type: KeyType
        let source: String
        let fingerprint: String
        let publicKey: Ed25519PublicKey?
        let account: Result<AccountConfiguration, Unavailable>
        /// What the account holds, to tell two accounts apart; `nil` when it was not answered.
        var positions: [Position]?
    }

    /// Whether two keys see the same account.
    enum Agreement: Sendable {
        case same, different, notKnown

        var word: String {
            switch self {
            case .same: "likely"
            case .different: "no"
            case .notKnown: "unknown"
            }
        }

        var line: String {
            switch self {
            case .same: "both keys      see the same account configuration and positions"
            case .different:
                "both keys      SEE DIFFERENT ACCOUNTS: an action would not act on what was triaged. Use separate profiles"
            case .notKnown: "both keys      could not be compared"
            }
        }
    }

    func check(_ role: KeyRole, _ source: KeySource, by reader: CredentialReader) async throws -> Checked {
        let key = try reader.read(source)
        for remark in key.remarks { notes.note("credential-command: \(remark)") }
        let exchange = BinanceClient(
            baseURL: baseURL, credentials: key.credentials,
            now: { [context] in context.now().milliseconds }, sleep: context.sleep,
            transport: context.exchangeTransport,
            onRequest: notes.observer(shared, key: source))
        let account = await exchange.accountConfiguration()
        let positions = await exchange.positions(nil)
        await exchange.shutdown()
        return Checked(
            role: role, type: key.type, source: source.description, fingerprint: key.credentials.fingerprint,
            publicKey: key.publicKey, account: account.value, positions: try? positions.value.get())
    }

    static func agreement(of keys: [Checked]) -> Agreement? {
        guard keys.count == 2 else { return nil }
        guard let first = try? keys[0].account.get(), let second = try? keys[1].account.get(),
            let left = keys[0].positions, let right = keys[1].positions
        else { return .notKnown }
        // Sizes and entry prices of other accounts differ, unless both are empty; marks move between two reads.
        func held(_ positions: [Position]) -> Set<String> {
            Set(positions.map { "\($0.symbol) \($0.side.rawValue) \($0.amount)" })
        }
        return first == second && held(left) == held(right) ? .same : .different
    }

    /// 4 refused, 75 rate-limited, 69 not answered, 1 something to mend, else 0.
    static func exit(_ keys: [Checked], _ agreement: Agreement?) -> Int32 {
        let problems = keys.compactMap { key -> Unavailable? in
            if case .failure(let problem) = key.account { return problem }
            return nil
        }
        if let worst = problems.map({ $0.kind.exit ?? 69 }).min() { return worst }
        if case .different? = agreement { return 1 }
        let acts = keys.last { $0.role == .acting } ?? keys.last
        return (try? acts?.account.get().canTrade) == true ? 0 : 1
    }
}

extension KeyCheck.Checked {
    var json: JSONValue {
        let account = try? account.get()
        return .object([
            ("role", .string(role.rawValue)), ("type", .string(type.rawValue)), ("source", .string(source)),
            ("account", .string(fingerprint)), ("publicKey", .string(orNull: publicKey?.pem)),
            ("answers", .bool(account != nil)),
            ("canTrade", account.map { .bool($0.canTrade) } ?? .null),
            ("hedgeMode", account.map { .bool($0.isHedge) } ?? .null), ("problem", .string(orNull: problem)),
        ])
    }

    var lines: [String] {
        var lines = ["\(role == .reading ? "reading key  " : "acting key   ")  \(type.rawValue), from \(source)"]
        lines.append("               fingerprint \(fingerprint)")
        if let publicKey {
            let pem = publicKey.pem.split(separator: "\n")[1]
            lines.append("               \(publicKey.sshFingerprint); to register: \(pem)")
        }
        switch account {
        case .success(let account):
            lines.append(
                "               answers; the account \(account.canTrade ? "may trade" : "MAY NOT TRADE (canTrade false)"), "
                    + (account.isHedge ? "hedge mode" : "one-way mode"))
            if account.canTrade {
                lines.append("               whether this key has the permission shows when it is used: -2015 if not")
            }
        case .failure:
            lines.append("               DOES NOT ANSWER: \(problem ?? "")")
            if let hint { lines.append("               \(hint)") }
        }
        return lines
    }

    /// What is usually wrong when the exchange says so.
    private var hint: String? {
        guard let problem else { return nil }
        if problem.contains("-2008") || problem.contains("-2014") || problem.contains("-2015") {
            return "the exchange does not know this key: of another environment, deleted, swapped with the secret, or "
                + "not for this address"
        }
        return problem.contains("-1022")
            ? "it knows the key, and what signs isn't this key's \(type == .hmac ? "secret" : "private half")" : nil
    }

    private var problem: String? {
        guard case .failure(let problem) = account else { return nil }
        return "\(problem.source): \(problem.detail)"
    }
}
