/** Room for what waits to be sent, shared by all who wait in it. */
export class Room {
  readonly #chars: number;
  #taken = 0;

  /** @param chars most characters that wait at once */
  constructor(chars: number) {
    this.#chars = chars;
  }

  /** Takes up so many characters, or says that there is no room for them; what is larger than the room has it alone. */
  take(chars: number): boolean {
    if (this.#taken > 0 && this.#taken + chars > this.#chars) return false;
    this.#taken += chars;
    return true;
  }

  /** Gives back what was taken. */
  give(chars: number): void {
    this.#taken -= chars;
  }
}
