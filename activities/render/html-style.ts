import { createHash } from 'node:crypto';

/** The whole style of an exported page; system fonts, since the page may load nothing. */
export const STYLE = `
:root { color-scheme: light dark; }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5 { line-height: 1.25; break-after: avoid; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: .25rem solid #8888; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { border: 1px solid #8888; padding: .25rem .5rem; text-align: left; vertical-align: top; white-space: pre-line; }
.cite { font-size: .75em; vertical-align: super; line-height: 0; }
.warning { font-weight: 600; color: #a40; }
.notice { border: 1px solid #a40; padding: .5rem .75rem; }
.passage { white-space: pre-wrap; margin: .25rem 0 0; }
code { white-space: pre-wrap; }
mark { background: #fe8; color: #000; }
li:target { outline: 2px solid #36c; outline-offset: .25rem; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } a { color: inherit; } li { break-inside: avoid; } }
`;

/** The policy of an exported page: it runs nothing, loads nothing, sends nothing, and has this one style. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;
