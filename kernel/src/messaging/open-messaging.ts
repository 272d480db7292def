import type { Logger } from 'pino';
import { z } from 'zod';
import { readConfig } from '../config/read-config.ts';
import { createGatewayPushSender, createGatewaySmsSender } from './gateway-senders.ts';
import { mailAddress } from './mail.ts';
import type { GatewaySettings } from './message-gateway.ts';
import type { Messaging } from './messaging.ts';
import { createSmtpMailer, smtpUrl } from './smtp-mailer.ts';

const gatewayUrl = z.url({ protocol: /^https?$/ }).optional();

/** By which variables the ways out of the house are named. Each may be missing, and nothing goes that way then. */
export const messagingShape = {
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: mailAddress.optional(),
  SMS_URL: gatewayUrl,
  SMS_TOKEN: z.string().default(''),
  PUSH_URL: gatewayUrl,
  PUSH_TOKEN: z.string().default(''),
};

const messagingSchema = z
  .object(messagingShape)
  .refine(({ SMTP_URL, MAIL_FROM }) => SMTP_URL === undefined || MAIL_FROM !== undefined, {
    path: ['MAIL_FROM'],
    message: 'is missing, and SMTP_URL is there',
  });

/** What the environment says of the ways out of the house. */
export type MessagingConfig = z.infer<typeof messagingSchema>;

/** Reads where messages go. @throws {ConfigurationFault} with all faults at once. */
export function readMessagingConfig(
  environment?: Readonly<Record<string, string | undefined>>,
): MessagingConfig {
  return readConfig(messagingSchema, environment);
}

function gatewayOf(url: string | undefined, token: string): GatewaySettings | null {
  return url === undefined ? null : { url, token };
}

/** Opens the ways that are configured, and logs once which are not. */
export function openMessaging(config: MessagingConfig, logger: Logger): Messaging {
  const { SMTP_URL: url, MAIL_FROM: from } = config;
  const sms = gatewayOf(config.SMS_URL, config.SMS_TOKEN);
  const push = gatewayOf(config.PUSH_URL, config.PUSH_TOKEN);
  const missing = Object.entries({ SMTP_URL: url, SMS_URL: sms, PUSH_URL: push })
    .filter(([, value]) => !value)
    .map(([name]) => name);
  if (missing.length > 0)
    logger.warn({ missing }, 'Messages of channels without an address are kept and not sent.');
  return {
    mailer: url && from ? createSmtpMailer({ url, from }) : null,
    sms: sms && createGatewaySmsSender(sms),
    push: push && createGatewayPushSender(push),
  };
}
