import { CaughtMessages } from './caught-messages.ts';
import { startHttpCatcher } from './http-catcher.ts';
import { startSmtpCatcher } from './smtp-catcher.ts';
import { Trouble } from './trouble.ts';

/** Everything to which messages leave the house, in a box. */
export interface Catcher {
  /** Shows what was caught, to people at `/` and to programs at `/messages`. */
  readonly url: string;
  /** How the house is told to send everything here: by variable. */
  readonly environment: Readonly<Record<string, string>>;
  readonly messages: CaughtMessages;
  readonly trouble: Trouble;
  close(): Promise<void>;
}

/** Opens the box on this machine alone; ports of 0 are chosen by the system. */
export async function startCatcher(ports: { http?: number; smtp?: number } = {}): Promise<Catcher> {
  const messages = new CaughtMessages();
  const trouble = new Trouble();
  const http = await startHttpCatcher(ports.http ?? 0, messages, trouble);
  const smtp = await startSmtpCatcher(ports.smtp ?? 0, messages, trouble);
  const url = `http://127.0.0.1:${http.port}`;
  return {
    url,
    messages,
    trouble,
    environment: {
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}?tls=none`,
      MAIL_FROM: 'messages@freehold.localhost',
      SMS_URL: `${url}/sms`,
      SMS_TOKEN: 'sandbox',
      PUSH_URL: `${url}/push`,
      PUSH_TOKEN: 'sandbox',
    },
    close: async () => {
      await Promise.all([http.close(), smtp.close()]);
    },
  };
}
