/** What was asked cannot be done; the message is a sentence for the person who asked. */
export class Refused extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'Refused';
  }
}
