/** Keys that work all over the page, but not where something is typed. */
import { useEffect, useRef } from "preact/hooks";

/** What a key does, by `KeyboardEvent.key`. */
export type Keys = Readonly<Record<string, () => void>>;

/** Arrows belong to whatever scrolls or chooses by them. */
const ARROWS: ReadonlySet<string> = new Set(["ArrowUp", "ArrowDown"]);
const TYPED = "input, textarea, select, [contenteditable]";
const SCROLLED = "[data-scrolls], button, summary, a, pre";

/** Listens as long as the page is there. */
export function useKeys(keys: Keys): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      // A dialog has the keyboard to itself.
      if (document.querySelector("dialog[open]")) return;
      const at = event.target instanceof Element ? event.target : null;
      if (event.key === "Escape" && at instanceof HTMLElement && at.matches(TYPED)) {
        at.blur();
        return;
      }
      if (at?.closest(TYPED) || (ARROWS.has(event.key) && at?.closest(SCROLLED))) return;
      const act = now.current?.[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", hear);
    return () => {
      removeEventListener("keydown", hear);
    };
  }, []);
}
