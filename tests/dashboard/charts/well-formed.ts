/** A strict reader of the small part of XML that charts use. */

const TOKEN = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|[^<]+/y;
const ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/;

/** Names of all elements in document order. @throws Error where the text is not well-formed XML */
export function elementNames(text: string): string[] {
  const names: string[] = [];
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const [all, closing, name, attributes, empty] = TOKEN.exec(text) ?? [];
    if (all === undefined) throw new Error(`no markup at ${at}: ${text.slice(at, at + 60)}`);
    const words = name === undefined ? all : (attributes ?? "");
    if (ENTITY.test(words)) throw new Error(`a bare & at ${at}: ${words}`);
    if (/[\p{Cs}\uFFFE\uFFFF]|(?![\t\n\r])\p{Cc}/u.test(words.replaceAll(/[\u007F-\u009F]/g, ""))) {
      throw new Error(`a character XML forbids at ${at}: ${JSON.stringify(words)}`);
    }
    if (name === undefined) continue;
    if (closing === "/") {
      if (open.pop() !== name) throw new Error(`</${name}> at ${at} closes nothing`);
    } else {
      names.push(name);
      if (empty !== "/") open.push(name);
    }
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(", ")}`);
  return names;
}
