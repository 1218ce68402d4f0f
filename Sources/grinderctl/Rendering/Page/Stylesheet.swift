import Crypto
import FoundationEssentials

/// The page's only style, and the policy that allows it and nothing else.
enum Stylesheet {
    /// No script, no request, no form, no frame; the one style is named by its digest.
    static let policy =
        "default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'"

    private static let digest = Data(SHA256.hash(data: Array(text.utf8))).base64EncodedString()

    static let text = """

        :root{color-scheme:light dark;--bg:#fff;--fg:#1c2024;--soft:#5b646e;--line:#d5dae0;--card:#f6f8fa;
        --good:#136c37;--good-bg:#dcf3e3;--bad:#a3171b;--bad-bg:#fde3e2;--careful:#7a4d00;--careful-bg:#fdeec9;
        --plain:#3a4350;--plain-bg:#e6eaef;--link:#0b57a4}
        @media (prefers-color-scheme:dark){:root{--bg:#14171a;--fg:#e4e8ec;--soft:#9aa5b1;--line:#363d45;--card:#1c2126;
        --good:#7fdca0;--good-bg:#16351f;--bad:#ff9d98;--bad-bg:#431a1b;--careful:#f2c572;--careful-bg:#3b2d10;
        --plain:#c3ccd6;--plain-bg:#2b323a;--link:#7ab8ff}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:72rem;padding:1.5rem 1rem 3rem;background:var(--bg);color:var(--fg);
        font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        h1{font-size:1.6rem;line-height:1.25;margin:0 0 .4rem;overflow-wrap:anywhere}
        h2{font-size:1.25rem;margin:2.4rem 0 .8rem;padding-bottom:.3rem;border-bottom:2px solid var(--line)}
        h3{font-size:1.02rem;margin:0 0 .6rem;overflow-wrap:anywhere}
        p{margin:.5rem 0}a{color:var(--link)}
        nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;margin:.8rem 0 0;padding:0}
        main ul{margin:.5rem 0;padding-left:1.3rem}
        li{margin:.25rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
        code{font:.86em/1.45 ui-monospace,"SFMono-Regular",Menlo,Consolas,"DejaVu Sans Mono",monospace;
        overflow-wrap:anywhere}
        pre{margin:.5rem 0;padding:.6rem .8rem;background:var(--card);border:1px solid var(--line);border-radius:6px;
        white-space:pre-wrap;overflow-wrap:anywhere}
        dl{margin:.5rem 0;display:grid;gap:.15rem}
        dl>div{display:grid;grid-template-columns:minmax(8rem,13rem) 1fr;gap:.2rem 1rem}
        dt{color:var(--soft);overflow-wrap:anywhere}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
        article{margin:1rem 0;padding:.9rem 1rem;background:var(--card);border:1px solid var(--line);border-radius:8px}
        .badge{display:inline-block;padding:0 .5em;border-radius:1em;font-weight:600;font-size:.86em;
        border:1px solid currentColor;white-space:nowrap}
        .good{color:var(--good);background:var(--good-bg)}.bad{color:var(--bad);background:var(--bad-bg)}
        .careful{color:var(--careful);background:var(--careful-bg)}
        .plain{color:var(--plain);background:var(--plain-bg)}
        .alarm{padding:.6rem .8rem;border-left:5px solid currentColor;border-radius:4px;font-weight:600}
        table{width:100%;border-collapse:collapse;margin:.8rem 0;font-size:.9rem}
        caption{text-align:left;font-weight:600;padding:.2rem 0 .4rem}
        th,td{text-align:left;vertical-align:top;padding:.35rem .8rem .35rem 0;border-bottom:1px solid var(--line)}
        td{overflow-wrap:anywhere;white-space:pre-wrap}th{color:var(--soft);font-weight:600;white-space:nowrap}
        td:first-child,td[data-column=Time],td[data-column=Phase]{white-space:nowrap}
        td:first-child code{white-space:normal}
        figure{margin:1rem 0;overflow-x:auto;border:1px solid var(--line);border-radius:8px;background:var(--card)}
        figcaption{padding:.5rem .8rem;color:var(--soft);font-size:.85rem}
        svg{display:block;width:100%;min-width:20.5rem}
        svg text{fill:var(--fg);font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        svg .time{font:11px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:var(--soft)}
        svg .lane{font-size:10px;font-weight:600;letter-spacing:-.2px;fill:var(--soft);text-anchor:middle}
        svg .gap{font-style:italic;fill:var(--soft);font-size:11px}
        svg line{stroke:var(--line);stroke-width:1}svg line.row{stroke-dasharray:1 4}
        svg .mark{stroke-width:2;stroke:var(--plain);fill:var(--plain-bg)}
        svg .mark.good{stroke:var(--good);fill:var(--good-bg)}svg .mark.bad{stroke:var(--bad);fill:var(--bad-bg)}
        svg .mark.careful{stroke:var(--careful);fill:var(--careful-bg)}
        footer{margin-top:3rem;padding-top:.8rem;border-top:1px solid var(--line);color:var(--soft);font-size:.85rem}
        @media (max-width:44rem){svg .label{display:none}dl>div{grid-template-columns:1fr;margin-bottom:.35rem}
        thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        table,tbody,tr,td,caption{display:block}tr{padding:.45rem 0;border-bottom:1px solid var(--line)}
        td{border:0;padding:.05rem 0}td:first-child,td[data-column]{white-space:pre-wrap}
        td::before{content:attr(data-column) ": ";color:var(--soft)}td:empty{display:none}}
        summary{cursor:pointer}summary h2{display:inline-block;margin-right:.4rem}
        @media print{details::details-content{content-visibility:visible;display:block}#timeline{break-before:page}
        :root{color-scheme:light}body{max-width:none;padding:0;font-size:10pt}nav{display:none}
        article,tr,figure svg{break-inside:avoid}h2,h3,caption{break-after:avoid}
        .badge,.alarm,svg *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}

        """
}
