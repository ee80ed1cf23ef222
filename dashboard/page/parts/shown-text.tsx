/** Text that was written elsewhere: shown as it stands, with what would hide in it by its code. */
import { visibleText } from "../../report/visible-text.ts";

/** Kept apart from the writing direction around it; its language is not known. */
export function ShownText({ text }: { readonly text: string }) {
  return (
    <bdi dir="auto" lang="">
      {visibleText(text)}
    </bdi>
  );
}

/** A longer text in its own lines. */
export function TextBlock({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <pre class="text" dir="auto" lang="" tabIndex={0} role="region" aria-label={label} data-scrolls>
      {visibleText(text)}
    </pre>
  );
}
