/** Dark, light, or as the system has it; remembered by the browser. */
import { useCallback, useEffect, useState } from "preact/hooks";

const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "hindcast-theme";

export interface ThemeState {
  readonly theme: Theme;
  /** Changes whenever colours do. */
  readonly shade: "light" | "dark";
  readonly turn: () => void;
}

/** The theme; its shade is set on the document before anything is drawn, where the style reads it. */
export function useTheme(): ThemeState {
  const [theme, setTheme] = useState<Theme>(remembered);
  const [systemDark, setSystemDark] = useState(() => darkQuery().matches);
  const isDark = theme === "dark" || (theme === "auto" && systemDark);
  const shade = isDark ? "dark" : "light";
  document.documentElement.dataset["shade"] = shade;
  useEffect(() => {
    const query = darkQuery();
    const hear = (): void => {
      setSystemDark(query.matches);
    };
    query.addEventListener("change", hear);
    return () => {
      query.removeEventListener("change", hear);
    };
  }, []);
  const turn = useCallback(() => {
    setTheme((now) => {
      const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length] ?? "auto";
      remember(next);
      return next;
    });
  }, []);
  return { theme, shade, turn };
}

function darkQuery(): MediaQueryList {
  return matchMedia("(prefers-color-scheme: dark)");
}

/** A browser may refuse storage: then nothing is remembered. */
function remembered(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === kept) ?? "auto";
  } catch {
    return "auto";
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Refused: the theme holds for this page.
  }
}
