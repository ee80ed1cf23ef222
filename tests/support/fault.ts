/** Gets hold of errors, to look at more of them than their message. */

/** What the work rejects with. @throws Error when it does not reject */
export async function faultOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("expected a refusal, was none");
}

/** What the work throws. @throws Error when it does not throw */
export function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("expected a throw, was none");
}
