/** How long the page waits before it asks again for what may have changed or was not answered. */
export const AGAIN_MS = 5000;
