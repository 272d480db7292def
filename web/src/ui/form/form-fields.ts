/** What a person filled into a form, read by the names of its fields. */
export class FormFields {
  readonly #form: FormData;

  constructor(form: FormData) {
    this.#form = form;
  }

  /** The text without spaces around it; empty when nothing was filled in. */
  text(name: string): string {
    const value = this.#form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  }

  /** The text, or null for nothing. */
  textOrNull(name: string): string | null {
    return this.text(name) || null;
  }

  /** The number; NaN for what is none. */
  number(name: string): number {
    const text = this.text(name);
    return text === '' ? Number.NaN : Number(text.replace(',', '.'));
  }

  /** The number, or null for nothing. */
  numberOrNull(name: string): number | null {
    return this.text(name) === '' ? null : this.number(name);
  }

  /** All that was chosen under one name. */
  all(name: string): string[] {
    return this.#form.getAll(name).filter((value) => typeof value === 'string');
  }

  /** Whether a box is ticked. */
  isOn(name: string): boolean {
    return this.#form.has(name);
  }
}
