/** Tables, and how values reach the screen outside any notebook. */
import { expect, test } from "vitest";
import { html, json, show, svg, table } from "../../notebooks/kit.ts";
import { startRecorder } from "../../notebooks/runner/recorder.ts";

function cells(markup: string): string[] {
  return [...markup.matchAll(/<t[dh] [^>]*>(.*?)<\/t[dh]>/g)].map((match) => match[1] ?? "");
}

test("missing is n/a, fractions are rounded or in percent, whole numbers are not", () => {
  const row = {
    whole: 12,
    part: 0.123456,
    share: 0.5,
    none: null,
    not: Number.NaN,
    ever: Infinity,
  };
  const shown = cells(String(table([row], { percent: ["share"] }))).slice(6);
  expect(shown).toEqual(["12", "0.1235", "50.00 %", "n/a", "n/a", "∞"]);
});

test("columns are those of all rows, in order of appearance", () => {
  const shown = cells(String(table([{ b: 1 }, { a: 2, b: 3 }])));
  expect(shown).toEqual(["b", "a", "1", "n/a", "3", "2"]);
});

test("markup in names, cells and the caption is escaped", () => {
  const hostile = `<img src=x onerror="alert('1')">&`;
  const text = String(table([{ [hostile]: hostile }], { caption: hostile }));
  expect(text).not.toContain("<img");
  expect(
    text.match(/&lt;img src=x onerror=&quot;alert\(&#39;1&#39;\)&quot;&gt;&amp;/g),
  ).toHaveLength(3);
});

test("rows beyond the limit are counted", () => {
  const text = String(table([{ a: 1 }, { a: 2 }, { a: 3 }], { maxRows: 1 }));
  expect(text).toContain("and 2 more rows");
  expect(text).not.toContain(">2<");
});

test("takes a data frame by its shape", () => {
  const frame = {
    columns: ["a", "b"],
    values: [
      [1, "x"],
      [2, null],
    ],
    size: 4,
  };
  expect(cells(String(table(frame)))).toEqual(["a", "b", "1", "x", "2", "n/a"]);
});

test("show hands rich output to the runner as such, and everything else as text", () => {
  const recorder = startRecorder();
  try {
    show(html("<b>"));
    show(json({ a: [1] }));
    show("<b>");
    show({ a: null });
  } finally {
    recorder.stop();
  }
  expect(recorder.take()).toEqual([
    { output_type: "display_data", data: { "text/html": "<b>" }, metadata: {} },
    { output_type: "display_data", data: { "application/json": { a: [1] } }, metadata: {} },
    { output_type: "stream", name: "stdout", text: "<b>\n{ a: null }\n" },
  ]);
});

test("show speaks to tslab through the require it gives to cells", () => {
  const shown: unknown[] = [];
  const display = { raw: (type: string, content: unknown) => shown.push([type, content]) };
  Reflect.set(globalThis, "__tslab__", {
    require: (name: string) => (name === "tslab" ? { display } : null),
  });
  try {
    show(svg("<svg/>"));
  } finally {
    Reflect.deleteProperty(globalThis, "__tslab__");
  }
  expect(shown).toEqual([["image/svg+xml", "<svg/>"]]);
});
