/** The data of an answer, written as JSON already. What takes answers for objects may still read them. */
export class WrittenData {
  /** As JSON. */
  readonly text: string;
  /** How many objects are in it, without the root. */
  readonly objects: number;
  /** Whether it goes out to more than one. */
  isShared = false;
  /** Where it is shared: an answer that is nothing else, once somebody has needed it. */
  bytes: Buffer | null = null;

  constructor(text: string, objects: number) {
    this.text = text;
    this.objects = objects;
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}
