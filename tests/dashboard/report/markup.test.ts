/** Markup from templates: every value is text unless it was built as markup. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Content, markup } from "../../../dashboard/report/markup.ts";
import { visibleText } from "../../../dashboard/report/visible-text.ts";

const filled = (value: Content): string => String(markup`<p title="${value}">${value}</p>`);

describe("markup", () => {
  it("escapes texts in content and attributes", () => {
    expect(filled(`<b a="1" c='2'>&`)).toBe(
      `<p title="&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;">&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;</p>`,
    );
  });

  it("takes markup and lists as they are, and leaves out what is not there", () => {
    const items: readonly Content[] = ["<1>", null, false, markup`<i>${2}</i>`];
    expect(String(markup`<p>${items}</p>`)).toBe("<p>&lt;1&gt;<i>2</i></p>");
  });

  it("lets no text open a tag, end an attribute or start an entity", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const inside = filled(text).slice('<p title="'.length, -"</p>".length);
        expect(inside.split(/">/)).toHaveLength(2);
        expect(inside.replace('">', "")).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      }),
      { numRuns: 30 },
    );
  });
});

describe("visibleText", () => {
  it.each([
    ["\u202Eabc\u202C", "⟨U+202E⟩abc⟨U+202C⟩"],
    ["a\u0000b\u200Bc", "a⟨U+0000⟩b⟨U+200B⟩c"],
    ["\uD800", "⟨U+D800⟩"],
    ["\u{E0041}", "⟨U+E0041⟩"],
    ["line\r\nline\ttab", "line\nline\ttab"],
    ["año, 😀, עברית", "año, 😀, עברית"],
  ])("shows what is hidden in %j", (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });
});
