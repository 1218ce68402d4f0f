/// What goes wrong with the user data stream.
enum StreamFault: String, Sendable, CaseIterable {
    /// Events are lost while the connection stays open and is pinged: all of them, or `*N` for the next N.
    case silence = "stream-silence"
    /// Instead of the next event every connection ends without a close frame.
    case drop = "stream-drop"
    /// The listen key expires when a connection has been opened with it.
    case expiry = "stream-expiry"
    /// The handshake is answered 503.
    case refusal = "stream-refused"
}
