/** Where the subgraphs of the shop listen, by name. */
export type Urls = Readonly<Record<string, string>>;

/** What a contestant is measured with. */
export interface Setting {
  readonly supergraphSdl: string;
  readonly urls: Urls;
}

/** One of those that are compared: it listens, or it answers in its own process. */
export interface Contestant {
  /** The address that takes requests over HTTP. */
  readonly url?: string;
  /** The hosts by which it is asked in turn, where it matters. */
  readonly hosts?: readonly string[];
  /** What is asked for as the type of its answers; JSON unless given. */
  readonly accept?: string;
  /** Answers the page, as text. */
  readonly answer?: () => Promise<string> | string;
}

/** How a contestant is reached over HTTP. */
export type Reach = Required<Omit<Contestant, 'answer'>>;

/** Makes a contestant ready. */
export type Start = (setting: Setting) => Promise<Contestant>;
