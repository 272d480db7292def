import { createServer } from 'node:http';
import { type Catcher, startCatcher } from '@freehold/sandbox/catcher';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationFault } from '../config/read-config.ts';
import { createGatewaySmsSender } from './gateway-senders.ts';
import type { Mail } from './mail.ts';
import type { Messaging } from './messaging.ts';
import { openMessaging, readMessagingConfig } from './open-messaging.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

let catcher: Catcher;
let messaging: Messaging;
beforeAll(async () => {
  catcher = await startCatcher();
  messaging = openMessaging(readMessagingConfig(catcher.environment), pino({ level: 'silent' }));
});
afterAll(async () => {
  await messaging.mailer?.close();
  await catcher.close();
});
beforeEach(() => {
  catcher.messages.clear();
  catcher.trouble.clear();
});

const mail = (changes: Partial<Mail> = {}): Mail => ({
  messageId: 'ntf_1',
  to: 'kari@example.com',
  fromName: 'FitZone Oslo',
  subject: 'Booked: Yoga',
  text: 'See you on Monday.',
  html: '<p>See you on Monday.</p>',
  ...changes,
});
const caught = () => catcher.messages.all();

describe('a mail', () => {
  it('arrives with its text, its HTML and its own id, from the name that was given', async () => {
    await messaging.mailer?.send(mail());
    expect(caught()).toEqual([
      {
        channel: 'EMAIL',
        key: '<ntf_1@freehold.localhost>',
        from: 'FitZone Oslo <messages@freehold.localhost>',
        to: 'kari@example.com',
        subject: 'Booked: Yoga',
        text: 'See you on Monday.',
        html: '<p>See you on Monday.</p>\n',
        files: [],
        receivedAt: expect.any(Date),
        repeats: 0,
      },
    ]);
  });

  it.each(['PUBLISH', 'REQUEST', 'CANCEL'] as const)(
    'brings what it tells a calendar by %s beside its text, and as a file',
    async (method) => {
      const text = `BEGIN:VCALENDAR\r\nMETHOD:${method}\r\nX-NAME:Sør\r\nEND:VCALENDAR\r\n`;
      await messaging.mailer?.send(mail({ calendar: { method, text } }));
      const [message] = caught();
      expect(message?.text).toBe('See you on Monday.');
      const files = message?.files.map((file) => ({ ...file, text: file.text.replaceAll(/\r?\n/g, '\r\n') }));
      expect(files).toEqual([
        { name: '', type: `text/calendar; method=${method}`, text },
        { name: 'invite.ics', type: 'application/ics', text },
      ]);
    },
  );

  it('that is sent again is known as the same', async () => {
    catcher.trouble.order('HANG_UP_KEPT');
    await expect(messaging.mailer?.send(mail())).rejects.toMatchObject({ isFinal: false });
    await messaging.mailer?.send(mail());
    expect(caught()).toMatchObject([{ key: '<ntf_1@freehold.localhost>', repeats: 1 }]);
  });

  it.each([
    'Yoga\r\nBcc: thief@example.com',
    'Yoga\nX-Injected: yes\n\nanother body',
    'Yoga\u2028To: thief@example.com\u2029\u0085',
    '=?utf-8?Q?=0D=0ABcc:_thief@example.com?=',
    'Zoë – "Ørjan", <b>ʇsǝʇ</b>; DROP TABLE\0 \u0007 😀 \ud800',
    'a, thief@example.com',
  ])('stays one mail to one person, with one subject, whatever its names say: %j', async (nasty) => {
    await messaging.mailer?.send(mail({ fromName: nasty, subject: nasty }));
    const [message, ...more] = caught();
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      to: 'kari@example.com',
      key: '<ntf_1@freehold.localhost>',
      text: 'See you on Monday.',
      from: expect.stringContaining('<messages@freehold.localhost>'),
    });
    expect(message?.subject).not.toMatch(/[\r\n\u2028\u2029\u0085\0]/);
  });

  it.each([
    'kari@example.com, thief@example.com',
    'kari@example.com\r\nRCPT TO:<thief@example.com>',
    'Kari <kari@example.com>',
    '<kari@example.com>',
    'kari@example.com thief@example.com',
    '',
    `${'k'.repeat(250)}@example.com`,
  ])('goes nowhere when its address is %j', async (to) => {
    await expect(messaging.mailer?.send(mail({ to }))).rejects.toThrow();
    expect(caught()).toEqual([]);
  });

  it('with an id that is none is refused', async () => {
    await expect(messaging.mailer?.send(mail({ messageId: 'a>\r\nBcc: b@c.no' }))).rejects.toThrow('id');
  });

  it.each([
    ['BUSY', false],
    ['REFUSED', true],
    ['HANG_UP', false],
  ] as const)('that meets %s is refused for good: %s, and the next one arrives', async (mishap, isFinal) => {
    catcher.trouble.order(mishap);
    const refused = messaging.mailer?.send(mail());
    await expect(refused).rejects.toMatchObject({ name: 'DeliveryFault', isFinal });
    expect(caught()).toEqual([]);
    await messaging.mailer?.send(mail({ messageId: 'ntf_2' }));
    expect(caught()).toMatchObject([{ key: '<ntf_2@freehold.localhost>' }]);
  });

  it('does not go to a server without TLS where TLS is required', async () => {
    const url = catcher.environment.SMTP_URL?.replace('tls=none', 'tls=required') ?? '';
    const strict = createSmtpMailer({ url, from: 'messages@freehold.localhost' });
    await expect(strict.send(mail())).rejects.toMatchObject({ isFinal: false });
    await strict.close();
    expect(caught()).toEqual([]);
  });

  it('that finds nobody may be sent later', async () => {
    const mailer = createSmtpMailer({ url: 'smtp://127.0.0.1:9', from: 'messages@freehold.localhost' });
    await expect(mailer.send(mail())).rejects.toMatchObject({ isFinal: false });
    await mailer.close();
  });
});

