import { TextInput } from '@mantine/core';

interface NameFieldProps {
  readonly description?: string;
  /** What it is called now. */
  readonly name?: string | undefined;
}

/** What something is called, 1 to 200 characters: the first field of a form, read as `name`. */
export function NameField({ description, name }: NameFieldProps) {
  return (
    <TextInput
      label="Name"
      name="name"
      maxLength={200}
      required
      withAsterisk={false}
      data-autofocus
      defaultValue={name ?? ''}
      {...(description ? { description } : {})}
    />
  );
}
