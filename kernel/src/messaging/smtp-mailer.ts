import { createTransport, type SMTPPoolOptions } from 'nodemailer';
import { z } from 'zod';
import { DeliveryFault } from './delivery-fault.ts';
import { type Mail, type Mailer, mailSchema } from './mail.ts';

const CONNECT_MS_MAX = 5_000;
const SILENCE_MS_MAX = 15_000;
const CONNECTIONS_MAX = 3;
const REASON_CHARACTERS_MAX = 300;

/** Where mails go out, and whose they are. */
export interface SmtpSettings {
  /**
   * `smtps://` speaks TLS from the start. `smtp://` changes to TLS when the server offers it, with `?tls=required` or
   * not at all, and with `?tls=none` never. User and password stand before the host.
   */
  readonly url: string;
  /** The address of all mails; its domain stands in their Message-ID. */
  readonly from: string;
}

const TLS = { required: { requireTLS: true }, offered: {}, none: { ignoreTLS: true } } as const;

/** Reads the address of an SMTP server. */
export const smtpUrl = z.string().superRefine((text, context) => {
  const url = URL.parse(text);
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '')
    context.addIssue('must be an address such as smtps://user:password@host:465');
  else if (!((url.searchParams.get('tls') ?? 'offered') in TLS))
    context.addIssue('knows tls=required, tls=offered and tls=none');
});

function optionsOf(text: string): SMTPPoolOptions {
  const { protocol, hostname, port, username, password, searchParams } = new URL(text);
  const secure = protocol === 'smtps:';
  const tls = searchParams.get('tls');
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(tls === 'required' ? TLS.required : tls === 'none' ? TLS.none : TLS.offered),
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}

const answerSchema = z.object({ code: z.string().optional(), responseCode: z.number().optional() }).catch({});

/** A server that refuses the address or the mail with 5xx will do so again; one that refuses our sign-in may not. */
function faultOf(error: unknown): DeliveryFault {
  const { code = '', responseCode = 0 } = answerSchema.parse(error);
  const reason = error instanceof Error ? error.message : String(error);
  return new DeliveryFault(reason.slice(0, REASON_CHARACTERS_MAX), {
    isFinal: responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE'),
  });
}

/** Both as an alternative of the text, which calendars follow, and as a file, for readers that know no calendar. */
function icalEventOf({ method, text }: NonNullable<z.output<typeof mailSchema>['calendar']>) {
  return { method, content: text, filename: 'invite.ics' };
}

/** Sends mails over a few connections to one SMTP server. */
export function createSmtpMailer({ url, from }: SmtpSettings): Mailer {
  const transport = createTransport({
    ...optionsOf(url),
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    // Whoever asks for a mail to be sent counts the attempts, so that none is made behind its back.
    maxRequeues: 0,
    connectionTimeout: CONNECT_MS_MAX,
    greetingTimeout: CONNECT_MS_MAX,
    dnsTimeout: CONNECT_MS_MAX,
    socketTimeout: SILENCE_MS_MAX,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    from,
    send: async (mail: Mail) => {
      const { messageId, to, fromName, subject, text, html, calendar } = mailSchema.parse(mail);
      const message = {
        messageId: `<${messageId}@${domain}>`,
        from: { name: fromName, address: from },
        to: { name: '', address: to },
        headers: { 'Auto-Submitted': 'auto-generated' },
        subject,
        text,
        html,
        ...(calendar ? { icalEvent: icalEventOf(calendar) } : {}),
      };
      await transport.sendMail(message).catch((error: unknown) => {
        throw faultOf(error);
      });
    },
    close: () => {
      transport.close({ force: true });
      return Promise.resolve();
    },
  };
}
