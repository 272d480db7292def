import { Group, Skeleton, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { LockKeyhole } from 'lucide-react';
import { useMutation, useQuery } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';
import { useIntent } from '../../graphql/intent.ts';
import { type Refusal, refusalOf, textIn } from '../../graphql/refusal.ts';
import { sentenceOf } from '../../graphql/sentence.ts';
import { AskButton } from '../../ui/form/ask-button.tsx';
import { notifyDone, notifyRefused } from '../../ui/notify.ts';
import { Surface } from '../../ui/page/surface.tsx';
import { isOwner } from '../roles.ts';
import { useMember } from '../session-context.tsx';
import { useFormats } from '../tenant-context.tsx';
import { type UnlockOffer, unlockOffer } from './unlock-offer.ts';

const plansQuery = graphql(`
  query PlansToUnlock {
    plans {
      key
      name
      features {
        key
        name
      }
      prices {
        interval
        amount {
          amountMinor
          currency
        }
      }
    }
  }
`);

const changePlanMutation = graphql(`
  mutation ChangePlan($plan: ID!, $idempotencyKey: String!) {
    changePlan(input: { plan: $plan, idempotencyKey: $idempotencyKey }) {
      tenant {
        id
        plan {
          key
          name
        }
      }
    }
  }
`);

interface LockedPanelProps {
  /** A `PLAN_UPGRADE_REQUIRED`. */
  readonly refusal: Refusal;
  /** Called when the plan was changed, to ask again for what was refused. */
  readonly onUnlocked: () => void;
}

interface UnlockProps {
  readonly plan: NonNullable<UnlockOffer['plan']>;
  /** What it costs, in words. */
  readonly price: string;
  readonly onUnlocked: () => void;
}

function UnlockButton({ plan, price, onUnlocked }: UnlockProps) {
  const formats = useFormats();
  const intent = useIntent();
  const [{ fetching }, changePlan] = useMutation(changePlanMutation);
  const press = async () => {
    const { error } = await changePlan({ plan: plan.key, idempotencyKey: intent.key() });
    intent.settle(error);
    if (error) return notifyRefused('The plan was not changed', sentenceOf(refusalOf(error), formats.date));
    notifyDone(`You are on ${plan.name} now.`);
    onUnlocked();
  };
  return (
    <AskButton
      size="sm"
      variant="filled"
      position="bottom"
      label={`Change to ${plan.name}`}
      question={`${plan.name}: ${price}, from now on.`}
      confirmLabel="Change the plan"
      isDangerous={false}
      isBusy={fetching}
      onConfirm={press}
    />
  );
}

function PlanLine({
  label,
  name,
  price,
}: {
  readonly label: string;
  readonly name: string;
  readonly price?: string;
}) {
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap" align="baseline">
      <Text size="sm" c="var(--text-quiet)">
        {label}
      </Text>
      <Text size="sm" fw={550} ta="right">
        {name}
        {price ? (
          <Text span inherit fw={450} c="var(--text-quiet)">
            {` · ${price}`}
          </Text>
        ) : null}
      </Text>
    </Group>
  );
}

function Offer({ offer, onUnlocked }: { readonly offer: UnlockOffer; readonly onUnlocked: () => void }) {
  const formats = useFormats();
  const owner = isOwner(useMember());
  const { plan, currentPlanName } = offer;
  const price = plan?.monthly ? `${formats.money(plan.monthly)} per month` : 'price on request';
  return (
    <Stack gap="lg">
      <Surface p="md">
        <Stack gap="xs">
          {currentPlanName ? <PlanLine label="Your plan" name={currentPlanName} /> : null}
          {plan ? <PlanLine label="Unlocks with" name={plan.name} price={price} /> : null}
        </Stack>
      </Surface>
      {plan && owner ? (
        <UnlockButton plan={plan} price={price} onUnlocked={onUnlocked} />
      ) : (
        <Text size="sm" c="var(--text-quiet)">
          {owner ? 'An add-on unlocks it.' : 'The owner of this workspace can change the plan.'}
        </Text>
      )}
    </Stack>
  );
}

function titleOf({ featureName }: UnlockOffer): string {
  return `${featureName === null ? 'This' : `“${featureName}”`} is not in your plan`;
}

/** In place of what the plan does not include: what it is, what would unlock it, and for the owner the way there. */
export function LockedPanel({ refusal, onUnlocked }: LockedPanelProps) {
  const [{ data, fetching }] = useQuery({ query: plansQuery });
  const offer = unlockOffer(data?.plans ?? [], {
    feature: textIn(refusal, 'feature'),
    currentPlan: textIn(refusal, 'currentPlan'),
    cheapestGrant: textIn(refusal, 'cheapestGrant'),
  });
  return (
    <Surface py={{ base: 40, sm: 64 }} data-testid="locked">
      <Stack gap="lg" maw={400} mx="auto">
        <ThemeIcon size={48} radius="xl" variant="light">
          <LockKeyhole size={22} aria-hidden="true" />
        </ThemeIcon>
        <Stack gap={6}>
          <Title order={2} fz="1.25rem">
            {fetching ? <Skeleton height={20} width={220} /> : titleOf(offer)}
          </Title>
          <Text size="sm" c="var(--text-quiet)">
            Nothing is lost: it is being counted already and shows as soon as it is unlocked.
          </Text>
        </Stack>
        {fetching ? <Skeleton height={92} radius="lg" /> : <Offer offer={offer} onUnlocked={onUnlocked} />}
      </Stack>
    </Surface>
  );
}
