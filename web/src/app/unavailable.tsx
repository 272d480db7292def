import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { BrandMark } from '../ui/brand-mark.tsx';
import { useDocumentTitle } from '../ui/site.ts';

interface UnavailableProps {
  readonly title: string;
  readonly sentence: string;
  readonly onRetry?: () => void;
}

/** The whole app has nothing to show: says why. */
export function Unavailable({ title, sentence, onRetry }: UnavailableProps) {
  useDocumentTitle(title);
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

const RETRY_MS = 5_000;

/** The server does not answer: says so, and with `onRetry` (a stable function) asks every few seconds. */
export function Unreachable({ onRetry }: { readonly onRetry?: () => void }) {
  useEffect(() => {
    if (!onRetry) return;
    const timer = setInterval(onRetry, RETRY_MS);
    return () => clearInterval(timer);
  }, [onRetry]);
  return (
    <Unavailable
      title="Reconnecting"
      sentence="The server does not answer. This page tries again every few seconds and opens as soon as it does."
    />
  );
}
