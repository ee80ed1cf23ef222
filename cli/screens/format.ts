/** How a screen looks: tables without rules, headings, colour only on a terminal. */
import Table from "cli-table3";
import colours from "picocolors";

/** A table without rules; the first column is text, the others figures. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const view = new Table({
    head: head.map(dim),
    colAligns: head.map((_, i) => (i === 0 ? "left" : "right")),
    chars: {
      top: "",
      "top-mid": "",
      "top-left": "",
      "top-right": "",
      bottom: "",
      "bottom-mid": "",
      "bottom-left": "",
      "bottom-right": "",
      mid: "",
      "mid-mid": "",
      "left-mid": "",
      "right-mid": "",
      left: "  ",
      right: "",
      middle: "  ",
    },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  view.push(...rows.map((row) => [...row]));
  return view.toString().replaceAll(/ +$/gm, "");
}

/** A paragraph in lines of at most `width` characters, the first after two blanks and the others after four. */
export function wrapped(text: string, width = 96): readonly string[] {
  const lines: string[] = [];
  let line = " ";
  for (const word of text.split(" ")) {
    if (line.trim() !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = "   ";
    }
    line = `${line} ${word}`;
  }
  return [...lines, line];
}

/** Bold text. */
export function bold(text: string): string {
  return colours.bold(text);
}

/** Text that stands back. */
export function dim(text: string): string {
  return colours.dim(text);
}

/** A heading line after a blank one. */
export function heading(text: string): string {
  return `\n${bold(text)}`;
}
