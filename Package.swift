// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "grinderctl",
    products: [
        .executable(name: "grinderctl", targets: ["grinderctl"])
    ],
    // Exact versions: Package.resolved is not kept.
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    ],
    targets: [
        .target(name: "JSON", swiftSettings: strict),
        .target(name: "TriageCore", dependencies: ["JSON"], swiftSettings: strict),
        .plugin(
            name: "RevisionPlugin", capability: .buildTool(), path: "Sources/RevisionPlugin",
            exclude: ["revision.sh", "archived-commit"]),
        .target(name: "Revision", swiftSettings: strict, plugins: ["RevisionPlugin"]),
        .target(
            name: "Binance",
            dependencies: [
                "TriageCore",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CTimex"),
        .systemLibrary(name: "CSpawn"),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CIsal", providers: [.apt(["libisal-dev"])]),
        .target(
            name: "BotEvidence",
            dependencies: [
                "JSON", "TriageCore", "CIsal", "CSpawn", "CZlib",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "AuditLog",
            dependencies: [
                "JSON", "TriageCore",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Listening",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "ExchangeSandbox",
            dependencies: [
                "JSON",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ],
            resources: [
                .embedInCode("Scenarios/orphaned-grid-order.json"),
                .embedInCode("Scenarios/running-grid.json"),
                .embedInCode("Scenarios/orphaned-and-grid-mixed.json"),
                .embedInCode("Scenarios/orphaned-stop.json"),
                .embedInCode("Scenarios/gone-filled.json"),
                .embedInCode("Scenarios/gone-cancelled.json"),
                .embedInCode("Scenarios/partly-filled-orphan.json"),
                .embedInCode("Scenarios/two-second-edge.json"),
                .embedInCode("Scenarios/instance-stopped.json"),
                .embedInCode("Scenarios/fills-between-plan-and-send.json"),
                .embedInCode("Scenarios/cancel-times-out-applied.json"),
                .embedInCode("Scenarios/cancel-times-out-not-applied.json"),
                .embedInCode("Scenarios/hedge-account.json"),
                .embedInCode("Scenarios/aged-order.json"),
                .embedInCode("Scenarios/never-arrived.json"),
                .embedInCode("Scenarios/untracked-position.json"),
                .embedInCode("Scenarios/external-position.json"),
                .embedInCode("Scenarios/forced-liquidation.json"),
                .embedInCode("Scenarios/expired-order.json"),
                .embedInCode("Scenarios/rejected-stop.json"),
                .embedInCode("Scenarios/refused-placement.json"),
                .embedInCode("Scenarios/history-not-answered.json"),
                .embedInCode("Scenarios/exchange-down.json"),
                .embedInCode("Scenarios/reused-id.json"),
                .embedInCode("Scenarios/reused-id-between-triage-and-cancel.json"),
                .embedInCode("Scenarios/position-reopened-between-triage-and-flatten.json"),
                .embedInCode("Scenarios/silent-divergence.json"),
                .embedInCode("Scenarios/race-converges.json"),
                .embedInCode("Scenarios/conditional-alive.json"),
                .embedInCode("Scenarios/flat-again.json"),
                .embedInCode("Scenarios/expected-position.json"),
                .embedInCode("Scenarios/mixed-position.json"),
                .embedInCode("Scenarios/hedge-positions.json"),
                .embedInCode("Scenarios/position-without-beginning.json"),
                .embedInCode("Scenarios/standby-beside-trading.json"),
                .embedInCode("Scenarios/instance-unreachable.json"),
                .embedInCode("Scenarios/expected-state-knows.json"),
                .embedInCode("Scenarios/two-trading-instances.json"),
                .embedInCode("Scenarios/reset-several-symbols.json"),
                .embedInCode("Scenarios/reset-ha-pair.json"),
                .embedInCode("Scenarios/reset-foreign.json"),
                .embedInCode("Scenarios/reset-triggered-stop.json"),
                .embedInCode("Scenarios/reset-over-the-cap.json"),
                .embedInCode("Scenarios/reset-crash-and-resume.json"),
                .embedInCode("Scenarios/reset-bot-running.json"),
                .embedInCode("Scenarios/flatten-competing-order.json"),
                .embedInCode("Scenarios/flatten-foreign-order.json"),
                .embedInCode("Scenarios/flatten-settling.json"),
                .embedInCode("Scenarios/reset-settling.json"),
                .embedInCode("Scenarios/cancel-close-position.json"),
                .embedInCode("Scenarios/flatten-other-quote.json"),
                .embedInCode("Scenarios/flatten-beside-a-person.json"),
                .embedInCode("Scenarios/flatten-thin-book.json"),
                .embedInCode("Scenarios/flatten-times-out-applied.json"),
                .embedInCode("Scenarios/flatten-times-out-not-applied.json"),
                .embedInCode("Scenarios/flatten-throttled.json"),
                .embedInCode("Scenarios/flatten-bot-running.json"),
                .embedInCode("Scenarios/flatten-in-parts.json"),
                .embedInCode("Scenarios/flatten-moves-meanwhile.json"),
                .embedInCode("Scenarios/flatten-grid-fill.json"),
                .embedInCode("Scenarios/flatten-hedge-sides.json"),
                .embedInCode("Scenarios/gateway-two-bots.json"),
                .embedInCode("Scenarios/adopted-orders.json"),
                .embedInCode("Scenarios/flatten-silent-instance.json"),
                .embedInCode("Scenarios/four-eyes-cancel.json"),
                .embedInCode("Scenarios/readme.json"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Runbooks",
            dependencies: [.product(name: "Yams", package: "Yams")],
            path: "Runbooks",
            exclude: ["alerts.yaml"],
            resources: [
                .embedInCode("unexpected.md"),
                .embedInCode("missing.md"),
                .embedInCode("divergence.md"),
                .embedInCode("position.md"),
                .embedInCode("flatten.md"),
                .embedInCode("escalation.md"),
                .embedInCode("stream.md"),
                .embedInCode("recovery.md"),
                .embedInCode("alerts.md"),
                .embedInCode("reset.md"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "grinderctl",
            dependencies: [
                "TriageCore", "Binance", "BotEvidence", "AuditLog", "CTimex", "ExchangeSandbox", "JSON", "Listening",
                "Revision", "Runbooks",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RunbooksTests", dependencies: ["Runbooks", .product(name: "Yams", package: "Yams")],
            exclude: ["alerts_test.yaml", "runbook-11.md"],
            swiftSettings: strict),
        // What generates the cases of a campaign, for test targets alone.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "TriageCoreTests", dependencies: ["JSON", "TestSupport", "TriageCore"], swiftSettings: strict),
        .testTarget(
            name: "BinanceTests",
            dependencies: [
                "Binance", "TriageCore",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "BotEvidenceTests",
            dependencies: ["BotEvidence", "CZlib", "TestSupport", "TriageCore"],
            resources: [.copy("Samples")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "AuditLogTests",
            dependencies: [
                "AuditLog", "JSON", "TestSupport", "TriageCore", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ExchangeSandboxTests",
            dependencies: [
                "ExchangeSandbox",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "GrinderctlTests",
            dependencies: [
                "grinderctl", "AuditLog", "Binance", "BotEvidence", "ExchangeSandbox", "JSON", "Listening",
                "OperatorStage", "Runbooks", "TestSupport", "TriageCore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            resources: [.copy("Samples")],
            swiftSettings: strict
        ),
        // Where the test targets around it play: commands in process, and the built binary as an operator starts it.
        .target(
            name: "OperatorStage",
            dependencies: [
                "AuditLog", "Binance", "BotEvidence", "ExchangeSandbox", "JSON", "TestSupport", "TriageCore",
                "grinderctl",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/OperatorStage", swiftSettings: strict
        ),
        .testTarget(
            name: "WireTests",
            dependencies: [
                "AuditLog", "OperatorStage", "ExchangeSandbox", "JSON", "TestSupport", "TriageCore", "grinderctl",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TranscriptsTests",
            dependencies: [
                "OperatorStage", "BotEvidence", "ExchangeSandbox", "grinderctl",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Golden"], swiftSettings: strict
        ),
    ]
)
