import { Checkbox, Group, Textarea, TextInput } from '@mantine/core';
import { graphql } from '../../../graphql/generated/gql.ts';
import type { OfferingForm_OfferingFragment } from '../../../graphql/generated/graphql.ts';
import type { FormFields } from '../../../ui/form/form-fields.ts';
import { NameField } from '../../../ui/form/name-field.tsx';
import { NumberField } from '../../../ui/form/number-field.tsx';
import { amountOf, minorUnits } from '../../../ui/format/amounts.ts';
import { FurtherNeeds, furtherNeedsInput } from './further-needs.tsx';
import { choiceOf, needOf } from './need-choices.ts';
import { NeedSelect } from './need-select.tsx';

/** What an offering is, as far as it can be changed. */
export const offeringFormFragment = graphql(`
  fragment OfferingForm_Offering on Offering {
    id
    name
    description
    durationMinutes
    capacity
    bufferBeforeMinutes
    bufferAfterMinutes
    needsApproval
    taxCode
    price {
      amountMinor
      currency
    }
    resource {
      id
      name
    }
    pool {
      id
      name
    }
    furtherNeeds {
      bufferBeforeMinutes
      bufferAfterMinutes
      resource {
        id
        name
      }
      pool {
        id
        name
      }
    }
  }
`);

type Offering = OfferingForm_OfferingFragment;

/** What it needs stays unless another is chosen, so that nothing is changed by what is archived. */
function Needs({ offering }: { readonly offering: Offering | undefined }) {
  return (
    <>
      <NeedSelect label="With" name="need" needed={offering ? choiceOf(offering) : null} />
      <FurtherNeeds needs={offering?.furtherNeeds ?? []} />
    </>
  );
}

function Numbers({ currency, offering }: FieldsProps) {
  const {
    durationMinutes = 60,
    capacity = 1,
    bufferBeforeMinutes = 0,
    bufferAfterMinutes = 0,
  } = offering ?? {};
  const price = offering ? amountOf(offering.price) : 0;
  return (
    <>
      <Group grow align="flex-end">
        <NumberField label="Minutes" name="durationMinutes" min={5} max={1_440} value={durationMinutes} />
        <NumberField label="Seats" name="capacity" min={1} max={10_000} value={capacity} />
        <NumberField label={`Price, ${currency}`} name="price" isFraction value={price} />
      </Group>
      <Group grow align="flex-end">
        <NumberField label="Minutes free before" name="before" max={240} value={bufferBeforeMinutes} />
        <NumberField label="Minutes free after" name="after" max={240} value={bufferAfterMinutes} />
        <TextInput label="Tax code" name="taxCode" maxLength={64} defaultValue={offering?.taxCode ?? ''} />
      </Group>
    </>
  );
}

interface FieldsProps {
  /** In which it is priced. */
  readonly currency: string;
  /** What it is now; nothing for a new one. */
  readonly offering?: Offering;
}

/** The fields of an offering, but for its kind, which never changes. */
export function OfferingFields({ currency, offering }: FieldsProps) {
  return (
    <>
      <NameField name={offering?.name} />
      <Textarea
        label="For customers"
        name="description"
        maxLength={2_000}
        autosize
        minRows={2}
        maxRows={6}
        defaultValue={offering?.description ?? ''}
      />
      <Needs offering={offering} />
      <Numbers currency={currency} {...(offering ? { offering } : {})} />
      <Checkbox
        name="needsApproval"
        label="Bookings wait until we approve them"
        defaultChecked={offering?.needsApproval ?? false}
      />
    </>
  );
}

/** What was filled into {@link OfferingFields}, as the API takes it. */
export function offeringInput(fields: FormFields, currency: string) {
  return {
    name: fields.text('name'),
    description: fields.text('description'),
    durationMinutes: fields.number('durationMinutes'),
    capacity: fields.number('capacity'),
    priceMinor: minorUnits(fields.number('price'), currency),
    ...needOf(fields.text('need')),
    furtherNeeds: furtherNeedsInput(fields),
    bufferBeforeMinutes: fields.number('before'),
    bufferAfterMinutes: fields.number('after'),
    needsApproval: fields.isOn('needsApproval'),
    taxCode: fields.textOrNull('taxCode'),
  };
}
