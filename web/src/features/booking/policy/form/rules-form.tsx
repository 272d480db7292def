import { useState } from 'react';
import { graphql } from '../../../../graphql/generated/gql.ts';
import { useChange } from '../../../../session/asking/use-change.ts';
import { useTenant } from '../../../../session/tenant-context.tsx';
import { FormDialog } from '../../../../ui/form/form-dialog.tsx';
import type { FormFields } from '../../../../ui/form/form-fields.ts';
import { digitsOf } from '../../../../ui/format/amounts.ts';
import { majorUnits } from '../../../../ui/format/formats.ts';
import { notifyDone } from '../../../../ui/notify.ts';
import type { Rules } from '../policy-words.ts';
import {
  CheckInPart,
  CreditsPart,
  JobsPart,
  LimitsPart,
  MissingPart,
  Part,
  TimesPart,
  WaitlistPart,
} from './rules-form-parts.tsx';
import { rulesInput, type Tier } from './rules-input.ts';
import { TiersEditor } from './tiers-editor.tsx';

const setMutation = graphql(`
  mutation SetBookingPolicy($input: SetBookingPolicyInput!) {
    setBookingPolicy(input: $input) {
      policy {
        version
      }
    }
  }
`);

function tiersOf({ cancellation }: Rules, currency: string): Tier[] {
  return cancellation.map(({ untilMinutesBefore, refundPercent, feeMinor, creditBack }) => ({
    key: String(untilMinutesBefore),
    minutes: String(untilMinutesBefore),
    kind: feeMinor === null || feeMinor === undefined ? 'REFUND' : 'FEE',
    value: String(
      feeMinor === null || feeMinor === undefined
        ? (refundPercent ?? 100)
        : majorUnits(feeMinor, digitsOf(currency)),
    ),
    creditBack,
  }));
}

interface RulesFormProps {
  /** Whose rules; null for those of the whole tenant. */
  readonly offeringId: string | null;
  /** What holds now, to begin with. */
  readonly rules: Rules;
  readonly onClose: () => void;
}

/** Writes the next version of the rules. What is booked already keeps the version it was booked under. */
export function RulesForm({ offeringId, rules, onClose }: RulesFormProps) {
  const { currency } = useTenant();
  const [tiers, setTiers] = useState<readonly Tier[]>(() => tiersOf(rules, currency));
  const { isBusy, fault, change } = useChange(setMutation);
  const save = async (fields: FormFields) => {
    const input = { offeringId, ...rulesInput(fields, tiers, currency) };
    const done = await change((idempotencyKey) => ({ input: { ...input, idempotencyKey } }));
    if (!done) return;
    notifyDone(`Version ${done.setBookingPolicy.policy.version} holds from now on.`);
    onClose();
  };
  return (
    <FormDialog
      title="Change the rules"
      size="lg"
      opened
      onClose={onClose}
      submitLabel="Write the next version"
      isBusy={isBusy}
      fault={fault}
      onSubmit={(fields) => void save(fields)}
    >
      <TimesPart rules={rules} />
      <Part legend="Canceling">
        <TiersEditor tiers={tiers} onChange={setTiers} />
      </Part>
      <LimitsPart rules={rules} />
      <CreditsPart rules={rules} />
      <CheckInPart rules={rules} />
      <JobsPart rules={rules} />
      <MissingPart rules={rules} currency={currency} />
      <WaitlistPart rules={rules} />
    </FormDialog>
  );
}
