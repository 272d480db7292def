import { Button, Skeleton, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { CircleAlert, CloudOff, type LucideIcon, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Surface } from './surface.tsx';

interface NoticeProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly color?: string;
}

function Notice({ icon: Icon, title, children, action, color = 'gray' }: NoticeProps) {
  return (
    <Surface py={56}>
      <Stack align="center" gap="sm" ta="center" maw={420} mx="auto">
        <ThemeIcon size={44} radius="xl" variant="light" color={color}>
          <Icon size={20} aria-hidden="true" />
        </ThemeIcon>
        <Title order={2}>{title}</Title>
        <Text size="sm" c="var(--text-quiet)">
          {children}
        </Text>
        {action}
      </Stack>
    </Surface>
  );
}

/** Nothing here yet: says what will be, and how it gets here. */
export function EmptyState(props: Omit<NoticeProps, 'color'>) {
  return <Notice {...props} color="evergreen" />;
}

/** The server does not answer for now: says that nothing needs to be done. */
export function WaitingState({ sentence }: { readonly sentence: string }) {
  return (
    <div role="status">
      <Notice icon={CloudOff} title="Reconnecting">
        {sentence}
      </Notice>
    </div>
  );
}

/** Something failed: says what, and offers to try again. */
export function ErrorState({
  sentence,
  onRetry,
}: {
  readonly sentence: string;
  readonly onRetry: () => void;
}) {
  const action = (
    <Button variant="default" mt="xs" onClick={onRetry}>
      Try again
    </Button>
  );
  return (
    <div role="alert">
      <Notice icon={CircleAlert} title="This could not be loaded" color="red" action={action}>
        {sentence}
      </Notice>
    </div>
  );
}

/** It is not to be had, however often one asks: says why, and leads back. */
export function DeadEndState({ title, sentence }: { readonly title: string; readonly sentence: string }) {
  const action = (
    <Button variant="default" mt="xs" component="a" href="/">
      Go to the start
    </Button>
  );
  return (
    <div role="alert">
      <Notice icon={SearchX} title={title} action={action}>
        {sentence}
      </Notice>
    </div>
  );
}

/** Grey rows in the shape of a list that is on its way. `rows` is how many. */
export function ListSkeleton({ rows = 6 }: { readonly rows?: number }) {
  const keys = Array.from({ length: rows }, (_, index) => `row-${index}`);
  return (
    <Surface aria-busy="true" aria-label="Loading">
      <Stack gap="lg">
        {keys.map((key) => (
          <Stack key={key} gap={8}>
            <Skeleton height={12} width="34%" radius="sm" />
            <Skeleton height={10} width="58%" radius="sm" />
          </Stack>
        ))}
      </Stack>
    </Surface>
  );
}
