import { createHash } from 'node:crypto';
import { PRINT_STYLE } from './html-style-print.ts';

/** Colours by role: each pair of text and ground has a contrast of at least 4.5 to 1, in both schemes. */
const COLOURS = `
:root { color-scheme: light dark; --ground: #fff; --ink: #1c2024; --soft: #565e67; --line: #c9ced4; --panel: #f5f6f7; --link: #0b4f9c;
  --mark: #fff0a6; --mark-ink: #1c2024; --against: #a1152c; --doubt: #834600; --open: #565e67; --aim: #0b4f9c; }
@media (prefers-color-scheme: dark) { :root { --ground: #15181b; --ink: #e4e7ea; --soft: #a3abb4; --line: #444b53; --panel: #1e2226;
  --link: #8cbcf5; --mark: #5c4b00; --mark-ink: #fff7d6; --against: #ff9aa5; --doubt: #f0b35c; --open: #a3abb4; --aim: #8cbcf5; } }
`;

const TEXT = `
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 47rem; padding: 2rem 1.25rem 4rem; background: var(--ground); color: var(--ink);
  font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Iowan Old Style", Palatino, Georgia, serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, header .kicker, nav, dl, table, .place, .back, .why, .note, .cite, .ok, .verdict, summary, footer, .legend {
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
h1, h2, h3, h4, h5 { line-height: 1.25; margin: 2em 0 .5em; text-wrap: balance; }
h1 { font-size: 1.9rem; margin: .2em 0 .6em; }
h2 { font-size: 1.35rem; }
h3 { font-size: 1.12rem; }
h4, h5 { font-size: 1rem; }
p { margin: .6em 0; }
ul, ol { padding-left: 1.4em; }
li { margin: .3em 0; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid var(--line); }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--aim); outline-offset: 2px; border-radius: 2px; }
code, .hash, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .85em; }
pre { white-space: pre-wrap; margin: .5em 0; padding: .6em .8em; background: var(--panel); border: 1px solid var(--line); border-radius: 4px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: static; }
`;

const PARTS = `
header { border-bottom: 2px solid var(--ink); padding-bottom: 1rem; margin-bottom: 1.5rem; }
.kicker { margin: 0; color: var(--soft); font-size: .85rem; }
.question { font-size: 1.05rem; margin: 0 0 1rem; }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .3rem 1rem; margin: .8rem 0; font-size: .9rem; }
dt { color: var(--soft); }
dd { margin: 0; }
.note { border: 1px solid var(--line); border-left: 4px solid var(--doubt); padding: .6rem .9rem; margin: 1rem 0; font-size: .9rem; background: var(--panel); }
ul.note { padding-left: 2rem; }
nav { font-size: .9rem; margin: 1.5rem 0 2rem; }
nav ol { margin: .3rem 0; padding-left: 2em; }
nav li { margin: .15em 0; }
.legend { color: var(--soft); font-size: .85rem; }
.appendix { border-top: 1px solid var(--line); margin-top: 2.5rem; }
.scroll { overflow-x: auto; margin: 1em 0; }
table { border-collapse: collapse; font-size: .9rem; line-height: 1.4; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .9rem .35rem 0; text-align: left; vertical-align: top; white-space: pre-line; overflow-wrap: break-word; }
thead th { border-bottom: 2px solid var(--line); color: var(--soft); font-weight: 600; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
td.words { min-width: 12rem; }
.cite { font-size: .72em; vertical-align: .4em; line-height: 0; margin-left: .15em; padding: .1em .3em; border: 1px solid var(--line); border-radius: .6em; text-decoration: none; white-space: nowrap; }
.cite:hover { text-decoration: underline; }
.ok { color: var(--soft); font-size: .75em; margin-left: .25em; }
.kind { font-family: system-ui, sans-serif; color: var(--soft); font-size: .78em; margin-left: .35em; }
.group { padding-left: .22em; }
.remarks { font-size: .85rem; color: var(--soft); margin: .2rem 0; }
.where { color: var(--soft); min-width: 7rem; }
.verdict { font-size: .78em; font-weight: 700; margin-left: .3em; padding: .05em .4em; border: 1.5px solid; border-radius: 3px; white-space: nowrap; text-decoration: none; }
.contradicted { color: var(--against); border-style: solid; }
.insufficient { color: var(--doubt); border-style: dashed; }
.unchecked { color: var(--open); border-style: dotted; }
.why { margin: .6rem 0 1.2rem; padding: .2rem 0 .2rem .9rem; border-left: 4px double var(--doubt); font-size: .9rem; }
.why p { margin: .35rem 0; }
`;

const EVIDENCE = `
ol.evidence { list-style: none; padding: 0; }
ol.evidence > li { margin: 0; padding: 1rem 0; border-bottom: 1px solid var(--line); }
.place { margin: 0 0 .4rem; font-size: .9rem; }
.place b { margin-right: .35em; }
.place small, .back, .near { color: var(--soft); }
.back { font-size: .85rem; margin: .5rem 0 0; }
.passage { border-left: 3px solid var(--line); padding-left: .9rem; font-size: .97rem; }
.passage p { margin: .35rem 0; }
.passage.lines p, .passage .lines { white-space: pre-wrap; }
.passage.lines .near:not(.lines) { white-space: normal; }
.near { font-size: .88rem; line-height: 1.45; }
mark { background: var(--mark); color: var(--mark-ink); padding: .05em 0; text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em; }
.spot { font: 600 .7em system-ui, sans-serif; vertical-align: .4em; line-height: 0; margin-right: .2em; text-decoration: none; }
del { text-decoration: line-through; color: var(--against); }
ins { text-decoration: underline; text-decoration-thickness: 2px; font-weight: 600; }
.change { border: 1px solid var(--line); border-radius: 4px; padding: .6rem .9rem; margin: .8rem 0; }
.sides { margin: .4rem 0; }
:target { outline: 2px solid var(--aim); outline-offset: 3px; border-radius: 2px; }
footer { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: .8rem; font-size: .85rem; color: var(--soft); }
@media (max-width: 30rem) {
  body { padding: 1.2rem .9rem 3rem; font-size: 1rem; }
  h1 { font-size: 1.5rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .5rem; }
  table { font-size: .82rem; }
  th, td { padding-right: .5rem; }
  .stack { font-size: .9rem; }
  .stack thead { display: none; }
  .stack, .stack tbody, .stack caption, .stack tr, .stack td { display: block; text-align: left; }
  .stack tr { border-bottom: 2px solid var(--line); padding: .4rem 0; }
  .stack td { border: 0; padding: .15rem 0; }
  .stack td:nth-child(1)::before { content: "No. "; }
  .stack td:nth-child(3)::before { content: "Where: "; }
}
`;

const STYLE = `${COLOURS}${TEXT}${PARTS}${EVIDENCE}${PRINT_STYLE}`;

/** The whole style of a job's exported page; system fonts, since the page may load nothing. On paper each page names the job. */
export function pageStyle(jobId: string): string {
  const name = jobId.replace(/[^\w.-]/g, '');
  return `${STYLE}@page { @bottom-left { content: "Dossier · job ${name}"; font: 8pt system-ui, sans-serif; color: #555; } }\n`;
}

/** The policy of an exported page: it runs nothing, loads nothing, sends nothing, and has this one style. */
export function pagePolicy(style: string): string {
  const hash = createHash('sha256').update(style).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}
