/** Where the network finds the access token; the session keeps it. */
export interface Tokens {
  /** The access token, null when nobody is signed in. */
  accessToken(): string | null;
  /** Whether it has expired or is about to. */
  isStale(): boolean;
  /** Asks for a new one, at most once at a time. Never throws: afterwards there is one or there is not. */
  renew(): Promise<void>;
  /** Calls back after every change of the token; answers how to stop. */
  onChange(listener: () => void): () => void;
}