describe('an SMS and a push message', () => {
  it('arrive once, also when sent twice', async () => {
    const sms = { messageId: 'ntf_1', to: '+4791234567', text: 'Yoga at 18:00' };
    const push = { messageId: 'ntf_2', token: 'abc', title: 'Yoga', text: 'at 18:00' };
    await messaging.sms?.send(sms);
    await messaging.sms?.send(sms);
    await messaging.push?.send(push);
    expect(caught()).toMatchObject([
      { channel: 'SMS', key: 'ntf_1', to: '+4791234567', text: 'Yoga at 18:00', repeats: 1 },
      { channel: 'PUSH', key: 'ntf_2', to: 'abc', subject: 'Yoga', text: 'at 18:00', repeats: 0 },
    ]);
  });

  it.each([
    ['BUSY', false],
    ['REFUSED', true],
    ['HANG_UP', false],
  ] as const)('that meet %s are refused for good: %s', async (mishap, isFinal) => {
    catcher.trouble.order(mishap);
    const refused = messaging.sms?.send({ messageId: 'ntf_1', to: '+4791234567', text: 'Yoga' });
    await expect(refused).rejects.toMatchObject({ name: 'DeliveryFault', isFinal });
  });

  it.each(['91234567', '+47 912 34 567', '+0123456789', '+4791234567\r\n', '+47912345678901234'])(
    'are not sent to the number %j',
    async (to) => {
      await expect(messaging.sms?.send({ messageId: 'ntf_1', to, text: 'Yoga' })).rejects.toThrow();
      expect(caught()).toEqual([]);
    },
  );

  it('follow no redirection, and wait for no long story', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(307, { location: '/told' }).end();
      else response.writeHead(400).write('word '.repeat(10_000));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const send = (path: string) =>
      createGatewaySmsSender({ url: `http://127.0.0.1:${port}${path}`, token: 'secret' }).send({
        messageId: 'ntf_1',
        to: '+4791234567',
        text: 'Yoga',
      });
    await expect(send('/moved')).rejects.toMatchObject({ isFinal: false });
    await expect(send('/told')).rejects.toMatchObject({
      isFinal: true,
      message: expect.stringMatching(/^.{1,300}$/),
    });
    server.closeAllConnections();
    server.close();
  });
});

describe('the configuration of messages', () => {
  it('is all missing by default: nothing leaves, and it is said once', () => {
    const said: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => void said.push(line) });
    const closed = openMessaging(readMessagingConfig({}), logger);
    expect(closed).toEqual({ mailer: null, sms: null, push: null });
    expect(said).toHaveLength(1);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ missing: ['SMTP_URL', 'SMS_URL', 'PUSH_URL'] });
  });

  it.each<[string, Record<string, string>]>([
    ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example.com' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'a@b.no, c@d.no' }],
    ['SMTP_URL', { SMTP_URL: 'http://mail.example.com', MAIL_FROM: 'a@b.no' }],
    ['SMTP_URL', { SMTP_URL: 'smtp://mail.example.com?tls=perhaps', MAIL_FROM: 'a@b.no' }],
    ['SMS_URL', { SMS_URL: 'file:///etc/passwd' }],
  ])('is refused by the name %s for %j', (name, environment) => {
    expect(() => readMessagingConfig(environment)).toThrow(ConfigurationFault);
    expect(() => readMessagingConfig(environment)).toThrow(name);
  });
});
