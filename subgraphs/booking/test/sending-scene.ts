import type { Messaging } from '@freehold/kernel/messaging/messaging';
import { openMessaging, readMessagingConfig } from '@freehold/kernel/messaging/open-messaging';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { type Catcher, startCatcher } from '@freehold/sandbox/catcher';
import { pino } from 'pino';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { faces } from './notification-scene.ts';

const NOW = '2026-11-23T09:00:00Z';

/** A subgraph whose messages leave the house and are caught outside. */
export interface SendingScene {
  readonly test: TestSubgraph;
  readonly catcher: Catcher;
  readonly messaging: Messaging;
  /** Forgets what was caught and what was to go wrong; the clock stands where it stood. */
  readonly forget: () => void;
  readonly close: () => Promise<void>;
}

/** Starts it, with these settings of its own. */
export async function openSending(settings: Readonly<Record<string, string>> = {}): Promise<SendingScene> {
  const catcher = await startCatcher();
  const messaging = openMessaging(readMessagingConfig(catcher.environment), pino({ level: 'silent' }));
  const test = await startTestSubgraph(bookingSubgraph, { faces, settings, messaging });
  return {
    test,
    catcher,
    messaging,
    forget: () => {
      catcher.messages.clear();
      catcher.trouble.clear();
      test.clock.moveTo(NOW);
    },
    close: async () => {
      await test.close();
      await messaging.mailer?.close();
      await catcher.close();
    },
  };
}
