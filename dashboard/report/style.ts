/** The page's whole style: paper and screen, light and dark, wide and narrow. */

/** Colours by role. Text on ground is at least 4.5 to 1 in both. */
const LIGHT = `
  --ground: #fcfbf8; --raised: #ffffff; --ink: #1c1b19; --soft: #57534c; --line: #d9d5cb;
  --accent: #00588a; --good: #00694c; --bad: #a83c00; --doubt: #7a5200;`;
const DARK = `
  --ground: #171614; --raised: #201f1c; --ink: #ece8df; --soft: #b3ada1; --line: #3b3832;
  --accent: #7cc4f0; --good: #5fd3ae; --bad: #ff9a5c; --doubt: #f0c25a;`;

const BASE = `
:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: var(--raised); padding: .5rem; z-index: 1; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
header, main, nav, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
h1, h2, h3, h4, .lead { font-family: Georgia, "Times New Roman", "DejaVu Serif", serif; line-height: 1.2; }
h1 { font-size: 2.1rem; margin: .2rem 0 .5rem; font-weight: 700; }
h2 { font-size: 1.5rem; margin: 0 0 .8rem; padding-top: .7rem; border-top: 3px solid var(--ink); }
h3 { font-size: 1.15rem; margin: 2rem 0 .6rem; }
h4 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
p { margin: 0 0 .9rem; max-width: 46rem; }
header { padding-top: 1.6rem; }
.kicker { margin: 0; font-size: .85rem; letter-spacing: .08em; text-transform: uppercase; color: var(--accent);
  font-weight: 600; }
.byline, .note { color: var(--soft); font-size: .88rem; }
nav ul { max-width: none; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; list-style: none; margin: .4rem 0 0;
  padding: .6rem 0; border-top: 1px solid var(--line); font-size: .88rem; }
section { margin: 2.6rem 0; }
.lead { font-size: 1.32rem; line-height: 1.4; }
footer { margin-top: 3rem; padding-bottom: 2rem; color: var(--soft); font-size: .85rem; }
ul { padding-left: 1.2rem; max-width: 46rem; }`;

const BLOCKS = `
dl, dd { margin: 0; } dd, dt, .quote { overflow-wrap: anywhere; }
.key-figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
  margin: 1.6rem 0; padding: 1px 0 0 1px; }
.key-figures > div { background: var(--raised); padding: .8rem 1rem; border: 1px solid var(--line);
  margin: -1px 0 0 -1px; }
.key-figures dt { font-size: .85rem; color: var(--soft); }
.key-figures .value { font: 700 1.65rem/1.25 Georgia, "Times New Roman", "DejaVu Serif", serif;
  font-variant-numeric: tabular-nums; }
.key-figures .range { font-size: .88rem; font-variant-numeric: tabular-nums; }
.key-figures .says { font-size: .82rem; color: var(--soft); margin-top: .3rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: .5rem 1.5rem;
  margin: .8rem 0; }
.facts dt { font-size: .8rem; color: var(--soft); }
.facts dd { font-variant-numeric: tabular-nums; }
figure { margin: 1.2rem 0 1.6rem; }
figcaption { font-size: .92rem; color: var(--soft); max-width: 46rem; margin-top: .5rem; }
.scroll { overflow-x: auto; margin: .8rem 0 1.2rem; }
.chart { background: #ffffff; border: 1px solid var(--line); margin: 0; padding-bottom: .5rem; }
.chart svg { display: block; width: 100%; min-width: 38rem; max-width: 56rem; height: auto; margin: 0 auto; }
table { border-collapse: collapse; font-size: .88rem; line-height: 1.35; font-variant-numeric: tabular-nums;
  width: 100%; }
caption { text-align: left; color: var(--soft); padding: 0 0 .4rem; font-size: .88rem; }
th, td { padding: .32rem .7rem .32rem 0; border-bottom: 1px solid var(--line); vertical-align: top;
  text-align: left; font-weight: 400; }
thead th { font-weight: 600; border-bottom: 1.5px solid var(--ink); vertical-align: bottom; }
.number { text-align: right; }
th.text { min-width: 8rem; }
td .clause, .clause { color: var(--soft); font-size: .84rem; display: block; min-width: 16rem; }
code { font: .92em ui-monospace, "DejaVu Sans Mono", monospace; }`;

