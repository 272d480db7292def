import { Button, FileButton, Group, Progress, SegmentedControl, Stack, Text } from '@mantine/core';
import { Camera, ImagePlus } from 'lucide-react';
import { useState } from 'react';
import type { JobPhotoKind } from '../../../graphql/generated/graphql.ts';
import { isPassing } from '../../../graphql/refusal.ts';
import { sentenceOf } from '../../../graphql/sentence.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { KIND_WORDS, PHOTO_TYPES } from './photo-file.ts';
import { type Sending, usePhotoUpload } from './use-photo-upload.ts';

const KINDS = [
  { value: 'BEFORE', label: 'Before' },
  { value: 'AFTER', label: 'After' },
  { value: 'OTHER', label: 'Other' },
] as const satisfies readonly { value: JobPhotoKind; label: string }[];

interface SendingRowProps {
  readonly sending: Sending;
  readonly onAgain: () => void;
  readonly onForget: () => void;
}

function SendingRow({ sending, onAgain, onForget }: SendingRowProps) {
  const formats = useFormats();
  const { file, share, refusal } = sending;
  if (!refusal) return <Progress value={share * 100} aria-label={`Sending ${file.name}`} />;
  return (
    <Group gap="xs" justify="space-between" role="alert">
      <Text size="sm">
        {file.name}: {sentenceOf(refusal, formats.date)}
      </Text>
      <Group gap={4}>
        {isPassing(refusal) ? (
          <Button
            size="compact-xs"
            variant="default"
            onClick={onAgain}
            aria-label={`Send ${file.name} again`}
          >
            Try again
          </Button>
        ) : null}
        <Button size="compact-xs" variant="default" onClick={onForget} aria-label={`Forget ${file.name}`}>
          Forget
        </Button>
      </Group>
    </Group>
  );
}

interface PhotoSenderProps {
  readonly bookingId: string;
  readonly onKept: () => void;
}

/** Takes photos with the camera of a phone, or out of its files, and sends them. */
export function PhotoSender({ bookingId, onKept }: PhotoSenderProps) {
  const [kind, setKind] = useState<JobPhotoKind>('AFTER');
  const { sendings, add, send, forget } = usePhotoUpload(bookingId, onKept);
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          data={[...KINDS]}
          value={kind}
          onChange={setKind}
          aria-label="What the photos show"
        />
        <FileButton
          accept={PHOTO_TYPES}
          capture="environment"
          onChange={(file) => void add(file ? [file] : [], kind)}
        >
          {(props) => (
            <Button {...props} hiddenFrom="sm" size="xs" variant="default" leftSection={<Camera size={14} />}>
              Take a photo
            </Button>
          )}
        </FileButton>
        <FileButton multiple accept={PHOTO_TYPES} onChange={(files) => void add(files, kind)}>
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<ImagePlus size={14} />}>
              Add photos
            </Button>
          )}
        </FileButton>
      </Group>
      <Text size="xs" c="var(--text-quiet)">
        {KIND_WORDS[kind]}. Where and with what a photo was taken is not kept.
      </Text>
      {sendings.map((sending) => (
        <SendingRow
          key={sending.key}
          sending={sending}
          onAgain={() => void send(sending)}
          onForget={() => forget(sending.key)}
        />
      ))}
    </Stack>
  );
}
