/** The data of an answer, written as JSON already. What takes answers for objects may still read them. */
export class WrittenData {
  /** As JSON. */
  readonly text: string;
  /** How many objects are in it, without the root. */
  readonly objects: number;

  constructor(text: string, objects: number) {
    this.text = text;
    this.objects = objects;
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}
