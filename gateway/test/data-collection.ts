/** Keeps @apollo/gateway from sending measurements to Apollo; the environment is its only switch for that. */
export function switchOffDataCollection(): void {
  // biome-ignore lint/style/noProcessEnv: a switch of a library that offers no other, and nothing of ours is read.
  process.env.APOLLO_TELEMETRY_DISABLED = 'true';
}
