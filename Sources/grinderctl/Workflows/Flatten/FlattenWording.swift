import TriageCore

/// The sentences about one closing order.
struct FlattenWording {
    let order: ClosingOrder

    init(_ order: ClosingOrder) { self.order = order }

    func result(
        _ outcome: ActionReport.Outcome, _ detail: String, next: [NextCommand] = []
    ) -> ActionReport.Result {
        ActionReport.Result(
            clientOrderID: order.clientOrderID.rawValue, symbol: order.symbol.rawValue, outcome: outcome,
            detail: detail, next: next)
    }

    func result(of settlement: FlattenSettlement, _ outcome: RequestOutcome) -> ActionReport.Result {
        switch settlement {
        case .done(let found, let amount):
            return result(.verified, found, "\(found.status), read back: \(position(amount))")
        case .short(let found, let left):
            let words = "\(found.status) with \(found.executedQty) of \(order.quantity) filled"
            return result(
                .failed, found, "\(words): \(position(left)). The rest was not sent again", next: goOn)
        case .moved(let found, let amount):
            return result(
                .failed, found,
                "\(found.status), and yet \(position(amount)), which is not what the plan expects: it was traded "
                    + "meanwhile, or is shown late", next: [triage])
        case .unread(let found, let why):
            return result(
                .unknown, found, "\(found.status), but the position could not be read back: \(why)",
                next: [NextCommand("audit", "resolve"), triage])
        case .flat(let found?, _):
            return result(
                .verified, found,
                "\(found.status) with \(found.executedQty) of \(order.quantity) filled, and \(position(.zero)): the rest went "
                    + "meanwhile, not by the order that was read back")
        case .flat(nil, let refusal):
            return result(
                .verified,
                "\(position(.zero)) already: it was closed meanwhile, and not by this order, which the exchange refused "
                    + "(\(refusal?.text ?? ""))")
        case .failed(let refusal, let amount):
            let left = amount.map { ": \(position($0))" } ?? ""
            var failed = result(.failed, refusal.text + left + advice(refusal), next: [triage])
            failed.refused(as: refusal)
            return failed
        case .unknown(let why):
            let words =
                outcome == .done
                ? "Binance confirmed the closing order; it could not be read back: \(why)"
                : "the order may have been executed: \(why)"
            return result(.unknown, "\(words). It was not sent again", next: [NextCommand("audit", "resolve")])
        }
    }

    private func result(
        _ outcome: ActionReport.Outcome, _ found: Order, _ detail: String, next: [NextCommand] = []
    ) -> ActionReport.Result {
        ActionReport.Result(
            clientOrderID: order.clientOrderID.rawValue, exchangeID: found.orderID.description,
            symbol: order.symbol.rawValue, status: found.status.description,
            executedQty: found.executedQty.description, outcome: outcome, detail: detail, next: next)
    }

    /// What to do about a refusal, where the code alone does not tell a tired person.
    private func advice(_ refusal: RequestOutcome.Refusal) -> String {
        let words: String
        switch refusal.code ?? 0 {
        case -2022: words = "another open order takes its room, or the position has changed again"
        case -4118: words = "another open order competes on this side: cancel it first"
        case -4061, -1106: words = "the account's position mode was switched: triage the position again"
        case -4164: words = "worth too little to be closed alone in hedge mode: close it by hand with a larger one"
        case -2019, -2018: words = "too little margin, although closing needs none: check the account by hand"
        case -1021: words = "it arrived outside of its time window and was not executed: plan again"
        case -4131: words = "the book is too thin: wait, or close by hand with a limit order"
        case -1008: words = "the exchange sheds load: wait some seconds and plan again"
        default: return ""
        }
        return "; \(words)"
    }

    private func position(_ amount: Quantity) -> String {
        let name =
            order.positionSide == .both ? order.symbol.rawValue : "\(order.symbol) \(order.positionSide.rawValue)"
        return amount.isZero ? "\(name) is flat" : "\(name) is \(amount)"
    }

    private var triage: NextCommand { NextCommand("triage", "position", order.symbol.rawValue) }
    private var goOn: [NextCommand] { [triage, NextCommand.flatten(order.symbol, order.positionSide)] }
}

extension FlattenPlan {
    /// What the plan leaves as it is, a sentence each.
    var leavings: [String] {
        var found: [String] = []
        if !rest.isZero {
            found.append(
                "\(rest) of \(preconditions.name) cannot be closed: the smallest quantity of a MARKET order is "
                    + "\(smallest)")
        }
        return found
            + staying.map { order in
                "\(order.clientOrderID) stays: \(order.sketch), \(order.status). It may trade after the position is closed"
            }
    }
}
