import { once } from 'node:events';
import type { GraphQLFormattedError } from 'graphql';
import { Agent, request } from 'undici';
import type { Message, TestSocket } from './test-socket.ts';
import type { Answer, TinyGateway } from './tiny-gateway.ts';

/** What is asked, whatever carries it. */
export interface Asked {
  readonly host: string;
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent in the place of an operation. */
  readonly text?: string;
}

/** How something was answered. */
export interface Outcome {
  /** Such as `401 WWW-Authenticate`, `next with data`, `closed 4403 UNAUTHENTICATED`. */
  readonly how: string;
  /** Empty where the carrier has no place for them. */
  readonly errors: readonly GraphQLFormattedError[];
  /** The name of the request, where there is one. */
  readonly requestId: unknown;
}

interface Payload {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

const HINTS = { 'www-authenticate': 'WWW-Authenticate', 'retry-after': 'Retry-After' };

function headersOf({ token, headers }: Asked, accept: string): Record<string, string> {
  const shown = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return { 'content-type': 'application/json', accept, ...shown, ...headers };
}

function bodyOf({ text, query, variables, extensions }: Asked): string {
  return text ?? JSON.stringify({ query, variables, extensions });
}

const withData = ({ data }: Payload) => (data === undefined ? [] : ['with data']);

function answered({ status, headers, body }: Answer): Outcome {
  const hints = Object.entries(HINTS).flatMap(([name, shown]) => (headers[name] ? [shown] : []));
  const how = [status, ...withData(body), ...hints].join(' ');
  return { how, errors: body.errors ?? [], requestId: headers['x-request-id'] };
}

const told = (word: string, payload: Payload): Outcome => ({
  ...{ how: [word, ...withData(payload)].join(' '), requestId: undefined },
  errors: payload.errors ?? [],
});

/** Asks by POST, and accepts a type. */
export async function byPost(gateway: TinyGateway, asked: Asked, accept: string): Promise<Outcome> {
  return answered(await gateway.post(asked.host, bodyOf(asked), headersOf(asked, accept)));
}

/** The first event of a stream, when something has happened meanwhile. */
async function firstEvent(body: AsyncIterable<Buffer>): Promise<Outcome> {
  let text = '';
  for await (const chunk of body) {
    text += chunk.toString();
    const [, data] = /event: next\n(?:id: .*\n)?data: (.*)\n\n/.exec(text) ?? [];
    if (data) return told('next', JSON.parse(data));
    if (/^retry: \d+$/m.test(text)) return { how: 'retry', errors: [], requestId: undefined };
  }
  return { how: 'ended', errors: [], requestId: undefined };
}

/** Asks for a stream; `meanwhile` is called when it is open. */
export async function byStream(
  { url }: TinyGateway,
  asked: Asked,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<Outcome> {
  const agent = new Agent();
  const answer = await request(`${url}/graphql/stream`, {
    method: 'POST',
    headers: { host: `${asked.host}:4000`, ...headersOf(asked, 'text/event-stream') },
    body: bodyOf(asked),
    dispatcher: agent,
  });
  const { statusCode: status, headers, body } = answer;
  try {
    if (!`${headers['content-type']}`.startsWith('text/event-stream'))
      return answered({ status, headers, body: await body.json() });
    await meanwhile();
    return await firstEvent(body);
  } finally {
    await agent.destroy();
  }
}

/** How a socket is closed. The time after which to come again is another one each time. */
async function closing({ socket }: TestSocket): Promise<Outcome> {
  const [code, reason] = await once(socket, 'close');
  const how = `closed ${code} ${`${reason}`.replace(/(?<=retry-after-ms)=\d+/, '')}`.trim();
  return { how, errors: [], requestId: undefined };
}

/** The status by which a socket was refused. @throws whatever else went wrong. */
function handshakeStatus(error: Error): string {
  const [, status] = /^Unexpected server response: (\d+)$/.exec(error.message) ?? [];
  if (!status) throw error;
  return status;
}

function said({ type, payload }: Message): Outcome {
  return type === 'error'
    ? told('error', { errors: payload as readonly GraphQLFormattedError[] })
    : told(type, payload as Payload);
}

/** Asks over a socket of its own; `meanwhile` is called when the operation is under way. */
export async function bySocket(
  gateway: TinyGateway,
  asked: Asked,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<Outcome> {
  const { host, token, headers, text, ...payload } = asked;
  const socket = gateway.socket({ host }, { ...headers });
  const status = await socket.opened().then(() => null, handshakeStatus);
  if (status !== null) return { how: `handshake ${status}`, errors: [], requestId: undefined };
  const closed = closing(socket);
  const operate = async () => {
    await socket.init(token && `Bearer ${token}`);
    if (text === undefined) socket.send({ type: 'subscribe', id: '1', payload });
    else socket.socket.send(text);
    await meanwhile();
    return said(await socket.next('1'));
  };
  // Whichever comes first: what is not said before the close is not said at all.
  const outcome = await Promise.race([closed, operate().catch(() => closed)]);
  socket.socket.terminate();
  return outcome;
}
