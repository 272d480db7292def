import type { EventType } from '../events/domain-event.ts';
import type { Conclusion, Context, Reaction, Transaction } from './context.ts';

/**
 * Names what a concept does inside the transaction in which an older concept says that something happened. A refusal
 * that is thrown refuses the whole; a reaction to what was committed is a listener (`on`).
 */
export function within<Payload>(
  type: EventType<Payload>,
  handle: (ctx: Context, transaction: Transaction, payload: Payload) => Promise<void>,
): Reaction {
  return {
    eventName: type.name,
    handle: (ctx, transaction, payload) => handle(ctx, transaction, type.payload.parse(payload)),
  };
}

/**
 * Names what a concept does last in a transaction in which events of these kinds were told: once, with all of them, so
 * that two hundred cost no more statements than one. A refusal that is thrown refuses the whole.
 */
export function concluding(types: readonly EventType[], handle: Conclusion['handle']): Conclusion {
  return { eventNames: new Set(types.map(({ name }) => name)), handle };
}
