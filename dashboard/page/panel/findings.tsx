/** What the reasoning audit found in a rationale. */
import type { RowDetail } from "../../wire/api.ts";
import { ShownText } from "../parts/shown-text.tsx";

export function Findings({ findings }: Pick<RowDetail, "findings">) {
  if (findings.length === 0) return <p class="note">None.</p>;
  return (
    <ul class="findings">
      {findings.map(({ kind, node, span, claims, isSo }, at) => (
        <li key={at}>
          <b>! {kind}</b> <span class="note">{node}</span>
          <br />“<ShownText text={span} />
          ”: <ShownText text={claims} />; <ShownText text={isSo} />
        </li>
      ))}
    </ul>
  );
}
