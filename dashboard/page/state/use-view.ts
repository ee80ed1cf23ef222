/** The view, kept in the address: going back goes back, and a link opens the same. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { type View, hashOf, viewOf } from "../logic/view.ts";

/** The view and how to change part of it. Another run is a step to go back from; a row or filter is not. */
export function useView(): readonly [view: View, change: (part: Partial<View>) => void] {
  const [view, setView] = useState(() => viewOf(location.hash));
  useEffect(() => {
    const read = (): void => {
      setView(viewOf(location.hash));
    };
    addEventListener("hashchange", read);
    addEventListener("popstate", read);
    return () => {
      removeEventListener("hashchange", read);
      removeEventListener("popstate", read);
    };
  }, []);
  const change = useCallback((part: Partial<View>) => {
    const next = { ...viewOf(location.hash), ...part };
    const hash = hashOf(next);
    const place = hash === "" ? location.pathname : `#${hash}`;
    if ("run" in part || "other" in part) history.pushState(null, "", place);
    else history.replaceState(null, "", place);
    setView(next);
  }, []);
  return [view, change];
}
