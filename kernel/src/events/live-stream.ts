import { CursorExpired } from '../errors/cursor-expired.ts';
import { EventStream } from './event-stream.ts';
import type { OutboxPlace, PlacedEvent, Wanted } from './outbox-reader.ts';
import { placeText } from './place-text.ts';

/** Kept events that are told again; who has missed more is to ask for what there is. */
const KEPT_MAX = 500;

/** What a {@link LiveStream} stands on. */
export interface LiveStreamOptions<Payload> {
  /** Everything up to here was told before the stream was there; everything later is told to it. */
  readonly from: OutboxPlace;
  /** Where its reader has been before; null for one who is new. */
  readonly after: OutboxPlace | null;
  /** Events that are kept in the outbox. */
  readonly readKept: (wanted: Pick<Wanted, 'after' | 'until' | 'max'>) => Promise<readonly PlacedEvent[]>;
  /** @throws {z.ZodError} when the payload has not the shape of its kind. */
  readonly parse: (event: PlacedEvent) => PlacedEvent<Payload>;
  readonly onEnd: () => void;
}

/** Events of one kind for one reader: those that are kept, where it was there before, then those that happen. */
export class LiveStream<Payload> extends EventStream<PlacedEvent<Payload>> {
  /** The place up to which the outbox had been read. Rejects with {@link CursorExpired} where too much was missed. */
  readonly opened: Promise<OutboxPlace>;
  readonly #options: LiveStreamOptions<Payload>;
  /** As text; events up to here are known to the reader. */
  #floor: string;
  /** What happens while the kept events are read; null once they have been handed on. */
  #meanwhile: PlacedEvent[] | null = null;

  constructor(options: LiveStreamOptions<Payload>) {
    super(options.onEnd);
    this.#options = options;
    const { after, from } = options;
    this.#floor = placeText(after ?? from);
    this.opened = after ? this.#catchUp(after) : Promise.resolve(from);
    // Whoever opens the stream is told; a stream that nobody opens fails nobody.
    this.opened.catch(() => undefined);
  }

  /** Hands on an event that has just been read from the outbox. */
  tell(event: PlacedEvent): void {
    if (this.#meanwhile) this.#meanwhile.push(event);
    else this.#handOn(event);
  }

  async #catchUp(after: OutboxPlace): Promise<OutboxPlace> {
    const { from, readKept } = this.#options;
    const meanwhile: PlacedEvent[] = [];
    this.#meanwhile = meanwhile;
    try {
      const kept = await readKept({ after, until: from, max: KEPT_MAX + 1 });
      if (kept.length + meanwhile.length > KEPT_MAX) throw new CursorExpired();
      this.#meanwhile = null;
      for (const event of [...kept, ...meanwhile]) this.#handOn(event);
      return from;
    } catch (error) {
      this.end();
      throw error;
    }
  }

  #handOn(event: PlacedEvent): void {
    const place = placeText(event.place);
    if (place <= this.#floor) return;
    this.#floor = place;
    this.push(this.#options.parse(event));
  }
}
