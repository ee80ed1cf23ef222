/** The page as text: whole, asking for nothing, and saying what is missing. */
import { describe, expect, it } from "vitest";
import { reportHtml } from "../../../dashboard/report/report-html.ts";
import { HOSTILE } from "./hostile-text.ts";
import { reportParts } from "./report-parts.ts";

const parts = reportParts("plain");
const html = reportHtml(parts);
const text = html.replaceAll(/<style>.*?<\/style>/gs, "").replaceAll(/<[^>]*>/g, "");

describe("the page", () => {
  it("opens with the first finding", () => {
    expect(/<p[^>]*>([^<]*)<\/p>/.exec(html.slice(html.indexOf("<main")))?.[1]).toBe(
      "Always short beats it. plain",
    );
  });

  it("names nodes of one's own beside the models", () => {
    expect(text).toContain("decided by plain, own nodes (retrieveCases), with rules in the place");
    expect(text).toMatch(/Own nodes\s*retrieveCases/);
  });

  it("holds no script, asks for nothing and forbids both", () => {
    expect(html).not.toMatch(/<script|<iframe|<object|<form|\son[a-z]+=|javascript:/i);
    expect(html).not.toMatch(/\b(?:src|srcset|action)=/);
    expect([...html.matchAll(/\bhref="([^"]*)"/g)].map(([, to]) => to)).toSatisfy(
      (links: string[]) => links.every((link) => link.startsWith("#") || link === "data:,"),
    );
    expect(html).toContain(`content="default-src 'none'; img-src data:; style-src 'sha256-`);
  });

  it("has every picture, table and card that an evaluation has", () => {
    for (const title of [
      "Equity, net of costs",
      "Drawdown",
      "Price, and the position held under it",
      "Rolling hit rate",
      "Total return by cost a side",
      "What was said against the label",
      "Stated confidence against what came true",
      "Right, taking the surest decisions first",
      "Rows with at least one finding, by node and kind",
      "How often each way of deciding was right",
      "What it cites, and what moves it",
      "Decisions that a change turned",
    ]) {
      expect(html).toContain(`<title>${title}</title>`);
    }
    expect(html.match(/<article /g)).toHaveLength(10);
    expect(html.match(/<svg /g)?.length).toBe(html.match(/<desc>[^<]+<\/desc>/g)?.length);
  });

  it("marks numbers by verdict with a sign, and says the verdict to who cannot see it", () => {
    for (const [verdict, sign] of Object.entries({
      contradicted: "✗",
      supported: "✓",
      unsupported: "?",
      derivable: "≈",
    })) {
      expect(html).toMatch(
        new RegExp(
          `class="verdict ${verdict}">[^<]+<sup aria-hidden="true">\\${sign}</sup><span class="spoken"> \\(${verdict}\\)`,
        ),
      );
    }
  });

  it("prints no figure that is none", () => {
    expect(text).not.toMatch(/NaN|undefined|Infinity|\[object|null/);
    expect(text).not.toContain("\u22120.0 ");
  });

  it("is the same bytes for the same parts", () => {
    expect(reportHtml(reportParts("plain"))).toBe(html);
  });

  it("keeps hostile texts texts", () => {
    const hostile = reportHtml(reportParts(HOSTILE));
    expect(hostile).not.toMatch(/<(?:script|img|iframe|a href="j)/);
    expect(hostile.match(/<meta /g)).toHaveLength(html.match(/<meta /g)?.length ?? 0);
    for (const hidden of ["\u202E", "\u202C", "\u0000", "\u200B"]) {
      expect(hostile).not.toContain(hidden);
    }
    expect(hostile).toContain("⟨U+202E⟩gnp.exe");
  });
});

describe("a page of little", () => {
  const { evaluation, curves } = reportParts("plain", 12);
  const little = reportHtml({
    evaluation: {
      ...evaluation,
      reasoning: null,
      behaviour: null,
      judge: null,
      worst: [],
      conclusions: [],
    },
    curves,
  });

  it("says what is missing, and what it would take", () => {
    expect(little).toContain("hindcast behaviour --out DIR");
    expect(little).toContain("there is no reasoning to audit");
    expect(little).toContain("No decision lost over the 6 bars that followed.");
    expect(little).toMatch(
      /<th scope="row" class="text">Circular shift<\/th><td class="number">11/,
    );
  });

  it("prints no figure that is none", () => {
    expect(little.replaceAll(/<[^>]*>/g, "")).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });
});
