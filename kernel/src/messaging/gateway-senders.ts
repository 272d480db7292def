import { type GatewaySettings, handOver } from './message-gateway.ts';
import { type PushSender, pushSchema } from './push.ts';
import { type SmsSender, smsSchema } from './sms.ts';

/** Sends SMS through a gateway: `{ id, to, text }`. */
export function createGatewaySmsSender(settings: GatewaySettings): SmsSender {
  return {
    send: async (sms) => {
      const { messageId, ...message } = smsSchema.parse(sms);
      await handOver(settings, messageId, message);
    },
  };
}

/** Sends push messages through a gateway: `{ id, token, title, text }`. */
export function createGatewayPushSender(settings: GatewaySettings): PushSender {
  return {
    send: async (push) => {
      const { messageId, ...message } = pushSchema.parse(push);
      await handOver(settings, messageId, message);
    },
  };
}
