/** How a page looks on paper, A4 or Letter: dark ink on white whatever the screen prefers, closed details opened, nothing torn apart. */
export const PRINT_STYLE = `
@page { margin: 20mm 18mm 22mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #555; } }
@media print {
  :root { color-scheme: light; --ground: #fff; --ink: #000; --soft: #444; --line: #aaa; --panel: #fff; --link: #000; --mark: #fff; --mark-ink: #000;
    --against: #7a0f20; --doubt: #5e3300; --open: #444; --aim: transparent; }
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; font-size: 1rem; line-height: 1.45; }
  h1 { font-size: 19pt; }
  h1, h2, h3, h4, h5 { margin: 1.3em 0 .35em; }
  .appendix { margin-top: 1.6em; }
  .appendix > h2 { margin-top: .9em; }
  #evidence { border-top: 0; margin-top: 0; }
  h2 { font-size: 13.5pt; }
  h3 { font-size: 11.5pt; }
  h1, h2, h3, h4, h5, caption, .place { break-after: avoid; }
  p, li, blockquote { orphans: 3; widows: 3; }
  .why { font-size: 8.5pt; margin: .3rem 0 .7rem; }
  tr, dl, .why, .change, .note, ol.evidence > li { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll:not(:has(tbody tr:nth-child(12))) { break-inside: avoid; }
  tbody tr:nth-child(-n+2) { break-before: avoid; }
  nav, .skip { display: none; }
  a { text-decoration: none; }
  a.cite { border: 0; padding: 0; }
  a.cite::before { content: "["; }
  a.cite::after { content: "]"; }
  mark { font-weight: 600; }
  .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; display: block; }
  summary { list-style: none; }
  #evidence, .appendix { font-size: 9pt; }
  ol.evidence > li { padding: .5rem 0; }
  .near { font-size: 8pt; }
  table { font-size: 8.5pt; }
  :target { outline: 0; }
}
`;
