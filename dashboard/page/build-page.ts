/** Run after the compiler by `npm run build`: puts the dashboard's page beside the compiled code. */
import { bundlePage } from "./bundle.ts";

await bundlePage();
