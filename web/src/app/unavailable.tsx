import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { BrandMark } from '../ui/brand-mark.tsx';

interface UnavailableProps {
  readonly title: string;
  readonly sentence: string;
  readonly onRetry?: () => void;
}

/** The whole app has nothing to show: says why. */
export function Unavailable({ title, sentence, onRetry }: UnavailableProps) {
  return (
    <Center component="main" mih="100dvh" p="lg">
      <Stack align="center" gap="md" maw={380} ta="center" role="alert">
        <BrandMark size={40} />
        <Title order={1}>{title}</Title>
        <Text c="var(--text-quiet)">{sentence}</Text>
        {onRetry ? (
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        ) : null}
      </Stack>
    </Center>
  );
}