const CARDS = `
.card { background: var(--raised); border: 1px solid var(--line); border-left: 5px solid var(--bad);
  padding: .4rem 1.1rem 1rem; margin: 1.4rem 0; }
.card h3 { margin-top: .7rem; }
.quote { margin: .3rem 0; padding: .5rem .8rem; border-left: 3px solid var(--line); white-space: pre-wrap;
  max-width: 50rem; font-size: .92rem; unicode-bidi: isolate; }
.quote.found { border-left-color: var(--good); } .quote.missing { border-left: 3px dashed var(--bad); }
.rationale { font-family: Georgia, "Times New Roman", "DejaVu Serif", serif; font-size: 1.02rem; white-space: pre-wrap;
  max-width: 50rem; unicode-bidi: isolate; }
.verdict { text-underline-offset: .18em; text-decoration-thickness: 2px; text-decoration-line: underline;
  white-space: nowrap; }
.verdict sup { font: 700 .7em/1 system-ui, "DejaVu Sans", sans-serif; margin-left: .1em;
  text-decoration: none; display: inline-block; }
.supported { color: var(--good); text-decoration-style: solid; }
.derivable { color: var(--accent); text-decoration-style: dotted; }
.contradicted { color: var(--bad); text-decoration-style: wavy; font-weight: 700; }
.unsupported { color: var(--doubt); text-decoration-style: dashed; }
.legend span + span { margin-left: 1.2rem; }
.long { max-height: 18rem; overflow: auto; margin: 0; border: 1px solid var(--line); }
.long .quote { margin: 0; border: 0; font-size: .84rem; }
.exchange { display: grid; grid-template-columns: 3fr 2fr; gap: .3rem 1.2rem; } .exchange > * { min-width: 0; }
.exchange .note { margin: 0 0 .2rem; }
mark { background: none; color: inherit; font-weight: 700; border-bottom: 3px double var(--bad); }
.bad { color: var(--bad); font-weight: 600; }`;

const NARROW = `
@media (max-width: 40rem) {
  header, main, nav, footer { padding-left: .9rem; padding-right: .9rem; }
  h1 { font-size: 1.6rem; } h2 { font-size: 1.3rem; } .lead { font-size: 1.15rem; }
  .key-figures { grid-template-columns: repeat(2, minmax(0, 1fr)); } .key-figures > div { padding: .6rem .7rem; }
  .key-figures .value { font-size: 1.3rem; }
  .card { padding: .2rem .7rem .7rem; } .exchange { grid-template-columns: 1fr; }
  .legend span + span { margin-left: .7rem; }
  td .clause, .clause { min-width: 8.5rem; } th.text { min-width: 5.5rem; }
  td.text { min-width: 8rem; } .facts { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .5rem 1rem; }

}`;

const PRINT = `
@page { size: A4; margin: 15mm 14mm; }
@media print {
  :root { color-scheme: light; ${LIGHT} --ground: #ffffff; }
  html { font-size: 9pt; }
  .key-figures { grid-template-columns: repeat(4, 1fr); } .key-figures > div { padding: .5rem .7rem; }
  section { margin: 1.6rem 0; }
  header, main, footer { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  h1, h2, h3, h4 { break-after: avoid; }
  figure, .key-figures > div, .facts > div, tr { break-inside: avoid; }
  .exchange { display: block; }
  .scroll, .long { overflow: visible; max-height: none; }
  .chart { border: 0; } .chart svg { min-width: 0; max-width: 100%; }
  table { font-size: .8rem; } th, td { padding: .2rem .4rem .2rem 0; }
  td .clause, .clause { min-width: 0; } th.text { min-width: 0; }
  .card { border: 1px solid #999999; border-left: 4px solid #a83c00; box-decoration-break: clone;
    -webkit-box-decoration-break: clone; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
}`;

export const STYLE = [BASE, BLOCKS, CARDS, NARROW, PRINT].join("\n").trim();
