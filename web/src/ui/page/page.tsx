import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useDocumentTitle } from '../site.ts';

interface PageProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** What stands at the right of the title: filters, a status. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every page: names the document and, after a navigation, moves the reader to the heading. */
export function Page({ title, description, aside, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(title);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another title is another page
  useEffect(() => heading.current?.focus({ preventScroll: true }), [title]);
  return (
    <Stack gap="xl">
      <Group justify="space-between" align="center" gap="md">
        <Box miw={0}>
          <Title order={1} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
            {title}
          </Title>
          {description ? (
            <Text component="div" c="var(--text-quiet)" size="sm" mt={6}>
              {description}
            </Text>
          ) : null}
        </Box>
        {aside}
      </Group>
      {children}
    </Stack>
  );
}
