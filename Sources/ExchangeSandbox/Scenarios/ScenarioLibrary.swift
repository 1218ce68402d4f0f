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
    ]
}
