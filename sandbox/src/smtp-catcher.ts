import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import PostalMime, { type Address, type Attachment } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { CaughtFile, CaughtMessages } from './caught-messages.ts';
import { listenHere } from './listen-here.ts';
import type { Trouble } from './trouble.ts';

const MAIL_BYTES_MAX = 5_000_000;

/** A mail server that takes every mail and delivers none. */
export interface SmtpCatcher {
  readonly port: number;
  close(): Promise<void>;
}

const RESPONSES = { BUSY: [451, 'Try again later.'], REFUSED: [550, 'There is no such mailbox.'] } as const;

function refusal(mishap: keyof typeof RESPONSES): Error {
  const [responseCode, message] = RESPONSES[mishap];
  return Object.assign(new Error(message), { responseCode });
}

function written(address: Address | undefined): string {
  if (!address?.address) return '';
  return address.name ? `${address.name} <${address.address}>` : address.address;
}

function fileOf({ filename, mimeType, method, content }: Attachment): CaughtFile {
  return {
    name: filename ?? '',
    type: method ? `${mimeType}; method=${method}` : mimeType,
    text: typeof content === 'string' ? content : '',
  };
}

async function keep(messages: CaughtMessages, raw: Buffer, session: SMTPServerSession): Promise<void> {
  const mail = await PostalMime.parse(raw, { attachmentEncoding: 'utf8' });
  messages.add({
    channel: 'EMAIL',
    key: mail.messageId ?? `${session.id} without a Message-ID`,
    from: written(mail.from),
    // Who gets it says the envelope; the header may say anything.
    to: session.envelope.rcptTo.map(({ address }) => address).join(', '),
    subject: mail.subject ?? '',
    text: (mail.text ?? '').trim(),
    html: mail.html ?? '',
    files: mail.attachments.map(fileOf),
  });
}

/** Listens on this machine alone; port 0 lets the system choose. */
export async function startSmtpCatcher(
  port: number,
  messages: CaughtMessages,
  trouble: Trouble,
): Promise<SmtpCatcher> {
  const server = new SMTPServer({
    size: MAIL_BYTES_MAX,
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth: ({ username }, _session, done) => done(null, { user: username ?? 'anyone' }),
    onData: (stream, session, done) => {
      receive(stream, session).then((failure) => done(failure), done);
    },
  });

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | null> {
    const raw = await buffer(stream);
    await delay(trouble.delayMs);
    const mishap = trouble.next();
    if (mishap === 'BUSY' || mishap === 'REFUSED') return refusal(mishap);
    if (mishap !== 'HANG_UP') await keep(messages, raw, session);
    if (mishap) hangUp(session);
    return null;
  }

  function hangUp(session: SMTPServerSession): void {
    for (const connection of server.connections)
      if (connection.session.id === session.id) connection._socket.destroy();
  }

  // A client that goes away in the middle is no fault of the catcher.
  server.on('error', () => undefined);
  return {
    port: await listenHere(server.server, port),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
