/** Whose rights may have changed; with neither, everybody's. */
export interface RightsChange {
  readonly tenantId: string | null;
  readonly sessionId: string | null;
}

type Listener = (change: RightsChange) => void;

/** Tells those who hold something open that rights may have changed. */
export class RightsChanges {
  readonly #listeners = new Set<Listener>();

  /** Calls the listener at each change until the returned function is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  tell(change: RightsChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

/** Whether a change concerns a holder of rights. */
export function concerns(
  change: RightsChange,
  holder: { readonly tenantId: string | null; readonly sessionId: string | null },
): boolean {
  if (change.sessionId !== null) return change.sessionId === holder.sessionId;
  return change.tenantId === null || change.tenantId === holder.tenantId;
}
