import { Group, Text, TextInput } from '@mantine/core';
import { Lock } from 'lucide-react';
import { useState } from 'react';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { JobPhotosQuery } from '../../../graphql/generated/graphql.ts';
import { useChange } from '../../../session/asking/use-change.ts';
import { useFormats } from '../../../session/tenant-context.tsx';
import { AskButton } from '../../../ui/form/ask-button.tsx';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { notifyDone } from '../../../ui/notify.ts';
import classes from './job-photos.module.css';
import { hostElsewhere, KIND_WORDS } from './photo-file.ts';

const removeMutation = graphql(`
  mutation RemoveJobPhoto($input: RemoveJobPhotoInput!) {
    removeJobPhoto(input: $input) {
      jobPhotoId
    }
  }
`);

type Found = Extract<NonNullable<JobPhotosQuery['node']>, { __typename?: 'Booking' }>;
/** A photo as it is shown. */
export type Photo = NonNullable<Found['job']>['photos']['edges'][number]['node'];

/** A browser does not show every kind of image; whoever opens it has it all the same. */
function Picture({ url, alt }: { readonly url: string; readonly alt: string }) {
  const [isShown, setIsShown] = useState(true);
  const host = hostElsewhere(url);
  if (host) return <>Kept at {host}</>;
  if (!isShown) return <>Cannot be shown here. Open it.</>;
  return <img src={url} alt={alt} loading="lazy" onError={() => setIsShown(false)} />;
}

interface PhotoItemProps {
  readonly photo: Photo;
  readonly mayChange: boolean;
  readonly onRemoved: () => void;
}

/** Of a locked photo it asks why: the job was completed with it. */
function RemoveButton({
  photo,
  label,
  onRemoved,
}: Omit<PhotoItemProps, 'mayChange'> & { readonly label: string }) {
  const { isBusy, change } = useChange(removeMutation, 'Not removed');
  const remove = async (fields: FormFields) => {
    const input = { jobPhotoId: photo.id, overrideReason: fields.textOrNull('reason') };
    if (!(await change((idempotencyKey) => ({ input: { ...input, idempotencyKey } })))) return;
    notifyDone('The photo is removed.');
    onRemoved();
  };
  const gone = 'The photo is gone for good, for the customer, too.';
  return (
    <AskButton
      size="compact-xs"
      label="Remove"
      spoken={`Remove: ${label}`}
      question={photo.isLocked ? `The job was completed with this photo. ${gone}` : gone}
      confirmLabel="Remove the photo"
      isBusy={isBusy}
      onConfirm={remove}
    >
      {photo.isLocked ? (
        <TextInput
          size="xs"
          name="reason"
          label="Why"
          description="Kept with the booking, and who removed it"
          maxLength={500}
          required
          withAsterisk={false}
        />
      ) : null}
    </AskButton>
  );
}

function PhotoItem({ photo, mayChange, onRemoved }: PhotoItemProps) {
  const formats = useFormats();
  const label = `${KIND_WORDS[photo.kind]}, ${formats.shortDay(photo.takenAt)}, ${formats.time(photo.takenAt)}`;
  return (
    <li>
      <a
        className={classes.picture}
        href={photo.url}
        target="_blank"
        rel="noreferrer"
        aria-label={`Open: ${label}`}
      >
        <Picture key={photo.url} url={photo.url} alt={label} />
      </a>
      <Group justify="space-between" gap={4} mt={4}>
        <Text size="xs">
          {label}
          {photo.isLocked ? (
            <Lock size={11} role="img" aria-label="Proves the completed job" className={classes.lock} />
          ) : null}
        </Text>
        {mayChange ? <RemoveButton photo={photo} label={label} onRemoved={onRemoved} /> : null}
      </Group>
    </li>
  );
}

interface PhotoGridProps extends Omit<PhotoItemProps, 'photo'> {
  readonly photos: readonly Photo[];
}

/** Photos side by side, in the order in which they were taken. */
export function PhotoGrid({ photos, ...item }: PhotoGridProps) {
  if (photos.length === 0)
    return (
      <Text size="sm" c="var(--text-quiet)">
        No photos yet.
      </Text>
    );
  return (
    <ul className={classes.photos}>
      {photos.map((photo) => (
        <PhotoItem key={photo.id} photo={photo} {...item} />
      ))}
    </ul>
  );
}
