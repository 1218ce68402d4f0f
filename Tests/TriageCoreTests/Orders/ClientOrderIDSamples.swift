import Testing

/// The ids that grinder's producers, tests and neighbours make, as its own parser took them: `parse_client_order_id`
/// and `is_ours` of bnzr-team/grinder at d3e950d, run. The last column is this tool's own notion, derived by hand from
/// the contract's words; it is no output of the code under test.
struct ClientOrderIDSample: Sendable, CustomTestStringConvertible {
    enum Ours: Sendable, Equatable {
        case no
        /// The strategy, or `legacy`.
        case ours(String)
    }

    let id: String
    /// `prefix|strategy|symbol|level`, and `|legacy`.
    let parsed: String?
    /// `y` or `-` under each of grinder's settings, as listed in ``GrinderSetting``.
    let flags: String
    let ours: Ours

    var testDescription: String { id.debugDescription }

    private static func row(_ id: String, _ parsed: String?, _ flags: String, _ ours: Ours = .no) -> Self {
        ClientOrderIDSample(id: id, parsed: parsed, flags: flags, ours: ours)
    }

    static let all: [ClientOrderIDSample] = [
        row("grinder_d_BTCUSDT_1_1772971200_1", "grinder_|d|BTCUSDT|1", "yy-yy", .ours("d")),
        row("grinder_d_BTCUSDT_-1_1772971201_2", nil, "-----", .ours("d")),
        row("grinder_d_ETHUSDT_2_1772971202_3", "grinder_|d|ETHUSDT|2", "yy-yy", .ours("d")),
        row("grinder_d_SOLUSDT_5_1772971203_4", "grinder_|d|SOLUSDT|5", "yy-yy", .ours("d")),
        row("grinder_d_DOGEUSDT_10_1772971204_5", "grinder_|d|DOGEUSDT|10", "yy-yy", .ours("d")),
        row("grinder_d_XRPUSDT_0_1772971205_6", "grinder_|d|XRPUSDT|0", "yy-yy", .ours("d")),
        row("grinder_d_BTCUSDT_c_1795347008_7", "grinder_|d|BTCUSDT|c", "yy-yy", .ours("d")),
        row("grinder_d_BTCUSDT_0_1772971_1", "grinder_|d|BTCUSDT|0", "yy-yy", .ours("d")),
        row("grinder_e_BTCUSDT_c_1795347008_1", "grinder_|e|BTCUSDT|c", "----y", .ours("e")),
        row("grinder_s_BTCUSDT_1_1772971200_1", "grinder_|s|BTCUSDT|1", "----y", .ours("s")),
        row("grinder_r_BTCUSDT_c_1795347008_1", "grinder_|r|BTCUSDT|c", "----y", .ours("r")),
        row("grinder_smoke_BTCUSDT_1_1772971200_1", "grinder_|smoke|BTCUSDT|1", "----y"),
        row("grinder_tp_BTCUSDT_3_1772971200_1", "grinder_|tp|BTCUSDT|3", "---yy", .ours("tp")),
        row("grinder_tp_ETHUSDT_0_1772971200_12", "grinder_|tp|ETHUSDT|0", "---yy", .ours("tp")),
        row("grinder_d_BTCUSDT_4_1772971200_7", "grinder_|d|BTCUSDT|4", "yy-yy", .ours("d")),
        row("grinder_d_BTCUSDT_0_1772971200_33", "grinder_|d|BTCUSDT|0", "yy-yy", .ours("d")),
        row("grinder_d_BTCUSDT_1_1772971200_12345", "grinder_|d|BTCUSDT|1", "yy-yy", .ours("d")),
        row("grinder_d_1000PEPEUSDT_1_1772971200_1", "grinder_|d|1000PEPEUSDT|1", "yy-yy"),
        row("grinder_r_1000PEPEUSDT_c_1772971200_1", "grinder_|r|1000PEPEUSDT|c", "----y"),
        row("grinder_d_BTCUSDT_260327_1_1772971200_1", "grinder_d_|BTCUSDT|260327|1", "-----"),
        row("grinder_tp_1000SHIBUSDT_1_1772971200_1", "grinder_|tp|1000SHIBUSDT|1", "---yy"),
        row("grinder_default_BTCUSDT_1_1772971200_1", "grinder_|default|BTCUSDT|1", "--y-y"),
        row("grinder_momentum_BTCUSDT_1_1704067200000_42", "grinder_|momentum|BTCUSDT|1", "----y"),
        row("grinder_scalper_ETHUSDT_cleanup_1704067200000_5", "grinder_|scalper|ETHUSDT|cleanup", "----y"),
        row("mybot_arb_BTCUSDT_2_1704067200000_1", "mybot_|arb|BTCUSDT|2", "-----"),
        row("grinder_BTCUSDT_1_1704067200000_42", "grinder_|__legacy__|BTCUSDT|1|legacy", "-y--y", .ours("legacy")),
        row("grinder_ETHUSDT_cleanup_1704067200000_5", "grinder_|__legacy__|ETHUSDT|cleanup|legacy", "-y--y"),
        row("grinder_BTCUSDT_orphan_1704067200000_1", "grinder_|__legacy__|BTCUSDT|orphan|legacy", "-y--y"),
        row("grinder_default_BTCUSDT_1_1704067200000_1", "grinder_|default|BTCUSDT|1", "--y-y"),
        row("grinder_default_BTCUSDT_1_1704067200_1", "grinder_|default|BTCUSDT|1", "--y-y"),
        row("grinder_rogue_BTCUSDT_1_1704067200000_1", "grinder_|rogue|BTCUSDT|1", "----y"),
        row("grinder_d_BTCUSDT_1_1704067200_1", "grinder_|d|BTCUSDT|1", "yy-yy", .ours("d")),
        row("grinder_order_001", nil, "-----"),
        row("grinder_ceremony_unexpected_001", nil, "-----"),
        row("grinder_test_cleanup_1", nil, "-----"),
        row("", nil, "-----"),
        row("random_order_123", nil, "-----"),
        row("not_enough_parts", nil, "-----"),
        row("manual_order", nil, "-----"),
        row("random_garbage", nil, "-----"),
        row("web_123456789", nil, "-----"),
        row("ios_abcdef", nil, "-----"),
        row("android_9f2c1ab8d2", nil, "-----"),
        row("otherbot_BTCUSDT_1_1704067200000_1", nil, "-----"),
        row("otherbot_momentum_BTCUSDT_1_1704067200000_1", "otherbot_|momentum|BTCUSDT|1", "-----"),
        row("autoclose-1704067200000123456", nil, "-----"),
        row("adl_autoclose", nil, "-----"),
        row("settlement_autoclose-1704067200", nil, "-----"),
        row("x-Cb7ytekJ4f1c2d3e4f", nil, "-----"),
        row("grinder_", nil, "-----"),
        row("grinder_d", nil, "-----"),
        row("GRINDER_d_BTCUSDT_1_1704067200_1", "GRINDER_|d|BTCUSDT|1", "-----"),
        row("grinder_D_BTCUSDT_1_1704067200_1", "grinder_|D|BTCUSDT|1", "----y"),
        row("grinder_d_btcusdt_1_1704067200_1", nil, "-----"),
        row("grinder_d_BTCUSDT_1_1704067200", nil, "-----"),
        row("grinder_D_BTCUSDT_1704067200_1", "grinder_|__legacy__|D|BTCUSDT|legacy", "-y--y", .ours("legacy")),
        row("grinder_d_BTCUSDT_1_2_1704067200_1", "grinder_d_|BTCUSDT|1|2", "-----"),
        row("my_grinder_d_BTCUSDT_1_1704067200_1", "my_grinder_|d|BTCUSDT|1", "-----"),
        row("grinder_d_BTCUSDT_-1_1704067200_1", nil, "-----", .ours("d")),
        row("grinder_d_BTCUSDT_260327_1_1704067200_1", "grinder_d_|BTCUSDT|260327|1", "-----"),
        row("grinder_d_BTCUSDT_1_1704067200_1 ", nil, "-----"),
        row("grinder_d_BTCUSDT_1_1704067200_1\n", "grinder_|d|BTCUSDT|1", "yy-yy"),
        row("grinder_d.x_BTCUSDT_1_1704067200_1", "grinder_|d.x|BTCUSDT|1", "----y"),
        row("grinder_d-2_BTCUSDT_1_1704067200_1", "grinder_|d-2|BTCUSDT|1", "----y"),
        row("grinder_d_BTCUSDT_1_170406720\u{660}_1", "grinder_|d|BTCUSDT|1", "yy-yy"),
        row("grinder_d_BTCUSDT_\u{e9}_1704067200_1", "grinder_|d|BTCUSDT|\u{e9}", "yy-yy"),
        row("grinder_\u{5e01}\u{5b89}\u{4eba}\u{751f}USDT_1_1704067200_1", nil, "-----"),
        row("grinder_BTCUSDT_1_2_1704067200000_1", "grinder_|BTCUSDT|1|2", "----y"),
        row("grinder_BTCUSDT_260327_1_1704067200_1", "grinder_|BTCUSDT|260327|1", "----y"),
        row("grinder_d_BTCUSDT_1_0_0", "grinder_|d|BTCUSDT|1", "yy-yy", .ours("d")),
        row("grinder_d_BTCUSDT__1704067200_1", nil, "-----"),
    ]
}
