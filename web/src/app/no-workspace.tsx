import { Button, Center, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { BrandMark } from '../ui/brand-mark.tsx';
import { useDocumentTitle } from '../ui/site.ts';
import { baseOf, workspaceHost } from './workspace-address.ts';

function FindWorkspace({ base }: { readonly base: string }) {
  const [fault, setFault] = useState<string | null>(null);
  const open = (form: FormData) => {
    const name = form.get('workspace');
    const host = typeof name === 'string' ? workspaceHost(name, base) : null;
    setFault(host === null ? 'A name has 3 to 40 letters, digits or hyphens.' : null);
    if (host !== null) window.location.assign(`${window.location.protocol}//${host}/`);
  };
  return (
    <form action={open} noValidate>
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <TextInput
          flex={1}
          ta="left"
          name="workspace"
          aria-label="Name of the workspace"
          placeholder="workspace"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          error={fault}
          rightSection={
            <Text size="sm" c="var(--text-quiet)">
              .{base}
            </Text>
          }
          rightSectionWidth={`${base.length + 3}ch`}
        />
        <Button type="submit">Open</Button>
      </Group>
    </form>
  );
}

/** The door where no house stands: says so, and helps to find the right one. */
export function NoWorkspace() {
  const { host } = window.location;
  const base = baseOf(host);
  useDocumentTitle('No workspace here');
  return (
    <Center component="main" mih="100dvh" p="lg">
      <Stack gap="xl" w="100%" maw={400}>
        <BrandMark size={40} />
        <Stack gap={6}>
          <Title order={1}>There is no workspace here</Title>
          <Text c="var(--text-quiet)" style={{ overflowWrap: 'anywhere' }}>
            Every workspace has an address of its own, and {host} is not one of them.
            {base === null
              ? ' Ask whoever invited you for the right one.'
              : ' Which one are you looking for?'}
          </Text>
        </Stack>
        {base === null ? null : <FindWorkspace base={base} />}
      </Stack>
    </Center>
  );
}
