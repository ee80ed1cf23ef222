/** Displays a value in whatever runs the notebook: the headless runner, Jupyter with tslab, or a plain script. */
import { format } from "node:util";
import { RichOutput } from "../dashboard/charts/rich.ts";

/** The headless runner listens here. */
const DISPLAY_HOOK = Symbol.for("hindcast.notebook.display");

/**
 * Shows charts, tables and other rich output as such, and anything else as `console.log` would.
 * Strings are always shown as text: markup in the data stays harmless.
 */
export function show(value: unknown): void {
  if (!(value instanceof RichOutput)) {
    process.stdout.write(`${format(value)}\n`);
    return;
  }
  const { mimeType, content } = value;
  const hook: unknown = Reflect.get(globalThis, DISPLAY_HOOK);
  if (typeof hook === "function") {
    Reflect.apply(hook, undefined, [{ [mimeType]: content }]);
    return;
  }
  const display = tslabDisplay();
  if (display !== null) display(mimeType, content);
  else process.stdout.write(`[${mimeType}, ${String(value).length} characters]\n`);
}

/** tslab hands its display object only to cells, through the `require` it gives them. */
function tslabDisplay(): ((mimeType: string, content: unknown) => void) | null {
  const kernel: unknown = Reflect.get(globalThis, "__tslab__");
  const display = property(call(property(kernel, "require"), ["tslab"]), "display");
  const raw = property(display, "raw");
  if (typeof raw !== "function") return null;
  return (mimeType, content) => {
    Reflect.apply(raw, display, [mimeType, content]);
  };
}

function property(value: unknown, name: string): unknown {
  const holds = (typeof value === "object" && value !== null) || typeof value === "function";
  return holds ? Reflect.get(value, name) : undefined;
}

function call(value: unknown, parameters: readonly unknown[]): unknown {
  return typeof value === "function" ? Reflect.apply(value, undefined, parameters) : undefined;
}
