import { TextInput } from '@mantine/core';

interface NumberFieldProps {
  readonly label: string;
  /** What it is read by. */
  readonly name: string;
  /** What it is now. */
  readonly value?: number | null | undefined;
  readonly min?: number;
  readonly max?: number;
  /** Takes fractions, such as an amount of money; otherwise whole numbers alone. */
  readonly isFraction?: boolean;
  /** What nothing means; without it something has to be filled in. */
  readonly nothing?: string;
}

/** A number in a form. The server has the last word on its bounds; these only help to keep them. */
export function NumberField({
  label,
  name,
  value,
  min = 0,
  max,
  isFraction = false,
  nothing,
}: NumberFieldProps) {
  return (
    <TextInput
      label={label}
      name={name}
      type="number"
      inputMode={isFraction ? 'decimal' : 'numeric'}
      min={min}
      {...(max === undefined ? {} : { max })}
      {...(isFraction ? { step: 'any' } : {})}
      defaultValue={value ?? ''}
      {...(nothing === undefined ? { required: true, withAsterisk: false } : { placeholder: nothing })}
    />
  );
}
