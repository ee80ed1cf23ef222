/** A page of the dashboard in a real browser, with all that it asked for and complained of. */
import { type Page, chromium } from "playwright-core";
import { AGAIN_MS } from "../../../dashboard/page/state/again.ts";
import { findChromium } from "../../support/browser.ts";

const executablePath = findChromium();

/** Whether the machine has a browser. */
export const HAS_BROWSER = executablePath !== null;

export interface VisitedPage {
  readonly page: Page;
  readonly requests: string[];
  /** Whatever the page or its policy said on the console, and dialogs. */
  readonly complaints: string[];
  /** Shows a view of the dashboard at an address. */
  readonly open: (hash: string) => Promise<void>;
  /** Heading of the open decision. */
  readonly opened: () => Promise<string>;
  /** What is said of how many rows pass the filter. */
  readonly counted: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** The waits after which the page asks again take this share of their time, a tenth unless told; all others their own. */
const SHORT_WAITS = `{
  const wait = window.setTimeout;
  window.waitShare = 0.1;
  window.setTimeout = (act, ms, ...rest) =>
    wait(act, ms === ${AGAIN_MS} ? ms * window.waitShare : ms, ...rest);
}`;

/** Starts a browser. @param url the dashboard's */
export async function visit(url: string): Promise<VisitedPage> {
  const browser = await chromium.launch({
    executablePath: executablePath ?? "",
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const requests: string[] = [];
  const complaints: string[] = [];
  page.setDefaultTimeout(5000);
  await page.addInitScript(SHORT_WAITS);
  page.on("request", (request) => requests.push(request.url()));
  // What the policy forbids is told on the console too.
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => {
    complaints.push(dialog.message());
    void dialog.dismiss();
  });
  return {
    page,
    requests,
    complaints,
    async open(hash) {
      // Loaded once; from then on a link leads from view to view, as its reader's would.
      if (page.url().startsWith(url)) await page.evaluate(`location.hash = "${hash}"`);
      else await page.goto(`${url}#${hash}`);
      const run = new URLSearchParams(hash).get("run");
      await page.locator(`.bar:has(option[value="${run}"]:checked)`).first().waitFor();
      await page.locator(".list .row:not(.head)").first().waitFor();
    },
    opened: () => page.locator(".panel h2").innerText(),
    counted: () => page.locator(".filters output").innerText(),
    close: () => browser.close(),
  };
}
