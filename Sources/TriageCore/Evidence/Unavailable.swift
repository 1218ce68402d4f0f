/// Why a question to the world has no answer. A value the rules see: it can never turn into "not there".
package struct Unavailable: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// The exchange refused key, signature or permission (-1022 -2008 -2014 -2015 …).
        case credentialsRefused
        /// 429, 418, or no room in the weight budget; `retryAfter` in seconds when known.
        case rateLimited(retryAfter: Int?)
        /// Connection refused, reset, timed out; 5xx.
        case unreachable
        /// An answer that cannot be read: HTML, another shape, a clock the exchange refuses.
        case unusable
        /// The exchange answered with an error of its own, by its code (-1121 invalid symbol, …).
        case refused(code: Int)
        /// A file or input that cannot be read.
        case unreadable
        /// Nobody was asked: no instance, no log, no answer is known.
        case notAsked
        /// It lies outside of `--since` and `--until`: within the same window no reading can tell more.
        case outsideWindow
    }

    package let kind: Kind
    /// What was asked: `GET /fapi/v1/order`, a file, a URL without its query.
    package let source: String
    /// One sentence for the operator, without secrets and without a full stop at its end.
    package let detail: String
    /// Which refusal of the exchange's it was, when it was one that is told apart.
    package let trouble: ExchangeTrouble?

    package init(_ kind: Kind, source: String, detail: String, trouble: ExchangeTrouble? = nil) {
        self.kind = kind
        self.source = source
        self.detail = detail
        self.trouble = trouble
    }
}
