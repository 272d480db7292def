// Writes the secrets of a new installation as an .env file: node deploy/make-env.mjs > .env
import { generateKeyPairSync, randomBytes } from 'node:crypto';

const password = () => randomBytes(24).toString('hex');
const oneLine = (pem) => `"${pem.trim().replaceAll('\n', '\\n')}"`;
const keyPair = () =>
  generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });

const [passport, accessToken, ticket] = [keyPair(), keyPair(), keyPair()];
const settings = {
  POSTGRES_PASSWORD: password(),
  OWNER_DATABASE_PASSWORD: password(),
  TENANCY_DATABASE_PASSWORD: password(),
  BOOKING_DATABASE_PASSWORD: password(),
  BILLING_DATABASE_PASSWORD: password(),
  ANALYTICS_DATABASE_PASSWORD: password(),
  PASSPORT_PRIVATE_KEY: oneLine(passport.privateKey),
  PASSPORT_PUBLIC_KEY: oneLine(passport.publicKey),
  ACCESS_TOKEN_PRIVATE_KEY: oneLine(accessToken.privateKey),
  ACCESS_TOKEN_PUBLIC_KEY: oneLine(accessToken.publicKey),
  TICKET_PRIVATE_KEY: oneLine(ticket.privateKey),
  OBJECTS_SECRET: password(),
};

for (const [name, value] of Object.entries(settings)) process.stdout.write(`${name}=${value}\n`);
