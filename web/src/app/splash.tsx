import { Center, Loader } from '@mantine/core';

/** The moment before anything is known. */
export function Splash() {
  return (
    <Center mih="100dvh">
      <Loader type="dots" aria-label="Loading" />
    </Center>
  );
}
