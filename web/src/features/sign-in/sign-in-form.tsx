import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useActionState } from 'react';
import { sentenceOf } from '../../graphql/sentence.ts';
import { useSession } from '../../session/session-context.tsx';
import { useFormats } from '../../session/tenant-context.tsx';

function fieldOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** What went wrong last time, and the email to keep, since a submitted form empties itself. */
interface Attempt {
  readonly sentence: string | null;
  readonly email: string;
}

/** Email and password. When they are right the session changes, and with it the whole app. */
export function SignInForm() {
  const session = useSession();
  const formats = useFormats();
  const [attempt, submit, pending] = useActionState(
    async (_before: Attempt, form: FormData): Promise<Attempt> => {
      const email = fieldOf(form, 'email').trim();
      const refusal = await session.signIn(email, fieldOf(form, 'password'));
      return { email, sentence: refusal && sentenceOf(refusal, formats.date) };
    },
    { sentence: null, email: '' },
  );
  return (
    <form action={submit}>
      <Stack gap="md">
        {attempt.sentence ? (
          <Alert color="red" variant="light" role="alert">
            {attempt.sentence}
          </Alert>
        ) : null}
        <TextInput
          key={attempt.email}
          label="Email"
          name="email"
          type="email"
          size="md"
          autoComplete="username"
          defaultValue={attempt.email}
          required
          withAsterisk={false}
          autoFocus={attempt.email === ''}
        />
        <PasswordInput
          label="Password"
          name="password"
          size="md"
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        <Button type="submit" size="md" loading={pending} fullWidth mt={4}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
