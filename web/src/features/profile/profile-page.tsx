import { Alert, Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import type { MyProfileQuery } from '../../graphql/generated/graphql.ts';
import { QueryView } from '../../session/asking/query-view.tsx';
import { useChange } from '../../session/asking/use-change.ts';
import { useFormats } from '../../session/tenant-context.tsx';
import { FormFields } from '../../ui/form/form-fields.ts';
import { notifyDone } from '../../ui/notify.ts';
import { Page } from '../../ui/page/page.tsx';
import { ErrorState, ListSkeleton } from '../../ui/page/page-states.tsx';
import { Surface } from '../../ui/page/surface.tsx';
import { languagesFor, profileInput } from './profile-input.ts';

const profileQuery = graphql(`
  query MyProfile {
    me {
      id
      profile {
        id
        name
        email
        locale
        phone
        emailReminders
        smsReminders
        pushReminders
        since
      }
    }
  }
`);

const updateMutation = graphql(`
  mutation UpdateMyProfile($input: UpdateMyProfileInput!) {
    updateMyProfile(input: $input) {
      profile {
        id
        locale
        phone
        emailReminders
        smsReminders
        pushReminders
      }
    }
  }
`);

type Profile = NonNullable<NonNullable<MyProfileQuery['me']>['profile']>;

interface ProfileProps {
  readonly profile: Profile;
}

/** A plus, then digits with spaces where one likes. */
const PHONE_PATTERN = '\\+[1-9][0-9 ]{6,22}';

function Reminders({ profile }: ProfileProps) {
  return (
    <Checkbox.Group
      label="Reminders come"
      defaultValue={[
        ...(profile.emailReminders ? ['email'] : []),
        ...(profile.smsReminders ? ['sms'] : []),
        ...(profile.pushReminders ? ['push'] : []),
      ]}
    >
      <Stack gap="sm" mt="xs">
        <Checkbox value="email" name="emailReminders" label="By e-mail" description={profile.email} />
        <Checkbox
          value="sms"
          name="smsReminders"
          label="As text messages"
          description="To the number above, where this workspace sends them"
        />
        <Checkbox
          value="push"
          name="pushReminders"
          label="To my devices"
          description="Those that an app has registered"
        />
      </Stack>
    </Checkbox.Group>
  );
}

function ProfileForm({ profile }: ProfileProps) {
  const { isBusy, fault, change } = useChange(updateMutation);
  const save = async (fields: FormFields) => {
    const input = profileInput(fields);
    if (await change((idempotencyKey) => ({ input: { ...input, idempotencyKey } })))
      notifyDone('Your profile is saved.');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save(new FormFields(new FormData(event.currentTarget)));
      }}
    >
      <Stack gap="lg">
        {fault ? (
          <Alert color="red" variant="light" role="alert">
            {fault}
          </Alert>
        ) : null}
        <TextInput
          label="Telephone"
          description="With the code of the country: +47 912 34 567"
          name="phone"
          type="tel"
          autoComplete="tel"
          pattern={PHONE_PATTERN}
          title="A plus, the code of the country and the number"
          defaultValue={profile.phone ?? ''}
        />
        <NativeSelect
          label="Language of messages"
          name="locale"
          defaultValue={profile.locale ?? ''}
          data={[...languagesFor(profile.locale)]}
        />
        <Reminders profile={profile} />
        <Group justify="flex-end">
          <Button type="submit" loading={isBusy}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function ProfileCard({ profile }: ProfileProps) {
  const formats = useFormats();
  return (
    <Surface maw={560}>
      <Stack gap="lg">
        <div>
          <Text fw={600}>{profile.name}</Text>
          <Text size="sm" c="var(--text-quiet)" style={{ overflowWrap: 'anywhere' }}>
            Here since {formats.date(profile.since)}
          </Text>
        </div>
        <ProfileForm profile={profile} />
      </Stack>
    </Surface>
  );
}

/** How I am reached: telephone, language, and by which ways reminders come. */
export function ProfilePage() {
  const [result, ask] = useQuery({ query: profileQuery });
  const askAnew = useCallback(() => ask({ requestPolicy: 'network-only' }), [ask]);
  return (
    <Page title="My profile" description="How you are reached">
      <QueryView result={result} skeleton={<ListSkeleton rows={4} />} onRetry={askAnew}>
        {({ me: { profile } }) =>
          profile ? (
            <ProfileCard profile={profile} />
          ) : (
            <ErrorState
              sentence="Your profile cannot be shown yet. It is there a moment after you have joined."
              onRetry={askAnew}
            />
          )
        }
      </QueryView>
    </Page>
  );
}
