import { port, readConfig } from '@freehold/kernel/config/read-config';
import { runProcess } from '@freehold/kernel/config/run-process';
import { z } from 'zod';
import { createFront } from './distributed/front.ts';
import { listen } from './port.ts';
import { webDirectory } from './web.ts';

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4000),
  /** The gateway's origin, such as `http://gateway:4000`. */
  GATEWAY_URL: z.url({ protocol: /^http$/ }),
});

await runProcess(async () => {
  const { HOST: host, PORT, GATEWAY_URL } = readConfig(schema);
  const app = await createFront(await webDirectory(), GATEWAY_URL);
  await listen(app, { host, port: PORT });
  return app;
});
