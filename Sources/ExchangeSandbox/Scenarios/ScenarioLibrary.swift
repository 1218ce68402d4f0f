/// The scenarios compiled in, in the order they are listed. Each is one JSON file of this folder.
package enum ScenarioLibrary {
    package static var names: [String] { files.map(\.name) }

    static func bytes(_ name: String) -> [UInt8]? { files.first { $0.name == name }?.bytes }

    private static let files: [(name: String, bytes: [UInt8])] = [
        ("orphaned-grid-order", PackageResources.orphaned_grid_order_json),
        ("running-grid", PackageResources.running_grid_json),
        ("orphaned-and-grid-mixed", PackageResources.orphaned_and_grid_mixed_json),
        ("orphaned-stop", PackageResources.orphaned_stop_json),
        ("gone-filled", PackageResources.gone_filled_json),
        ("gone-cancelled", PackageResources.gone_cancelled_json),
        ("partly-filled-orphan", PackageResources.partly_filled_orphan_json),
        ("two-second-edge", PackageResources.two_second_edge_json),
        ("instance-stopped", PackageResources.instance_stopped_json),
        ("fills-between-plan-and-send", PackageResources.fills_between_plan_and_send_json),
        ("cancel-times-out-applied", PackageResources.cancel_times_out_applied_json),
        ("cancel-times-out-not-applied", PackageResources.cancel_times_out_not_applied_json),
        ("hedge-account", PackageResources.hedge_account_json),
        ("aged-order", PackageResources.aged_order_json),
        ("never-arrived", PackageResources.never_arrived_json),
        ("untracked-position", PackageResources.untracked_position_json),
        ("external-position", PackageResources.external_position_json),
        ("forced-liquidation", PackageResources.forced_liquidation_json),
        ("expired-order", PackageResources.expired_order_json),
        ("rejected-stop", PackageResources.rejected_stop_json),
        ("refused-placement", PackageResources.refused_placement_json),
        ("history-not-answered", PackageResources.history_not_answered_json),
        ("exchange-down", PackageResources.exchange_down_json),
        ("reused-id", PackageResources.reused_id_json),
        ("silent-divergence", PackageResources.silent_divergence_json),
        ("race-converges", PackageResources.race_converges_json),
        ("conditional-alive", PackageResources.conditional_alive_json),
        ("flat-again", PackageResources.flat_again_json),
        ("expected-position", PackageResources.expected_position_json),
        ("mixed-position", PackageResources.mixed_position_json),
        ("hedge-positions", PackageResources.hedge_positions_json),
        ("position-without-beginning", PackageResources.position_without_beginning_json),
        ("standby-beside-trading", PackageResources.standby_beside_trading_json),
        ("instance-unreachable", PackageResources.instance_unreachable_json),
        ("expected-state-knows", PackageResources.expected_state_knows_json),
        ("two-trading-instances", PackageResources.two_trading_instances_json),
    ]
}
