/** The data of an answer, written as JSON already. What takes answers for objects may still read them, until they are sent. */
export class WrittenData {
  /** How many objects are in it, without the root. */
  readonly objects: number;
  /** Whether it goes out to more than one. */
  isShared = false;
  /** Where it is shared: an answer that is nothing else, once somebody has needed it. */
  bytes: Buffer | null = null;
  #text: string | null;

  constructor(text: string, objects: number) {
    this.#text = text;
    this.objects = objects;
  }

  /** As JSON. @throws {Error} when it was taken. */
  get text(): string {
    if (this.#text === null) throw new Error('These data have been sent.');
    return this.#text;
  }

  /**
   * The text, to be sent. Where nobody else sends it, it is let go of here: the text is a tree of the replies that it was
   * put together from, and behind Apollo Server a request, with all that can be reached from it, stays until garbage is
   * collected thoroughly, which made up a third of what a request costs.
   */
  take(): string {
    const { text } = this;
    if (!this.isShared) this.#text = null;
    return text;
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}
