/** What a command that stopped early says of going on. */

/**
 * Why it stopped, how to go on, and from where. A reason that says itself how to go on, as that a limit on cost is
 * reached, is not told again.
 * @param out directory that holds what is done
 * @param how what goes on from there
 */
export function sayingHowToGoOn(reason: string, out: string, how = "the same command"): string {
  if (/the same command[^.]* goes on$/i.test(reason))
    return `${reason} from what is done in ${out}`;
  return `${reason}. What is done is in ${out}; ${how} goes on from there`;
}
